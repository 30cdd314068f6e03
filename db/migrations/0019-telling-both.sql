-- The share of accounts that are active is of instances that tell both figures: only of them it says anything.
-- Made anew from the daily rows at the next start (db/totals/version.ts).

ALTER TABLE networkDay ADD COLUMN tellingBoth INTEGER NOT NULL DEFAULT 0;  -- instances whose users and activeMonth are both in the sums
ALTER TABLE networkDay ADD COLUMN usersOfBoth INTEGER;                     -- their users; NULL: there are none
ALTER TABLE networkDay ADD COLUMN activeMonthOfBoth INTEGER;               -- their activeMonth; NULL: there are none
