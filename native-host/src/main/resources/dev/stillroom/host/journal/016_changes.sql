-- How the steps of a routine change what was copied: JSON, the step's number to its program's pack in
-- Base64. With the steps, so that it goes when they do.
ALTER TABLE routine ADD COLUMN programs TEXT NOT NULL DEFAULT '{}';
