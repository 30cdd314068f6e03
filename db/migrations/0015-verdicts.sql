-- What was told and not believed, day by day; and what whoever runs the site decided about it.

-- Figures told on a day and kept out of `day`: what an overrule can bring back.
CREATE TABLE refusedDay (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,               -- days since 1970-01-01 UTC
  figure TEXT NOT NULL,
  rule TEXT NOT NULL,                 -- see db/trust/rules.ts
  value INTEGER NOT NULL,             -- the count as last told that day
  isAccepted INTEGER NOT NULL DEFAULT 0, -- 1: an overrule put it into `day` all the same
  PRIMARY KEY (instance, day, figure)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  figure TEXT NOT NULL,
  decision TEXT NOT NULL,             -- 'accept' or 'refuse'
  fromDay INTEGER NOT NULL,
  untilDay INTEGER,                   -- included; NULL: until it is withdrawn
  reason TEXT NOT NULL,               -- shown
  at INTEGER NOT NULL                 -- when it was decided, Unix seconds
) STRICT;
CREATE INDEX verdictOfInstance ON verdict (instance);
