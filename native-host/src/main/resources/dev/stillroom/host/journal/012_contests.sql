-- How near the passages that were shown, and the browser's own summary, were to what the person
-- then kept of a page: shares in [0, 1], NULL where only one of the two said something.
ALTER TABLE picked_page ADD COLUMN own_agreement REAL;
ALTER TABLE picked_page ADD COLUMN browser_agreement REAL;
