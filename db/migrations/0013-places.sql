-- Seen from several networks: only what the last visit of an instance found, where one place alone could not reach it.
CREATE TABLE place (
  instance INTEGER NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  place TEXT NOT NULL,                -- name of the vantage point, given by the operator
  at INTEGER NOT NULL,                -- of the visit, Unix seconds
  failureKind TEXT,                   -- NULL: reached from there
  PRIMARY KEY (instance, place)
) STRICT, WITHOUT ROWID;
