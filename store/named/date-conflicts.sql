-- vi: Văn bản được viện dẫn với nhiều ngày khác nhau
-- en: Documents that are cited with different dates
WITH disputed AS (
    SELECT citation_key FROM decisions WHERE len(dates) > 1
)
SELECT m.citation_key, m.issued_on, count(*) AS mentions,
       list_sort(list(DISTINCT coalesce(d.agency_name, d.file_name))) AS departments
FROM current_mentions m
JOIN current_documents d USING (doc_id)
WHERE m.citation_key IN (SELECT citation_key FROM disputed)
  AND m.issued_on IS NOT NULL AND NOT m.is_own
GROUP BY m.citation_key, m.issued_on
ORDER BY m.citation_key, mentions DESC, m.issued_on;
