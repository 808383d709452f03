-- Mentions as `current_mentions` had them at a moment (UTC), each report counted once.
CREATE OR REPLACE MACRO mentions_as_of(moment) AS TABLE
WITH placed AS (
    SELECT m.*, d.report_id, d.precedence
    FROM mentions m JOIN current_documents_as_of(moment) d USING (doc_id)
), counted AS (
    SELECT mention_id FROM placed
    QUALIFY precedence = min(precedence) OVER (PARTITION BY report_id, citation_key)
)
SELECT * EXCLUDE (precedence) FROM placed
WHERE precedence = 0 OR mention_id IN (SELECT mention_id FROM counted);
