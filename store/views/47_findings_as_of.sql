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
)
SELECT f.* EXCLUDE (origin), coalesce(r.status, 'open') AS status, r.reviewed_by, r.reviewed_at,
       nullif(r.note, '') AS note
FROM document_findings f
JOIN documents_as_of(moment) d USING (doc_id)
LEFT JOIN latest r USING (finding_key)
WHERE f.origin = 'document';
