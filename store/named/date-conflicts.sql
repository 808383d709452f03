-- vi: Văn bản được viện dẫn với nhiều ngày khác nhau
-- en: Documents that are cited with different dates
SELECT x.citation_key, m.issued_on, count(*) AS mentions,
       list_sort(list(DISTINCT coalesce(d.agency_name, d.file_name))) AS departments
FROM decisions x
JOIN current_mentions m USING (citation_key)
JOIN current_documents d USING (doc_id)
WHERE len(x.dates) > 1 AND m.issued_on IS NOT NULL AND NOT m.is_own
GROUP BY ALL
ORDER BY x.citation_key, mentions DESC, m.issued_on;
