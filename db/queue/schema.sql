-- The queue's own tables in PostgreSQL, beside graphile-worker's. The coordinator makes them; nothing here outlives a pass.
CREATE SCHEMA IF NOT EXISTS herdbook;

-- What workers found, until the coordinator takes it: some hundred rows at most.
CREATE TABLE IF NOT EXISTS herdbook.result (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ask text NOT NULL CHECK (length(ask) <= 100),           -- the question it answers, as the coordinator named it
  place text NOT NULL CHECK (length(place) <= 40),        -- the network it was seen from
  outcome text NOT NULL CHECK (length(outcome) <= 4194304) -- JSON, not believed before it is read
);

-- Who is at work: a worker that has not been heard of for a while is lost, and its jobs go to others.
CREATE TABLE IF NOT EXISTS herdbook.worker (
  id text PRIMARY KEY,                                    -- graphile-worker's name of the worker
  place text NOT NULL CHECK (length(place) <= 40),
  "beatAt" timestamptz NOT NULL DEFAULT now()             -- last sign of life, by the clock of PostgreSQL
);
