-- vi: Văn bản được viện dẫn dù đã bị thay thế hoặc bãi bỏ trước ngày báo cáo, theo các báo cáo khác
-- en: Documents cited though others say they were replaced or repealed before the report's date
WITH gone AS (
    SELECT r.target, r.source, r.relation, x.issued_on, min(r.mention_id) AS example_mention
    FROM citation_relations r JOIN decisions x ON x.citation_key = r.source
    WHERE r.relation IN ('replaces', 'repeals') AND x.issued_on IS NOT NULL
    GROUP BY ALL
), telling AS (
    SELECT DISTINCT report_id, source, target FROM citation_relations
    WHERE relation IN ('replaces', 'repeals')
), cited AS (
    SELECT m.mention_id, m.doc_id, m.block_id, m.page, m.raw_text, m.citation_key, m.report_id
    FROM current_mentions m
    WHERE NOT m.is_own AND m.citation_key IN (SELECT target FROM gone)
)
SELECT d.agency_name AS department, period_name(d.period_kind, d.period_to) AS period, d.file_name,
       coalesce(m.page, b.page) AS page, b.section, m.citation_key, m.raw_text, g.relation,
       g.source AS by_key, g.issued_on AS by_date, said.file_name AS told_by
FROM cited m
JOIN gone g ON g.target = m.citation_key
JOIN current_documents d USING (doc_id)
LEFT JOIN blocks b ON b.block_id = m.block_id
LEFT JOIN mentions o ON o.mention_id = g.example_mention
LEFT JOIN documents said ON said.doc_id = o.doc_id
WHERE g.issued_on < coalesce(d.issued_on, d.period_to)
  AND (m.report_id, g.source, g.target) NOT IN (SELECT (report_id, source, target) FROM telling)
  AND is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
ORDER BY department, d.file_name, m.citation_key, m.mention_id;
