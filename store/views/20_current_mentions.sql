-- Mentions, each report counted once: a citation that the report itself makes is not counted again
-- in its attachments.
CREATE OR REPLACE VIEW current_mentions AS
SELECT m.*, d.report_id
FROM mentions m JOIN current_documents d USING (doc_id)
QUALIFY d.precedence = min(d.precedence) OVER (PARTITION BY d.report_id, m.citation_key);
