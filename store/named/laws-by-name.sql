-- vi: Luật, pháp lệnh được viện dẫn bằng tên: luật nào, bao nhiêu lượt, ở bao nhiêu báo cáo
-- en: Laws cited by their name: which, how often, in how many reports
SELECT i.name, i.year_part AS year, i.issued_on, i.citation_key,
       count(*) AS mentions, count(DISTINCT d.report_id) AS reports
FROM indirect_mentions i JOIN current_documents d USING (doc_id)
WHERE i.way = 'law'
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
GROUP BY ALL
ORDER BY mentions DESC, i.name, year, i.issued_on, i.citation_key;
