-- Mentions, each report counted once: a citation that the report itself makes is not counted again
-- in its attachments, nor one that an earlier attachment makes.
CREATE OR REPLACE VIEW current_mentions AS
WITH attached AS (
    SELECT m.mention_id, m.citation_key, d.report_id, d.precedence
    FROM mentions m JOIN current_documents d USING (doc_id)
    WHERE d.report_id IN (SELECT report_id FROM current_documents WHERE precedence > 0)
), counted AS (
    SELECT mention_id FROM attached
    QUALIFY precedence > 0
        AND precedence = min(precedence) OVER (PARTITION BY report_id, citation_key)
)
SELECT m.*, d.report_id
FROM mentions m JOIN current_documents d USING (doc_id)
WHERE d.precedence = 0
UNION ALL
SELECT m.*, d.report_id
FROM mentions m JOIN current_documents d USING (doc_id)
WHERE d.precedence > 0 AND m.mention_id IN (SELECT mention_id FROM counted);
