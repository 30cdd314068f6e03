-- To tell what was not believed on a day.
CREATE INDEX refusedDayOfDay ON refusedDay (day, figure);
