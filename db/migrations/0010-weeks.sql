-- Weekly logs that somebody else published stand beside those that instances told us.

ALTER TABLE activityWeek ADD COLUMN source INTEGER REFERENCES source (id); -- NULL: told by the instance when we asked
