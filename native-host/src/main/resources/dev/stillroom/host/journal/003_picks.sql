-- What a person picked from pages of one kind. The task of the same id learns it.
CREATE TABLE pick (
  task_id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  title TEXT NOT NULL,         -- the first page's
  site TEXT NOT NULL,          -- empty of texts that came from no site
  place TEXT NOT NULL,         -- the kind of page: host and path, * for what changes
  form TEXT NOT NULL,          -- page | json | text
  shape TEXT NOT NULL,         -- PAGE | ITEMS
  fields TEXT NOT NULL         -- JSON
);
CREATE INDEX pick_site ON pick (site);

-- A page as the person says it is: the example. `input` goes when newer pages say as much.
CREATE TABLE picked_page (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  site TEXT NOT NULL,
  url TEXT NOT NULL,           -- without query and fragment
  title TEXT NOT NULL,
  input TEXT,                  -- the examples format's INPUT
  output TEXT NOT NULL,        -- its OUTPUT
  filled TEXT NOT NULL         -- NO | RIGHT | CORRECTED: what the student had said
);
CREATE INDEX picked_page_task ON picked_page (task_id, id);

-- The table that the pages made. It is the person's: retention leaves it alone.
CREATE TABLE picked_row (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL,
  page_id INTEGER NOT NULL,
  cells TEXT NOT NULL          -- JSON: field → values
);
CREATE INDEX picked_row_task ON picked_row (task_id, id);
