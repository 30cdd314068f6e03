-- Newcomers whose claim waits: few, and asked for after every transaction of visits.
CREATE INDEX refusedDayWaiting ON refusedDay (instance, day, figure, value) WHERE rule = 'unconfirmed' AND isAccepted = 0;
