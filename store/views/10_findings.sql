-- What the checks found, each with the latest decision of a reviewer: on the finding itself, else on
-- the same finding in another version or rendition of the report (`carried_from` says which).
CREATE OR REPLACE VIEW findings AS
WITH latest AS (
    SELECT finding_key,
           arg_max(status, reviewed_at) AS status,
           arg_max(reviewed_by, reviewed_at) AS reviewed_by,
           max(reviewed_at) AS reviewed_at,
           arg_max(coalesce(note, ''), reviewed_at) AS note
    FROM reviews GROUP BY finding_key
), elsewhere AS (
    SELECT other.doc_id, f.finding_about,
           arg_max(l, l.reviewed_at) AS taken, arg_max(f.doc_id, l.reviewed_at) AS taken_in
    FROM latest l JOIN document_findings f USING (finding_key) JOIN documents d USING (doc_id)
    JOIN documents other ON other.report_id = d.report_id AND other.precedence = d.precedence
        AND other.doc_id <> d.doc_id
    WHERE f.finding_about IS NOT NULL
    GROUP BY ALL
)
SELECT f.finding_id, f.doc_id, f.rule, f.level, f.message, f.message_en, f.suggestion, f.evidence,
       f.mention_id, f.table_id, f.block_id, f.page, f.bbox,
       coalesce(r.status, e.taken.status, 'open') AS status,
       CASE WHEN r.status IS NULL THEN e.taken.reviewed_by ELSE r.reviewed_by END AS reviewed_by,
       coalesce(r.reviewed_at, e.taken.reviewed_at) AS reviewed_at,
       nullif(coalesce(r.note, e.taken.note), '') AS note,
       f.finding_key, f.origin,
       CASE WHEN r.status IS NULL THEN e.taken_in END AS carried_from
FROM document_findings f
LEFT JOIN latest r USING (finding_key)
LEFT JOIN elsewhere e ON e.doc_id = f.doc_id AND e.finding_about = f.finding_about;
