-- Who rests on whom: a report `cites` a document, or `rests_on` it where the sentence begins with
-- "Căn cứ"; and what reports tell of two documents (`citation_relations`).
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
), every AS (
    SELECT * FROM cited
    UNION ALL
    SELECT source, target, relation, report_id, mention_id FROM citation_relations
)
SELECT source, target, relation, count(DISTINCT mention_id) AS mentions,
       count(DISTINCT report_id) AS reports, min(mention_id) AS example_mention
FROM every
WHERE source <> target
GROUP BY ALL;
