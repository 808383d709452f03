-- What attachments repeat: a citation that the report itself makes, or an earlier attachment; a form
-- that the report itself holds, or a row that an earlier attachment holds.
DELETE FROM uncounted_mentions;
INSERT INTO uncounted_mentions
WITH attached AS (
    SELECT m.mention_id, m.citation_key, d.report_id, d.precedence
    FROM mentions m JOIN current_documents d USING (doc_id)
    WHERE d.report_id IN (SELECT report_id FROM current_documents WHERE precedence > 0)
), ranked AS (
    SELECT mention_id, precedence,
           min(precedence) OVER (PARTITION BY report_id, citation_key) AS earliest
    FROM attached
)
SELECT mention_id FROM ranked WHERE precedence > earliest ORDER BY 1;

DELETE FROM uncounted_figures;
INSERT INTO uncounted_figures
WITH attached AS (
    SELECT figure_id, precedence, report_id, form_code, part,
           fold(coalesce(row_label, '')) AS label, coalesce(row_path, []) AS path
    FROM placed_figures
    WHERE source = 'form' AND form_code IS NOT NULL
      AND report_id IN (SELECT report_id FROM current_documents WHERE precedence > 0)
), ranked AS (
    SELECT figure_id, precedence,
           min(precedence) OVER (PARTITION BY report_id, form_code, part) AS of_form,
           min(precedence) OVER (PARTITION BY report_id, form_code, part, label, path) AS of_row
    FROM attached
)
SELECT figure_id FROM ranked
WHERE precedence > 0 AND (of_form = 0 OR precedence > of_row) ORDER BY 1;
