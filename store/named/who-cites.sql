-- vi: Báo cáo nào viện dẫn một văn bản, ở đâu, bằng câu nào
-- en: Which reports cite a document, where, and in which words
WITH wanted AS (
    SELECT m.mention_id, m.citation_key, d.agency_name AS department, d.period_to, d.file_name,
           period_name(d.period_kind, d.period_to) AS period, m.doc_id, m.ordinal
    FROM current_mentions m
    JOIN current_documents d USING (doc_id)
    WHERE $citation IS NULL OR m.citation_key IN (
        SELECT citation_key FROM decisions WHERE contains(fold(citation_key), fold($citation))
    )
    ORDER BY m.citation_key, department, d.period_to, m.doc_id, m.ordinal
    LIMIT $limit
)
SELECT w.citation_key, w.department, w.period, w.file_name, b.section,
       coalesce(m.page, b.page) AS page, m.raw_text, m.context, m.mention_id
FROM wanted w
JOIN mentions m USING (mention_id)
LEFT JOIN blocks b USING (block_id)
ORDER BY w.citation_key, w.department, w.period_to, w.doc_id, w.ordinal;
