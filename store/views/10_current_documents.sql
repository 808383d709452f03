-- One row a report and attachment that counts: no renditions, no superseded versions, none unread.
-- An attachment is its report's: department, and period where it prints none of its own.
CREATE OR REPLACE VIEW current_documents AS
SELECT d.* REPLACE (
    coalesce(o.agency_id, d.agency_id) AS agency_id,
    coalesce(o.agency_name, d.agency_name) AS agency_name,
    coalesce(o.parent_name, d.parent_name) AS parent_name,
    CASE WHEN d.period_to IS NULL THEN o.period_kind ELSE d.period_kind END AS period_kind,
    CASE WHEN d.period_to IS NULL THEN o.period_from ELSE d.period_from END AS period_from,
    coalesce(d.period_to, o.period_to) AS period_to
)
FROM documents d LEFT JOIN documents o ON o.doc_id = d.attached_to_doc
WHERE d.is_current AND d.status <> 'failed';
