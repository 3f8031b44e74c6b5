-- A job that is put in words, by an agent or by a file from somebody else. Once it is proposed or
-- taken in, the task of the same id is learned from its examples.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  name TEXT NOT NULL,
  instruction TEXT NOT NULL,
  kind TEXT NOT NULL,          -- classify | extract | transform
  shared INTEGER NOT NULL      -- whether it came as a file
);

-- What was given as an example. `id` is a digest of the job and the input, so that the same input is
-- one row. Those of a job that nobody wanted learned go with the raw events.
CREATE TABLE job_example (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  input TEXT NOT NULL,         -- the examples format's INPUT
  output TEXT NOT NULL,        -- its OUTPUT
  corrects INTEGER NOT NULL    -- whether another answer was taken back for it
);
CREATE INDEX job_example_job ON job_example (job_id, time);
