-- Mentions, each report counted once: a citation that the report itself makes is not counted again
-- in its attachments, nor one that an earlier attachment makes. What a reviewer put right holds.
CREATE OR REPLACE VIEW current_mentions AS
SELECT m.* REPLACE (
           coalesce(c.number, m.number) AS number, coalesce(c.symbol, m.symbol) AS symbol,
           coalesce(c.issued_on, m.issued_on) AS issued_on,
           coalesce(c.citation_key, m.citation_key) AS citation_key
       ),
       d.report_id, c.mention_id IS NOT NULL AS corrected
FROM mentions m JOIN documents d USING (doc_id)
LEFT JOIN corrected_mentions c ON c.mention_id = m.mention_id
WHERE d.is_current AND d.status <> 'failed'
  AND m.mention_id NOT IN (SELECT mention_id FROM uncounted_mentions);
