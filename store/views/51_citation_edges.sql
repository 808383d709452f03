-- Who rests on whom: a report `cites` a document, or `rests_on` it where the sentence begins with
-- "Căn cứ"; and what reports tell of two documents: one `amends`, `replaces`, `repeals`, `guides`
-- or `implements` the other. Nothing amends, replaces or repeals what is dated later.
CREATE OR REPLACE VIEW citation_edges AS
WITH own AS (
    SELECT report_id, report_node(report_id, number, symbol, issued_on) AS node
    FROM current_documents WHERE precedence = 0
), cited AS (
    SELECT o.node AS source, m.citation_key AS target,
           CASE WHEN starts_with(fold(left(ltrim(b.text, ' -–+•*'), 8)), 'can cu')
                THEN 'rests_on' ELSE 'cites' END AS relation,
           m.report_id, m.mention_id
    FROM current_mentions m
    JOIN own o USING (report_id)
    LEFT JOIN blocks b USING (block_id)
    WHERE NOT m.is_own
), told AS (
    SELECT CASE WHEN ends_with(m.relation, '_by') THEN r.citation_key ELSE m.citation_key END AS source,
           CASE WHEN ends_with(m.relation, '_by') THEN m.citation_key ELSE r.citation_key END AS target,
           CASE m.relation WHEN 'amended_by' THEN 'amends' WHEN 'replaced_by' THEN 'replaces'
                WHEN 'repealed_by' THEN 'repeals' WHEN 'guided_by' THEN 'guides'
                WHEN 'implemented_by' THEN 'implements' ELSE m.relation END AS relation,
           m.report_id, least(m.mention_id, r.mention_id) AS mention_id
    FROM current_mentions m
    JOIN mentions r ON r.mention_id = m.related_mention_id
    WHERE m.relation IS NOT NULL AND NOT m.is_own AND NOT r.is_own
      AND m.citation_key <> r.citation_key
), every AS (
    SELECT * FROM cited UNION ALL SELECT * FROM told
)
SELECT e.source, e.target, e.relation,
       count(DISTINCT e.mention_id) AS mentions, count(DISTINCT e.report_id) AS reports,
       min(e.mention_id) AS example_mention
FROM every e
LEFT JOIN decisions s ON s.citation_key = e.source
LEFT JOIN decisions t ON t.citation_key = e.target
WHERE e.source <> e.target
  AND (e.relation NOT IN ('amends', 'replaces', 'repeals')
       OR coalesce(s.issued_on >= t.issued_on, true))
GROUP BY ALL;
