-- Where an undone move put its file again: it may be another name than the first one.
ALTER TABLE act ADD COLUMN back TEXT;

-- What a download looks like to a student of folders, the examples format's INPUT; null of
-- downloads from before.
ALTER TABLE download ADD COLUMN filing TEXT;

-- Folders into which downloads go without being asked, by the person's word.
CREATE TABLE granted_folder (
  task_id TEXT NOT NULL,
  folder TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (task_id, folder)
);
