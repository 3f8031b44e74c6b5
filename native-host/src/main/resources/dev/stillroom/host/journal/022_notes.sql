-- Notes that the person writes on other sites about pages of a kind they read: whether they are
-- learned as their summary of such pages. The notes themselves are in memory until they say yes.
CREATE TABLE note_habit (
  place TEXT NOT NULL,         -- the kind of page that is read
  noted TEXT NOT NULL,         -- the kind of page on which the notes are written
  site TEXT NOT NULL,
  noted_site TEXT NOT NULL,
  time INTEGER NOT NULL,
  learned INTEGER NOT NULL,    -- 0: the person said never
  PRIMARY KEY (place, noted)
);
ALTER TABLE picked_page ADD COLUMN noted_site TEXT; -- where its notes were written, if elsewhere
