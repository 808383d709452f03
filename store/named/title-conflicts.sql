-- vi: Văn bản được các báo cáo viện dẫn với trích yếu khác hẳn nhau
-- en: Documents that reports cite with subjects that clearly differ
WITH subjects AS (
    SELECT citation_key, subject, min(report_id) AS report_id
    FROM report_citations WHERE subject IS NOT NULL
    GROUP BY citation_key, subject
    QUALIFY count(*) OVER (PARTITION BY citation_key) > 1
), told AS (
    SELECT *, list_filter(list_distinct(string_split(fold(subject), ' ')), lambda w: len(w) > 2)
                  AS words
    FROM subjects
), several AS (
    SELECT t.*, d.agency_name AS department, d.file_name
    FROM told t JOIN current_documents d ON d.report_id = t.report_id AND d.precedence = 0
    WHERE len(words) >= 4
)
SELECT a.citation_key, a.department, a.subject, b.department AS other_department,
       b.subject AS other_subject, a.file_name, b.file_name AS other_file
FROM several a JOIN several b
  ON a.citation_key = b.citation_key AND (a.report_id, a.subject) < (b.report_id, b.subject)
WHERE a.report_id <> b.report_id
  AND len(list_intersect(a.words, b.words)) < 0.34 * least(len(a.words), len(b.words))
ORDER BY ALL;
