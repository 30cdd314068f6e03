-- How unevenly accounts are spread on a day, over whoever runs the instances; made with the totals.

CREATE TABLE concentrationDay (
  day INTEGER PRIMARY KEY,            -- days since 1970-01-01 UTC
  holders INTEGER NOT NULL,           -- operators with accounts; an instance whose operator is not known is one of its own
  herfindahl REAL NOT NULL,           -- sum of squared shares, 1/holders to 1
  shannon REAL NOT NULL,              -- entropy of the shares, bits
  top1 REAL NOT NULL,                 -- share of the largest, of the ten and of the hundred largest, 0 to 1
  top10 REAL NOT NULL,
  top100 REAL NOT NULL
) STRICT;
