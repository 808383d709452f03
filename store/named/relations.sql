-- vi: Văn bản nào sửa đổi, thay thế, bãi bỏ, hướng dẫn, triển khai văn bản nào, theo các báo cáo
-- en: Which document amends, replaces, repeals, guides or implements which, as reports tell it
WITH counted AS (
    SELECT source, relation, target, count(DISTINCT report_id) AS reports,
           count(DISTINCT mention_id) AS mentions, min(mention_id) AS example_mention
    FROM citation_relations
    WHERE $citation IS NULL OR contains(fold(source), fold($citation))
       OR contains(fold(target), fold($citation))
    GROUP BY source, relation, target
)
SELECT e.source, e.relation, e.target, e.reports, e.mentions, d.file_name, m.context
FROM counted e
JOIN mentions m ON m.mention_id = e.example_mention
JOIN documents d USING (doc_id)
ORDER BY e.source, e.relation, e.target;
