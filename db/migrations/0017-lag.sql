-- Whether the crawler keeps up with itself, for those who watch it from outside.
ALTER TABLE run ADD COLUMN lagMs INTEGER; -- longest pause of its event loop so far, milliseconds; NULL: not told
