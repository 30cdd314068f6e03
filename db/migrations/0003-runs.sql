-- One row per pass over the due instances; the running one is also the lease that keeps two passes apart.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,                -- 'running', 'finished', 'aborted' (our own fault) or 'interrupted' (stopped or killed)
  owner TEXT NOT NULL,                -- process that runs it, 'host:pid'
  startedAt INTEGER NOT NULL,
  beatAt INTEGER NOT NULL,            -- last sign of life while running, by the real clock
  finishedAt INTEGER,
  reason TEXT,                        -- why it was aborted or interrupted
  due INTEGER NOT NULL,               -- instances to visit
  visited INTEGER NOT NULL DEFAULT 0,
  answered INTEGER NOT NULL DEFAULT 0,
  withheld INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runStarted ON run (startedAt);
