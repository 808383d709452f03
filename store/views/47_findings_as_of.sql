-- Findings of the documents stored by a moment (UTC), each with the decision that held then. What
-- comparing several reports found is of today: it is left out.
CREATE OR REPLACE MACRO findings_as_of(moment) AS TABLE
WITH latest AS (
    SELECT finding_key,
           arg_max(status, reviewed_at) AS status,
           arg_max(reviewed_by, reviewed_at) AS reviewed_by,
           max(reviewed_at) AS reviewed_at,
           arg_max(coalesce(note, ''), reviewed_at) AS note
    FROM reviews WHERE reviewed_at <= moment GROUP BY finding_key
), known AS (
    SELECT f.*, d.report_id, d.precedence
    FROM document_findings f JOIN documents_as_of(moment) d USING (doc_id)
    WHERE f.origin = 'document'
), elsewhere AS (
    SELECT k.report_id, k.precedence, k.finding_about,
           arg_max(l, l.reviewed_at) AS taken, arg_max(k.doc_id, l.reviewed_at) AS doc_id
    FROM latest l JOIN known k USING (finding_key)
    WHERE k.finding_about IS NOT NULL
    GROUP BY ALL
)
SELECT k.* EXCLUDE (origin, report_id, precedence),
       coalesce(r.status, e.taken.status, 'open') AS status,
       CASE WHEN r.status IS NULL THEN e.taken.reviewed_by ELSE r.reviewed_by END AS reviewed_by,
       coalesce(r.reviewed_at, e.taken.reviewed_at) AS reviewed_at,
       nullif(coalesce(r.note, e.taken.note), '') AS note,
       CASE WHEN r.status IS NULL THEN e.doc_id END AS carried_from
FROM known k
LEFT JOIN latest r USING (finding_key)
LEFT JOIN elsewhere e ON e.report_id = k.report_id AND e.precedence = k.precedence
    AND e.finding_about = k.finding_about;
