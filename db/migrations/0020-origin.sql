-- Which answer the newest figures of an instance were read from.
CREATE TABLE origin (
  instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  told TEXT NOT NULL                  -- JSON: figure to 'NodeInfo 2.0', '/api/v1/instance' …; written when it changes
) STRICT;
