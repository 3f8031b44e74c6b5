-- Times are milliseconds since 1970 in UTC; digests are SHA-256 in hexadecimal.

-- Raw events, kept for 14 days.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  time INTEGER NOT NULL,
  type TEXT NOT NULL,
  site TEXT NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX event_time ON event (time);

-- A download and what it looks like to a student; `input` is the examples format's INPUT, from
-- which nothing is taken back when the raw event goes. A download that a task learned from stays.
CREATE TABLE download (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,          -- resolved; where the file was when it was last seen
  mime TEXT,
  bytes INTEGER NOT NULL,
  allowed INTEGER NOT NULL,    -- whether the path was within an allowed folder
  file_key TEXT,               -- device and inode; null until the file was seen
  digest TEXT,                 -- null until the file was seen
  input TEXT NOT NULL,
  state TEXT NOT NULL,         -- open | acted | left: what the person did with it
  closes INTEGER NOT NULL,     -- when an open one counts as left alone
  there INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX download_path ON download (path);
CREATE INDEX download_key ON download (file_key);
CREATE INDEX download_state ON download (state, closes);

-- Every file of a watched folder as last seen, the truth a rescan is compared with.
CREATE TABLE known_file (
  path TEXT PRIMARY KEY,
  file_key TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  digest TEXT,
  seen INTEGER NOT NULL
);
CREATE INDEX known_file_key ON known_file (file_key);

-- What was done with a download: the labels. `deed` is a symbol such as convert:jpeg, move, rename,
-- delete, leave; never removed by retention.
CREATE TABLE follow_up (
  id INTEGER PRIMARY KEY,
  download_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  deed TEXT NOT NULL,
  target TEXT,                 -- the resulting path, where there is one
  original_gone INTEGER NOT NULL DEFAULT 0,
  actor TEXT NOT NULL,         -- outside | person (with Stillroom's own action) | model
  act_id TEXT,
  taken_back INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX follow_up_download ON follow_up (download_id);
CREATE INDEX follow_up_act ON follow_up (act_id);

-- Acts on files: intent first, outcome later. Never removed by retention.
CREATE TABLE act (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  task_id TEXT,
  download_id TEXT,
  prediction_id TEXT,
  actor TEXT NOT NULL,         -- PERSON | OFFER | GRANTED | EARNED | COMMAND
  kind TEXT NOT NULL,          -- CONVERT
  goal TEXT NOT NULL,          -- the format converted to
  remove_original INTEGER NOT NULL,
  state TEXT NOT NULL,         -- INTENDED | DONE | UNDONE | FAILED
  step TEXT NOT NULL,          -- the last step that was reached, for recovery
  source TEXT NOT NULL,
  result TEXT,
  temporary TEXT,
  kept TEXT,                   -- where the original waits in the keeping place
  source_key TEXT,
  result_key TEXT,
  digest_before TEXT,
  digest_after TEXT,
  message TEXT
);
CREATE INDEX act_time ON act (time);
CREATE INDEX act_result ON act (result);
CREATE INDEX act_prediction ON act (prediction_id);
CREATE INDEX act_download ON act (download_id);

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  created INTEGER NOT NULL,
  deed TEXT NOT NULL,          -- what it does, for example convert:jpeg
  remove_original INTEGER NOT NULL,
  phase TEXT NOT NULL,         -- PROPOSED | DISTILLING | READY | FAILED | DISMISSED
  paused INTEGER NOT NULL DEFAULT 0,
  evidence TEXT NOT NULL,      -- JSON of the proposal's evidence
  granted_at INTEGER,
  failure TEXT,
  seconds REAL,
  downloads INTEGER NOT NULL DEFAULT 0,       -- how many there were at the last distillation
  retrain INTEGER NOT NULL DEFAULT 0          -- whether a challenger is wanted at idle
);

-- Versions of a task's model; the bytes are packs/<digest>.still.
CREATE TABLE model (
  task_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  version INTEGER NOT NULL,
  role TEXT NOT NULL,          -- CHAMPION | CHALLENGER | PREVIOUS
  trust TEXT NOT NULL,
  installed INTEGER NOT NULL,
  card TEXT NOT NULL,          -- JSON, as `card --json` prints it
  since INTEGER NOT NULL,      -- outcomes predicted from then on are this version's evidence
  n INTEGER NOT NULL DEFAULT 0,          -- outcomes of acts since then
  agreements INTEGER NOT NULL DEFAULT 0,
  drift REAL NOT NULL DEFAULT 0,         -- the change detector's state
  PRIMARY KEY (task_id, digest)
);

-- Every prediction of "do it" and every shadow prediction, and how it turned out.
CREATE TABLE prediction (
  id TEXT PRIMARY KEY,
  task_id TEXT NOT NULL,
  model_digest TEXT NOT NULL,
  download_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  output TEXT,                 -- the label, null when it abstained
  confidence REAL NOT NULL,
  mode TEXT NOT NULL,          -- observed | offered | sampled | applied | shadow
  corrected INTEGER NOT NULL DEFAULT 0, -- the output is the person's own correction: no evidence
  pushed INTEGER NOT NULL DEFAULT 0,
  reasons TEXT NOT NULL,
  outcome TEXT,                -- agreed | disagreed | censored; null while open
  outcome_time INTEGER
);
CREATE INDEX prediction_open ON prediction (task_id, outcome, mode);
CREATE INDEX prediction_download ON prediction (download_id);

-- Corrections that stick: this input gets this answer, whatever the model says.
CREATE TABLE correction (
  task_id TEXT NOT NULL,
  input_digest TEXT NOT NULL,
  output TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (task_id, input_digest)
);

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,
  quiet INTEGER NOT NULL,
  task_id TEXT,
  prediction_id TEXT,
  act_id TEXT,
  message TEXT,
  dismissed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  task_id TEXT,
  what TEXT NOT NULL,
  trust_from TEXT,
  trust_to TEXT,
  why TEXT NOT NULL,
  n INTEGER NOT NULL DEFAULT 0,
  agreements INTEGER NOT NULL DEFAULT 0,
  bound REAL NOT NULL DEFAULT 0
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
