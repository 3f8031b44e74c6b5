-- How long a kept original has waited is counted, not computed from the clock: see Acts.purgeKept.
ALTER TABLE act ADD COLUMN waited INTEGER NOT NULL DEFAULT 0;  -- milliseconds
ALTER TABLE act ADD COLUMN waited_until INTEGER;               -- when it was counted last
