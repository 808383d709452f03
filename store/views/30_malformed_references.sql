-- References printed wrongly, with what is wrong and what was probably meant.
CREATE OR REPLACE VIEW malformed_references AS
SELECT d.agency_name AS department,
       period_name(d.period_kind, d.period_to) AS period, d.period_kind, d.period_from, d.period_to,
       d.file_name,
       m.raw_text, f.rule, f.level, f.message, f.message_en, f.suggestion, m.citation_key,
       b.section, coalesce(f.page, m.page, b.page) AS page, coalesce(f.bbox, m.bbox) AS bbox,
       m.context, f.status, f.finding_id, f.mention_id, f.doc_id
FROM findings f
JOIN current_documents d USING (doc_id)
LEFT JOIN mentions m ON m.mention_id = f.mention_id
LEFT JOIN blocks b ON b.block_id = coalesce(f.block_id, m.block_id)
WHERE starts_with(f.rule, 'REF') AND f.level IN ('error', 'warning');
