-- What was forgotten while events of it may still wait in a browser: such events are dropped when
-- they come. What was forgotten stands here as a salted digest and goes after 14 days.
CREATE TABLE forgotten (
  since INTEGER NOT NULL,      -- of what happened from then on
  until INTEGER NOT NULL,      -- and before this: the moment of the forgetting
  what TEXT NOT NULL,          -- 'all', 'site' or 'event'
  salt TEXT NOT NULL,          -- the digest's; empty for all
  digest TEXT NOT NULL,        -- of the site's host, or of the event's id; empty for all
  length INTEGER NOT NULL      -- of the host or id, in characters; 0 for all
);
