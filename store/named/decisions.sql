-- vi: Văn bản được viện dẫn, nhiều lần nhất trước
-- en: The documents that are cited, most often first
WITH counted AS (
    SELECT m.citation_key, count(*) AS mention_count,
           count(DISTINCT d.report_id) AS document_count,
           count(*) FILTER (NOT m.well_formed) AS malformed_count
    FROM current_mentions m
    JOIN current_documents d USING (doc_id)
    WHERE NOT m.is_own
      AND is_department(d.agency_id, d.agency_name, d.symbol, $department)
      AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
    GROUP BY m.citation_key
)
SELECT citation_key, x.kind, x.number, x.year, x.symbol, x.issuer_name, x.issued_on,
       c.mention_count, c.document_count, c.malformed_count, x.dates
FROM counted c JOIN decisions x USING (citation_key)
WHERE $kind IS NULL OR x.kind = $kind
ORDER BY c.mention_count DESC, c.document_count DESC, citation_key;
