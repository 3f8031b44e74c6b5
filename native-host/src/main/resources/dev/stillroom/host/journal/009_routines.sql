-- How a routine is done again. The task of the same id says what it is called and what it saves.
CREATE TABLE routine (
  task_id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,       -- when it was suggested
  steps TEXT NOT NULL          -- JSON; values only once the person wants it learned
);
