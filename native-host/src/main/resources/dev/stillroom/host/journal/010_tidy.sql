-- Acts that were done as one and are undone as one: a folder that was tidied.
ALTER TABLE act ADD COLUMN batch TEXT;
CREATE INDEX act_batch ON act (batch) WHERE batch IS NOT NULL;

-- Downloads from before Stillroom was there, taken in by one consent: examples to learn from, never
-- evidence for trust, since nothing was predicted of them.
ALTER TABLE download ADD COLUMN past INTEGER NOT NULL DEFAULT 0;
