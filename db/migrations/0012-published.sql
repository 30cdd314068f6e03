-- What others published: under which licence, read when, and their totals and dated figures as they told them.

ALTER TABLE source ADD COLUMN licence TEXT NOT NULL DEFAULT ''; -- in words; empty: not looked up
ALTER TABLE source ADD COLUMN retrievedOn INTEGER; -- day it was read; NULL: not noted

-- Figures that somebody else published of the network or of one instance, beside the daily rows and never summed with them.
-- Several sources may tell the same figure of one day: all are kept.
CREATE TABLE published (
  domain TEXT NOT NULL,               -- canonical, need not be in the register; '' for the whole network
  figure TEXT NOT NULL,               -- 'users', 'activeMonth', 'statuses', 'connections' or 'instances'
  source INTEGER NOT NULL REFERENCES source (id),
  day INTEGER NOT NULL,               -- days since 1970-01-01 UTC
  value INTEGER NOT NULL,
  isAround INTEGER NOT NULL,          -- 1: a round number, as the press tells them
  instances INTEGER,                  -- of a sum that was made here out of a list: the instances it is over; NULL: the source's own total
  PRIMARY KEY (domain, figure, source, day)
) STRICT, WITHOUT ROWID;
