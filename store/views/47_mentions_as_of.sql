-- Mentions as `current_mentions` had them at a moment (UTC), each report counted once.
CREATE OR REPLACE MACRO mentions_as_of(moment) AS TABLE
WITH placed AS (
    SELECT m.*, d.report_id, d.precedence
    FROM mentions m JOIN current_documents_as_of(moment) d USING (doc_id)
), held AS (
    SELECT k.mention_id,
           max(c.corrected) FILTER (c.slot = 'number') AS number,
           max(c.corrected) FILTER (c.slot = 'symbol') AS symbol,
           max(try_cast(c.corrected AS DATE)) FILTER (c.slot = 'issued_on') AS issued_on,
           arg_max(c.citation_key, c.corrected_at) AS citation_key
    FROM corrections_as_of(moment) c
    JOIN mention_keys((SELECT list(DISTINCT doc_id) FROM corrections WHERE target = 'mention')) k
      USING (correction_key)
    WHERE c.target = 'mention'
    GROUP BY k.mention_id
), counted AS (
    SELECT mention_id FROM placed
    QUALIFY precedence = min(precedence) OVER (PARTITION BY report_id, citation_key)
)
SELECT p.* EXCLUDE (precedence)
           REPLACE (
               coalesce(c.number, p.number) AS number, coalesce(c.symbol, p.symbol) AS symbol,
               coalesce(c.issued_on, p.issued_on) AS issued_on,
               coalesce(c.citation_key, p.citation_key) AS citation_key
           ),
       c.mention_id IS NOT NULL AS corrected
FROM placed p LEFT JOIN held c ON c.mention_id = p.mention_id
WHERE p.precedence = 0 OR p.mention_id IN (SELECT mention_id FROM counted);
