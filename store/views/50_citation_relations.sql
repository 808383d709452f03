-- What reports tell of two documents: one `amends`, `replaces`, `repeals`, `guides` or `implements`
-- the other; one row a place. Nothing amends, replaces or repeals what is dated later.
CREATE OR REPLACE VIEW citation_relations AS
WITH told AS (
    SELECT CASE WHEN ends_with(m.relation, '_by') THEN r.citation_key ELSE m.citation_key END AS source,
           CASE WHEN ends_with(m.relation, '_by') THEN m.citation_key ELSE r.citation_key END AS target,
           CASE m.relation WHEN 'amended_by' THEN 'amends' WHEN 'replaced_by' THEN 'replaces'
                WHEN 'repealed_by' THEN 'repeals' WHEN 'guided_by' THEN 'guides'
                WHEN 'implemented_by' THEN 'implements' ELSE m.relation END AS relation,
           m.report_id, least(m.mention_id, r.mention_id) AS mention_id
    FROM current_mentions m
    JOIN mentions r ON r.mention_id = m.related_mention_id AND r.doc_id = m.doc_id
    WHERE m.relation IS NOT NULL AND NOT m.is_own AND NOT r.is_own
      AND m.citation_key <> r.citation_key
)
SELECT DISTINCT t.source, t.relation, t.target, t.report_id, t.mention_id
FROM told t
LEFT JOIN decisions s ON s.citation_key = t.source
LEFT JOIN decisions o ON o.citation_key = t.target
WHERE t.relation NOT IN ('amends', 'replaces', 'repeals')
   OR coalesce(s.issued_on >= o.issued_on, true);
