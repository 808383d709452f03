-- What the checks found, each with the latest decision of a reviewer.
CREATE OR REPLACE VIEW findings AS
WITH latest AS (
    SELECT finding_key,
           arg_max(status, reviewed_at) AS status,
           arg_max(reviewed_by, reviewed_at) AS reviewed_by,
           max(reviewed_at) AS reviewed_at,
           arg_max(coalesce(note, ''), reviewed_at) AS note
    FROM reviews GROUP BY finding_key
)
SELECT f.finding_id, f.doc_id, f.rule, f.level, f.message, f.message_en, f.suggestion, f.evidence,
       f.mention_id, f.table_id, f.block_id, f.page, f.bbox,
       coalesce(r.status, 'open') AS status, r.reviewed_by, r.reviewed_at, nullif(r.note, '') AS note,
       f.finding_key, f.origin
FROM document_findings f LEFT JOIN latest r USING (finding_key);
