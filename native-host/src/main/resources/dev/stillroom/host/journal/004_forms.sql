-- Forms that were filled, and what may be filled into which.

-- One origin's data may be filled into another's forms: the person's word for the pair.
CREATE TABLE fill_consent (
  from_origin TEXT NOT NULL,
  into_origin TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (from_origin, into_origin)
);

-- A form that was filled in: a source for others. It goes with the raw events unless a run names it.
CREATE TABLE filled_form (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  url TEXT NOT NULL,           -- without query and fragment
  title TEXT NOT NULL,
  form TEXT NOT NULL,          -- JSON: the snapshot
  filled TEXT NOT NULL,        -- JSON: field key → what stands there
  source TEXT NOT NULL,        -- where it came from, in words; empty of what was typed
  source_site TEXT NOT NULL,
  task_id TEXT,                -- whose model filled it
  outcome TEXT NOT NULL        -- KEPT | RIGHT | CORRECTED | UNDONE
);
CREATE INDEX filled_form_time ON filled_form (time);

-- What a field is not, or is, filled with from the same source again.
CREATE TABLE fill_correction (
  place TEXT NOT NULL,         -- the kind of page the form is on
  field TEXT NOT NULL,         -- the field's key
  source TEXT NOT NULL,        -- the kind of source
  origin TEXT NOT NULL,        -- where in it what was said came from
  taken INTEGER NOT NULL,      -- whether a guess was taken; otherwise what was said was refused
  digest TEXT NOT NULL,        -- of the very input
  value TEXT NOT NULL,         -- what the person wants there for it
  site TEXT NOT NULL,
  source_site TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (place, field, digest)
);

-- A kind of page whose values are carried into a kind of form. The task of the same id learns it.
-- Without values: those are in memory only until the person accepts the task.
CREATE TABLE flow (
  task_id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  source TEXT NOT NULL,        -- the kind of page, or of document
  source_site TEXT NOT NULL,
  place TEXT NOT NULL,         -- the kind of page the form is on
  site TEXT NOT NULL,
  title TEXT NOT NULL,
  fields TEXT NOT NULL,        -- JSON: what the fields are called
  times INTEGER NOT NULL,
  kept INTEGER NOT NULL DEFAULT 0,   -- forms filled by what was learned and kept as they were
  tried INTEGER NOT NULL DEFAULT 0   -- all that were filled so
);
CREATE INDEX flow_place ON flow (place);

-- What an accepted flow is learned from: a source and the form as it was filled from it.
CREATE TABLE demonstration (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  title TEXT NOT NULL,
  input TEXT NOT NULL,         -- the examples format's INPUT
  output TEXT NOT NULL,        -- its OUTPUT
  filled TEXT NOT NULL         -- NO | RIGHT | CORRECTED: what the student had said
);
CREATE INDEX demonstration_task ON demonstration (task_id, id);

-- Rows that are filled into the same form one after the other. The person's: kept until deleted.
CREATE TABLE fill_run (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  site TEXT NOT NULL,
  place TEXT NOT NULL,
  heads TEXT NOT NULL,         -- JSON
  paused INTEGER NOT NULL DEFAULT 0,
  asks INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE fill_row (
  run_id TEXT NOT NULL,
  row INTEGER NOT NULL,
  cells TEXT NOT NULL,         -- JSON
  state TEXT NOT NULL,         -- WAITING | FILLED | SKIPPED
  time INTEGER,
  url TEXT,
  filled TEXT,                 -- JSON: what went into which field
  corrected INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, row)
);
