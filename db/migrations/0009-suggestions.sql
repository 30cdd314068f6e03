-- Instances that ask not to be suggested to newcomers; they stay in the directory. Copied from db/choice/unsuggested.csv at every start.

CREATE TABLE unsuggested (
  domain TEXT PRIMARY KEY,            -- canonical; need not be in the register
  since INTEGER NOT NULL,             -- day, days since 1970-01-01 UTC
  source TEXT NOT NULL                -- public address where it asked so
) STRICT, WITHOUT ROWID;
