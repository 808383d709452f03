-- vi: Các kỳ báo cáo: số đơn vị, số báo cáo, viện dẫn, lỗi còn mở
-- en: The periods: departments, reports, citations and open errors of each
WITH reports AS (
    SELECT report_id, coalesce(agency_id, fold(agency_name)) AS who,
           period_name(period_kind, period_to) AS period
    FROM current_documents WHERE period_to IS NOT NULL AND precedence = 0
), cited AS (
    SELECT report_id, sum(mentions) AS mentions FROM report_citations GROUP BY report_id
), wrong AS (
    SELECT d.report_id, count(*) AS errors FROM findings f JOIN current_documents d USING (doc_id)
    WHERE f.status = 'open' AND f.level = 'error' GROUP BY d.report_id
)
SELECT period, count(DISTINCT who) AS departments, count(*) AS reports,
       coalesce(sum(mentions), 0)::BIGINT AS mentions, coalesce(sum(errors), 0)::BIGINT AS errors
FROM reports LEFT JOIN cited USING (report_id) LEFT JOIN wrong USING (report_id)
WHERE $period IS NULL OR starts_with(period, $period)
GROUP BY period ORDER BY period;
