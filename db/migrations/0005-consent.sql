-- Who does not want to be asked, and whom the operator does not want to ask.

-- One row, made at random here: hashes of names are worth nothing without it.
CREATE TABLE salt (
  value BLOB NOT NULL                 -- 32 bytes
) STRICT;
INSERT INTO salt (value) VALUES (randomblob(32));

CREATE TABLE optOut (
  name BLOB PRIMARY KEY,              -- salted hash of the domain; it stands for all names below it too
  at INTEGER NOT NULL,                -- Unix seconds
  reason TEXT NOT NULL                -- the operator's note, without the name; may be empty
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  pattern TEXT PRIMARY KEY,           -- a domain, or '*.' and a domain for all names below it
  at INTEGER NOT NULL,                -- Unix seconds
  reason TEXT NOT NULL                -- the operator's note; may be empty
) STRICT, WITHOUT ROWID;
ALTER TABLE instance ADD COLUMN blockedAt INTEGER; -- Unix seconds; never asked and never listed while set

-- robots.txt as last read, so that it is asked for once a day and not at every visit.
CREATE TABLE robots (
  instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,                -- when it was read, Unix seconds
  rules TEXT NOT NULL                 -- the lines that concern us; empty: everything is allowed
) STRICT;
