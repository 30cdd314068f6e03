-- Totals say of each figure what it stands on, in more dimensions, and how far the same instances moved since the day before.
-- Made anew from the daily rows at the next start (db/totals/version.ts).

DROP TABLE networkDay;
CREATE TABLE networkDay (
  dimension TEXT NOT NULL,            -- see db/totals/dimensions.ts; 'all' has the one value ''
  value TEXT NOT NULL,                -- '': unknown; '*': all values beyond the most frequent of that day
  day INTEGER NOT NULL,               -- days since 1970-01-01 UTC
  users INTEGER,
  activeMonth INTEGER,
  statuses INTEGER,
  connections INTEGER,
  instances INTEGER NOT NULL,         -- instances in the total, whatever they tell
  measured INTEGER NOT NULL,          -- of them, answered that very day
  carried INTEGER NOT NULL,           -- of them, answered up to 7 days before
  imported INTEGER NOT NULL,          -- of them, with figures that somebody else published: all or none
  usersOf INTEGER NOT NULL,           -- instances whose users are in the sum
  usersMeasured INTEGER NOT NULL,     -- of them, told that very day; the rest is carried, or imported
  usersSame INTEGER,                  -- change since the day before over the instances counted on both; NULL: there are none
  activeMonthOf INTEGER NOT NULL,
  activeMonthMeasured INTEGER NOT NULL,
  activeMonthSame INTEGER,
  statusesOf INTEGER NOT NULL,
  statusesMeasured INTEGER NOT NULL,
  statusesSame INTEGER,
  connectionsOf INTEGER NOT NULL,
  connectionsMeasured INTEGER NOT NULL,
  connectionsSame INTEGER,
  PRIMARY KEY (dimension, value, day)
) STRICT, WITHOUT ROWID;
-- To replace a day, and to tell all values of a dimension on it.
CREATE INDEX networkDayOfDay ON networkDay (day, dimension);
