-- Mentions, each report counted once: a citation that the report itself makes is not counted again
-- in its attachments, nor one that an earlier attachment makes. What a reviewer put right holds.
CREATE OR REPLACE VIEW current_mentions AS
WITH said AS (
    SELECT m.* REPLACE (
               coalesce(c.number, m.number) AS number, coalesce(c.symbol, m.symbol) AS symbol,
               coalesce(c.issued_on, m.issued_on) AS issued_on,
               coalesce(c.citation_key, m.citation_key) AS citation_key
           ),
           d.report_id, d.precedence, c.mention_id IS NOT NULL AS corrected
    FROM mentions m JOIN current_documents d USING (doc_id)
    LEFT JOIN corrected_mentions c ON c.mention_id = m.mention_id
), attached AS (
    SELECT mention_id, citation_key, report_id, precedence FROM said
    WHERE report_id IN (SELECT report_id FROM current_documents WHERE precedence > 0)
), counted AS (
    SELECT mention_id FROM attached
    QUALIFY precedence > 0
        AND precedence = min(precedence) OVER (PARTITION BY report_id, citation_key)
)
SELECT * EXCLUDE (precedence) FROM said WHERE precedence = 0
UNION ALL
SELECT * EXCLUDE (precedence) FROM said
WHERE precedence > 0 AND mention_id IN (SELECT mention_id FROM counted);
