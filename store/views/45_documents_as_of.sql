-- The documents as they stood at a moment (UTC): those stored by then, each with the role it had
-- among them. What is known of a report's versions today orders them; how a document is read is of
-- today, too.
CREATE OR REPLACE MACRO documents_as_of(moment) AS TABLE
WITH known AS (
    SELECT * FROM documents WHERE ingested_at <= moment
), chain AS (
    SELECT report_id, precedence, version, doc_id,
           lag(doc_id) OVER versions AS before, lead(doc_id) OVER versions AS after
    FROM (
        SELECT report_id, precedence, version, arg_min(doc_id, rendition) AS doc_id
        FROM known WHERE status <> 'failed' AND role <> 'container' GROUP BY ALL
    )
    WINDOW versions AS (PARTITION BY report_id, precedence ORDER BY version)
), newest AS (
    SELECT report_id, doc_id FROM chain WHERE after IS NULL AND precedence = 0
)
SELECT k.* REPLACE (
    CASE WHEN c.doc_id IS NULL THEN k.is_current
         ELSE c.after IS NULL AND k.doc_id = c.doc_id END AS is_current,
    CASE WHEN c.doc_id IS NULL THEN k.role
         WHEN c.after IS NOT NULL THEN 'superseded'
         WHEN k.precedence > 0 OR k.role = 'attachment' THEN 'attachment'
         WHEN k.doc_id = c.doc_id THEN 'report'
         ELSE 'rendition' END AS role,
    CASE WHEN k.precedence > 0 THEN n.doc_id END AS attached_to_doc,
    c.before AS supersedes,
    c.after AS superseded_by
)
FROM known k
LEFT JOIN chain c ON c.report_id = k.report_id AND c.precedence = k.precedence
    AND c.version = k.version AND k.status <> 'failed' AND k.role <> 'container'
LEFT JOIN newest n ON n.report_id = k.report_id;
