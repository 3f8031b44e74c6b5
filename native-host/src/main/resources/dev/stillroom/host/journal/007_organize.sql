-- Outcomes of earlier versions that a version stands for, see CarriedEvidence; null of one that
-- stands for itself alone.
ALTER TABLE model ADD COLUMN carried INTEGER;
ALTER TABLE model ADD COLUMN carried_agreements INTEGER;

-- A file that vanished is looked for among those of its size.
CREATE INDEX known_file_bytes ON known_file (bytes);

-- How the person renames what goes into a folder: a text program's pack, null where none was found.
CREATE TABLE naming (
  folder TEXT PRIMARY KEY,
  digest TEXT,
  pairs INTEGER NOT NULL        -- how many it was learned from
);

-- The name a file is to have in the folder it is said to belong into.
CREATE TABLE said_name (
  prediction_id TEXT PRIMARY KEY,
  name TEXT NOT NULL
);

-- The name that a move gives to its file; null: the one it has.
ALTER TABLE act ADD COLUMN name TEXT;
