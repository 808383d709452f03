-- vi: Một trăm văn bản được nhiều báo cáo viện dẫn nhất
-- en: The hundred documents that most reports cite
WITH reports AS (
    SELECT report_id, agency_name, file_name FROM current_documents
    WHERE precedence = 0
      AND ($period IS NULL OR starts_with(period_name(period_kind, period_to), $period))
), counted AS (
    SELECT citation_key, count(*) AS reports, sum(mentions)::BIGINT AS mentions
    FROM report_citations
    WHERE $period IS NULL OR report_id IN (SELECT report_id FROM reports)
    GROUP BY citation_key
    ORDER BY reports DESC, mentions DESC, citation_key LIMIT 100
), told AS (
    SELECT c.citation_key, arg_min(c.subject, c.report_id) FILTER (c.subject IS NOT NULL) AS subject,
           list_sort(list(DISTINCT coalesce(r.agency_name, r.file_name))) AS departments
    FROM report_citations c JOIN reports r USING (report_id)
    WHERE c.citation_key IN (SELECT citation_key FROM counted)
    GROUP BY c.citation_key
)
SELECT citation_key, c.reports, c.mentions, x.issuer_name, x.issued_on, t.subject, t.departments
FROM counted c JOIN decisions x USING (citation_key) JOIN told t USING (citation_key)
ORDER BY c.reports DESC, c.mentions DESC, citation_key;
