-- Tasks of other kinds than converting downloads: what is predicted about is a subject, a download
-- or something on a page, and what a task does is written down whole.

ALTER TABLE prediction RENAME COLUMN download_id TO subject_id;
-- Whether the output says that something is to be done: only these are evidence for trust.
ALTER TABLE prediction ADD COLUMN acts INTEGER NOT NULL DEFAULT 0;
UPDATE prediction SET acts = coalesce(output = (SELECT deed FROM task WHERE id = task_id), 0);

ALTER TABLE task ADD COLUMN act TEXT NOT NULL DEFAULT '{}';  -- JSON of what it does
UPDATE task SET
  act = json_object('kind', 'CONVERT', 'to', substr(deed, 9),
    'removeOriginal', json(iif(remove_original, 'true', 'false'))),
  evidence = json_set(evidence, '$.kind', 'REGULARITY');
ALTER TABLE task DROP COLUMN remove_original;
ALTER TABLE task RENAME COLUMN downloads TO subjects;

-- A control of a site at which labels are chosen.
CREATE TABLE place (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  keys TEXT NOT NULL           -- JSON, as last seen
);
CREATE INDEX place_site ON place (site);

-- What was chosen for one thing at one place: the label. `id` is a digest of both, so that the same
-- thing is one row and that what was only shown need not be kept; `input` is the examples format's
-- INPUT. A choice that a task learns from stays, others go with the raw events.
CREATE TABLE choice (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  place_id TEXT NOT NULL,
  site TEXT NOT NULL,
  input TEXT NOT NULL,
  label TEXT NOT NULL,
  changed INTEGER NOT NULL DEFAULT 0  -- whether another label was chosen for it before
);
CREATE INDEX choice_place ON choice (place_id, time);
CREATE INDEX choice_event ON choice (event_id);
