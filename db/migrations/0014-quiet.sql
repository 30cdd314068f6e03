-- While an instance answers, but refuses every question about itself, its last known profile counts for a week.
ALTER TABLE instance ADD COLUMN quietSince INTEGER; -- first of those visits, Unix seconds; NULL: it tells
