-- vi: Văn bản được viện dẫn dù đã bị thay thế hoặc bãi bỏ trước ngày báo cáo, theo các báo cáo khác
-- en: Documents cited though others say they were replaced or repealed before the report's date
WITH gone AS (
    SELECT e.target, e.source, e.relation, x.issued_on, e.example_mention
    FROM citation_edges e JOIN decisions x ON x.citation_key = e.source
    WHERE e.relation IN ('replaces', 'repeals') AND x.issued_on IS NOT NULL
)
SELECT d.agency_name AS department, period_name(d.period_kind, d.period_to) AS period, d.file_name,
       coalesce(m.page, b.page) AS page, b.section, m.citation_key, m.raw_text, g.relation,
       g.source AS by_key, g.issued_on AS by_date, said.file_name AS told_by
FROM gone g
JOIN current_mentions m ON m.citation_key = g.target
JOIN current_documents d USING (doc_id)
LEFT JOIN blocks b ON b.block_id = m.block_id
LEFT JOIN mentions o ON o.mention_id = g.example_mention
LEFT JOIN documents said ON said.doc_id = o.doc_id
WHERE NOT m.is_own AND g.issued_on < coalesce(d.issued_on, d.period_to)
  AND NOT EXISTS (
      SELECT 1 FROM current_mentions s WHERE s.report_id = m.report_id AND s.citation_key = g.source
        AND s.related_mention_id IS NOT NULL
        AND s.relation IN ('replaces', 'repeals', 'replaced_by', 'repealed_by')
  )
  AND is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
ORDER BY department, d.file_name, m.citation_key, m.mention_id;
