-- Kinds of pages that the person had summarized, and whether that is to happen by itself. What they
-- keep and remove is a pick of the form "summary" with its pages.
CREATE TABLE summary_kind (
  place TEXT PRIMARY KEY,      -- the kind of page: host and path, * for what changes
  site TEXT NOT NULL,
  time INTEGER NOT NULL,
  asked INTEGER NOT NULL,      -- how many pages were summarized because the person asked
  shown TEXT NOT NULL          -- ASKED | ALWAYS | NEVER: what the person said to the suggestion
);
CREATE INDEX summary_kind_site ON summary_kind (site);
