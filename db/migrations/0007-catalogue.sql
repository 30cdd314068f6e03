-- What the directory finds by: curated facts, the long view of each instance, and the words to search.

-- The directory sorts in memory (db/directory/listing.ts); an index of figures that change with each visit only cost writes.
DROP INDEX latestUsers;

-- Copied from db/catalogue/instances.csv at every start, so that one file of the repository stays the truth.
CREATE TABLE catalogue (
  instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  topics TEXT NOT NULL,               -- JSON array of the names in db/catalogue/topics.ts
  topicWords TEXT NOT NULL,           -- the same in English and French, to search in
  country TEXT,                       -- ISO 3166-1 alpha-2, or 'EU'
  region TEXT,                        -- a region or town, as it calls itself
  operatorType TEXT,                  -- 'state', 'association', 'company', 'individual', 'isp', 'university', 'cooperative', 'press', 'other'
  operator TEXT,                      -- name of the organisation, never a person's
  since INTEGER,                      -- day by which it is known to have existed
  source TEXT NOT NULL,               -- public address where this can be looked up
  verifiedOn INTEGER NOT NULL         -- day
) STRICT;

-- What only months of days and visits can tell; made anew once a day by the crawler.
CREATE TABLE longView (
  instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  firstDay INTEGER,                   -- first day with a figure, whoever published it
  usersBefore INTEGER,                -- users 30 days before the newest figure, or up to 7 days before that
  visits INTEGER NOT NULL,            -- visits of the last 90 days that could have been answered
  answered INTEGER NOT NULL           -- of them, those that were
) STRICT;

-- The words of each instance, as trigrams without accents: any part of a word is found, 'ecole' finds 'École'.
-- Separators are doubled, so that short beginnings of words are trigrams too ('  e', ' ec').
CREATE VIEW searchText AS
  WITH said AS (
    SELECT i.id, i.domain, coalesce(p.title, '') AS title, coalesce(p.description, '') AS description,
      coalesce(c.operator, '') AS operator, concat_ws(' ', c.topicWords, c.region) AS topics
    FROM instance AS i
    LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
    LEFT JOIN catalogue AS c ON c.instance = i.id)
  SELECT id,
    '  ' || replace(replace(domain, '.', '  '), '-', '  ') AS domain,
    '  ' || replace(replace(replace(replace(replace(title, ' ', '  '), '.', '  '), '-', '  '), '''', '  '), '’', '  ') AS title,
    '  ' || replace(replace(replace(replace(replace(description, ' ', '  '), '.', '  '), '-', '  '), '''', '  '), '’', '  ') AS description,
    '  ' || replace(replace(replace(replace(replace(operator, ' ', '  '), '.', '  '), '-', '  '), '''', '  '), '’', '  ') AS operator,
    '  ' || replace(replace(replace(replace(replace(topics, ' ', '  '), '.', '  '), '-', '  '), '''', '  '), '’', '  ') AS topics
  FROM said;

-- Keeps no copy of the texts.
CREATE VIRTUAL TABLE search USING fts5 (
  domain, title, description, operator, topics,
  content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);
INSERT INTO search (rowid, domain, title, description, operator, topics)
SELECT t.id, t.domain, t.title, t.description, t.operator, t.topics
FROM searchText AS t
JOIN instance AS i ON i.id = t.id
WHERE i.addedBy IN ('register', 'operator') OR EXISTS (SELECT 1 FROM profile WHERE instance = i.id);

-- Names out of peers lists are no words to find before they answered (most never do), and who answers has a profile.
CREATE TRIGGER searchInstanceAdded AFTER INSERT ON instance
WHEN NEW.addedBy IN ('register', 'operator')
BEGIN
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = NEW.id;
END;
CREATE TRIGGER searchInstanceRemoved AFTER DELETE ON instance
BEGIN
  DELETE FROM search WHERE rowid = OLD.id;
END;

-- Only a new title or description is worth the work; most new profiles are new versions.
CREATE TRIGGER searchProfileAdded AFTER INSERT ON profile
WHEN NEW.untilAt IS NULL AND NOT EXISTS (
  SELECT 1
  FROM profile AS p
  WHERE p.instance = NEW.instance AND p.untilAt = NEW.fromAt AND p.title IS NEW.title AND p.description IS NEW.description)
BEGIN
  DELETE FROM search WHERE rowid = NEW.instance;
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = NEW.instance;
END;
CREATE TRIGGER searchProfileChanged AFTER UPDATE OF title, description ON profile
WHEN NEW.untilAt IS NULL AND (NEW.title IS NOT OLD.title OR NEW.description IS NOT OLD.description)
BEGIN
  DELETE FROM search WHERE rowid = NEW.instance;
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = NEW.instance;
END;

CREATE TRIGGER searchCatalogueAdded AFTER INSERT ON catalogue
BEGIN
  DELETE FROM search WHERE rowid = NEW.instance;
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = NEW.instance;
END;
CREATE TRIGGER searchCatalogueChanged AFTER UPDATE ON catalogue
BEGIN
  DELETE FROM search WHERE rowid = NEW.instance;
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = NEW.instance;
END;
CREATE TRIGGER searchCatalogueRemoved AFTER DELETE ON catalogue
BEGIN
  DELETE FROM search WHERE rowid = OLD.instance;
  INSERT INTO search (rowid, domain, title, description, operator, topics)
  SELECT id, domain, title, description, operator, topics FROM searchText WHERE id = OLD.instance;
END;
