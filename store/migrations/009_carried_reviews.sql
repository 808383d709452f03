-- What a finding speaks of, whatever file of its report it is found in: a decision on it holds for
-- the report's other versions and renditions. Null until the document is read again.
ALTER TABLE document_findings ADD COLUMN finding_about VARCHAR;
