-- vi: Văn bản được viện dẫn, nhiều lần nhất trước
-- en: The documents that are cited, most often first
SELECT m.citation_key, any_value(x.kind) AS kind, any_value(x.number) AS number,
       any_value(x.year) AS year, any_value(x.symbol) AS symbol,
       any_value(x.issuer_name) AS issuer_name, any_value(x.issued_on) AS issued_on,
       count(*) AS mention_count, count(DISTINCT d.report_id) AS document_count,
       count(*) FILTER (NOT m.well_formed) AS malformed_count,
       any_value(x.dates) AS dates
FROM current_mentions m
JOIN current_documents d USING (doc_id)
JOIN decisions x USING (citation_key)
WHERE NOT m.is_own
  AND is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
  AND ($kind IS NULL OR x.kind = $kind)
GROUP BY m.citation_key
ORDER BY mention_count DESC, document_count DESC, m.citation_key;
