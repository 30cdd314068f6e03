-- Instances run by public bodies: copied from db/official/instances.json at every start, so that one file of the repository stays the truth.

CREATE TABLE official (
  domain TEXT PRIMARY KEY,            -- canonical; need not be in the register (closed ones are not)
  country TEXT NOT NULL,              -- ISO 3166-1 alpha-2, or 'EU'
  entry TEXT NOT NULL                 -- the entry as JSON, shaped as in docs/official.md
) STRICT, WITHOUT ROWID;
CREATE INDEX officialCountry ON official (country);
