-- Where a cell stands on its sheet, "C7"; null in other sources, and in what was read before.
ALTER TABLE cells ADD COLUMN address VARCHAR;
