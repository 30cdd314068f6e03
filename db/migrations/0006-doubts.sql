-- What makes a figure or an instance doubtful, and what the keeping of the store itself has to remember.

-- Samples of figures that moved too far: one row while a figure is not steady, none otherwise.
CREATE TABLE doubt (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  figure TEXT NOT NULL,               -- 'users' or 'statuses'
  told TEXT NOT NULL,                 -- JSON array of [at, count, 1 if it was believed], oldest first, at most 8
  PRIMARY KEY (instance, figure)
) STRICT, WITHOUT ROWID;

-- Moments at which a name seems to have passed to somebody else.
CREATE TABLE handover (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,                -- first visit that met the new one, Unix seconds
  reason TEXT NOT NULL,               -- 'after-absence' or 'all-at-once'
  PRIMARY KEY (instance, at)
) STRICT, WITHOUT ROWID;

-- When a piece of upkeep was last done.
CREATE TABLE upkeep (
  what TEXT PRIMARY KEY,              -- 'retention'
  at INTEGER NOT NULL                 -- Unix seconds
) STRICT, WITHOUT ROWID;
