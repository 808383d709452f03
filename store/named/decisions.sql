-- vi: Văn bản được viện dẫn, nhiều lần nhất trước
-- en: The documents that are cited, most often first
WITH reports AS (
    SELECT report_id FROM current_documents
    WHERE precedence = 0
      AND is_department(agency_id, agency_name, symbol, $department)
      AND ($period IS NULL OR starts_with(period_name(period_kind, period_to), $period))
), counted AS (
    SELECT citation_key, sum(mentions)::BIGINT AS mention_count, count(*) AS document_count,
           sum(malformed_mentions)::BIGINT AS malformed_count
    FROM report_citations
    WHERE ($department IS NULL AND $period IS NULL) OR report_id IN (SELECT report_id FROM reports)
    GROUP BY citation_key
)
SELECT citation_key, x.kind, x.number, x.year, x.symbol, x.issuer_name, x.issued_on,
       c.mention_count, c.document_count, c.malformed_count, x.dates
FROM counted c JOIN decisions x USING (citation_key)
WHERE $kind IS NULL OR x.kind = $kind
ORDER BY c.mention_count DESC, c.document_count DESC, citation_key;
