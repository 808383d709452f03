-- One row a report and attachment that counted at a moment (UTC), as `current_documents` has today's.
CREATE OR REPLACE MACRO current_documents_as_of(moment) AS TABLE
SELECT d.* REPLACE (
    coalesce(o.agency_id, d.agency_id) AS agency_id,
    coalesce(o.agency_name, d.agency_name) AS agency_name,
    coalesce(o.parent_name, d.parent_name) AS parent_name,
    CASE WHEN d.period_to IS NULL THEN o.period_kind ELSE d.period_kind END AS period_kind,
    CASE WHEN d.period_to IS NULL THEN o.period_from ELSE d.period_from END AS period_from,
    coalesce(d.period_to, o.period_to) AS period_to
)
FROM documents_as_of(moment) d LEFT JOIN documents o ON o.doc_id = d.attached_to_doc
WHERE d.is_current AND d.status <> 'failed';
