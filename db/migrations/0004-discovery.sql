-- Names found through others: how many may come in, who first named them, and which were forgotten again.

ALTER TABLE instance ADD COLUMN site TEXT;    -- registrable domain (public suffix plus one label); NULL: not filled in yet
ALTER TABLE instance ADD COLUMN foundVia INTEGER REFERENCES instance (id) ON DELETE SET NULL; -- who first named it; NULL as soon as it answered
CREATE INDEX instanceSite ON instance (site);
CREATE INDEX instanceFoundVia ON instance (foundVia) WHERE foundVia IS NOT NULL;

-- What the instances under one registrable domain may still bring in: a count, never who named whom.
CREATE TABLE naming (
  site TEXT PRIMARY KEY,              -- registrable domain of those who named
  fromAt INTEGER NOT NULL,            -- start of the week that is counted, Unix seconds
  names INTEGER NOT NULL              -- new names brought in since then
) STRICT, WITHOUT ROWID;

-- Names that never answered and were dropped: not taken in again for a while. Hashes, so that no list of names grows here.
CREATE TABLE forgotten (
  name BLOB PRIMARY KEY,              -- first 8 bytes of the salted hash of the domain
  at INTEGER NOT NULL                 -- when it was dropped, Unix seconds
) STRICT, WITHOUT ROWID;

-- Raw observations without a reference to instance: removing one instance would otherwise read the whole table,
-- which is keyed by time. Who removes an instance removes its observations by the times of its attempts.
CREATE TABLE observationKept (
  at INTEGER NOT NULL,
  instance INTEGER NOT NULL,
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
INSERT INTO observationKept SELECT * FROM observation;
DROP TABLE observation;
ALTER TABLE observationKept RENAME TO observation;
