-- The time series: raw observations (bounded in time), daily rows (for ever) and network totals.
-- Counts are whole numbers >= 0; NULL is unknown, never 0.

-- Keyed by time first: a pass appends, instead of touching one page per instance (100 times fewer bytes written).
CREATE TABLE observation (
  at INTEGER NOT NULL,
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  users INTEGER,
  activeMonth INTEGER,
  activeHalfYear INTEGER,
  activeWeek INTEGER,
  statuses INTEGER,
  comments INTEGER,
  connections INTEGER,
  peersListed INTEGER,
  PRIMARY KEY (at, instance)
) STRICT, WITHOUT ROWID;

-- Every visit, for availability and the visit log; bounded in time.
CREATE TABLE attempt (
  at INTEGER NOT NULL,
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  failureKind TEXT,                   -- NULL: it answered
  durationMs INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (at, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX attemptOfInstance ON attempt (instance, at);

-- The last observation of each day: what graphs read. Kept for ever.
CREATE TABLE day (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,               -- days since 1970-01-01 UTC
  users INTEGER,
  activeMonth INTEGER,
  activeHalfYear INTEGER,
  activeWeek INTEGER,
  statuses INTEGER,
  comments INTEGER,
  connections INTEGER,
  peersListed INTEGER,
  source INTEGER REFERENCES source (id), -- NULL: measured by us; else imported from there
  PRIMARY KEY (instance, day)
) STRICT, WITHOUT ROWID;

-- The newest known figures of each instance, with their change: what the directory lists and sorts.
CREATE TABLE latest (
  instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,                -- when they were observed, Unix seconds
  source INTEGER REFERENCES source (id),
  users INTEGER,
  activeMonth INTEGER,
  activeHalfYear INTEGER,
  activeWeek INTEGER,
  statuses INTEGER,
  comments INTEGER,
  connections INTEGER,
  peersListed INTEGER,
  users7 INTEGER,                     -- change over 7 days; NULL: no row to compare with
  statuses7 INTEGER,
  connections7 INTEGER
) STRICT;
CREATE INDEX latestUsers ON latest (users DESC);

-- Totals per day over one value of one dimension ('all' has the one value '').
CREATE TABLE networkDay (
  dimension TEXT NOT NULL,            -- 'all', 'software'
  value TEXT NOT NULL,
  day INTEGER NOT NULL,               -- days since 1970-01-01 UTC
  users INTEGER,
  activeMonth INTEGER,
  statuses INTEGER,
  connections INTEGER,
  instances INTEGER NOT NULL,         -- instances in the total
  measured INTEGER NOT NULL,          -- of them, answered that very day
  carried INTEGER NOT NULL,           -- of them, with a measured figure up to 7 days old
  imported INTEGER NOT NULL,          -- of them, with a figure that somebody else published
  PRIMARY KEY (dimension, value, day)
) STRICT, WITHOUT ROWID;

-- Figures refused as impossible: one row per figure and rule for as long as it lasts.
CREATE TABLE refusal (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  figure TEXT NOT NULL,
  rule TEXT NOT NULL,
  fromAt INTEGER NOT NULL,
  lastAt INTEGER NOT NULL,
  raw TEXT NOT NULL,                  -- the value as last told, cut to 64 characters
  PRIMARY KEY (instance, figure, rule, fromAt)
) STRICT, WITHOUT ROWID;

-- The instances' own weekly log (registrations, logins, statuses).
CREATE TABLE activityWeek (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  weekAt INTEGER NOT NULL,            -- Monday 00:00 UTC
  statuses INTEGER,
  logins INTEGER,
  registrations INTEGER,
  isComplete INTEGER NOT NULL,        -- 0 while the week ran when it was read
  PRIMARY KEY (instance, weekAt)
) STRICT, WITHOUT ROWID;
