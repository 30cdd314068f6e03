-- Who is in the register: identity, state, and what each instance says of itself, dated.
-- Times are Unix seconds UTC, days are whole days since 1970-01-01 UTC.

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- short, shown beside imported figures
  url TEXT NOT NULL,
  note TEXT NOT NULL                  -- one sentence: what it is, what is known to be wrong with it
) STRICT;

CREATE TABLE instance (
  id INTEGER PRIMARY KEY,
  domain TEXT NOT NULL UNIQUE,        -- canonical, made by parseDomain
  state TEXT NOT NULL DEFAULT 'discovered',
  addedAt INTEGER NOT NULL,
  addedBy TEXT NOT NULL,              -- 'register', 'operator', 'peer' or 'visitor'
  nextProbeAt INTEGER NOT NULL,       -- due from then on
  failures INTEGER NOT NULL DEFAULT 0, -- failed visits in a row
  failingSince INTEGER,               -- first of them
  lastVisitAt INTEGER,
  lastAnswerAt INTEGER,               -- last visit that brought figures
  failureKind TEXT,                   -- of the last visit; NULL when it went well
  failureDetail TEXT,
  movedTo TEXT,                       -- host it points to
  peersHash TEXT,                     -- of the last peers list read
  peersAt INTEGER                     -- when it was read
) STRICT;
CREATE INDEX instanceDue ON instance (nextProbeAt);

-- One row per change: the directory as of a past date is a query over fromAt and untilAt.
CREATE TABLE profile (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  fromAt INTEGER NOT NULL,
  untilAt INTEGER,                    -- NULL: still so
  softwareName TEXT,
  softwareVersion TEXT,
  title TEXT,
  description TEXT,
  languages TEXT NOT NULL DEFAULT '[]', -- JSON array of BCP 47 tags
  registrations TEXT,                 -- 'open', 'approval', 'restricted', 'closed'; NULL unknown
  registrationsMessage TEXT,
  rules TEXT NOT NULL DEFAULT '[]',   -- JSON array of plain texts
  minimumAge INTEGER,                 -- years
  thumbnail TEXT,                     -- https address on the instance
  characterLimit INTEGER,             -- characters per status
  limitedFederation INTEGER,          -- 0, 1 or NULL unknown
  source INTEGER REFERENCES source (id), -- NULL: our own visit
  PRIMARY KEY (instance, fromAt)
) STRICT, WITHOUT ROWID;
CREATE INDEX profileCurrent ON profile (instance) WHERE untilAt IS NULL;
CREATE INDEX profileFrom ON profile (fromAt);
