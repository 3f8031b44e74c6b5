-- Questions that the person asks of large models again and again, or specified by hand. The task of
-- the same id, once there is one, says how far its small model is.
CREATE TABLE question (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,       -- when it was asked first
  prefix TEXT NOT NULL,        -- what stands before what changes
  suffix TEXT,                 -- what stands behind it; null where the prompt is always the same
  check_one_in INTEGER NOT NULL,
  tried INTEGER NOT NULL DEFAULT 0, -- answers there were when a small model was tried last
  spec TEXT                    -- JSON of a question specified by hand
);
CREATE TABLE ask (
  id TEXT PRIMARY KEY,         -- also the subject of its predictions
  question_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  prompt TEXT NOT NULL,
  input TEXT NOT NULL,         -- JSON, what a small model sees
  output TEXT,                 -- null of an input that has no answer yet
  source TEXT NOT NULL,        -- TEACHER | MODEL | PERSON
  seconds REAL NOT NULL DEFAULT 0,
  cost REAL NOT NULL DEFAULT 0,
  agreed INTEGER               -- whether the small model said the same; null where it was not asked
);
CREATE INDEX ask_question ON ask (question_id);
CREATE TABLE ask_consent (
  question_id TEXT NOT NULL,
  teacher TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (question_id, teacher)
);
