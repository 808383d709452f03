-- Made again after every batch (store/steps/counted.sql), so that questions need not find out anew:
-- what of attachments is not counted because its report, or an earlier attachment, has it already.
CREATE TABLE uncounted_mentions (mention_id VARCHAR NOT NULL);
CREATE TABLE uncounted_figures (figure_id VARCHAR NOT NULL);

-- What each current report cites, attachments included: one row a report and document.
CREATE TABLE report_citations (
    report_id VARCHAR NOT NULL,
    citation_key VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    malformed_mentions INTEGER NOT NULL,
    subject VARCHAR                       -- of the first mention that tells one
);

INSERT INTO uncounted_mentions
SELECT mention_id FROM (
    SELECT m.mention_id, d.precedence,
           min(d.precedence) OVER (PARTITION BY d.report_id, m.citation_key) AS earliest
    FROM mentions m JOIN documents d USING (doc_id)
    WHERE d.is_current AND d.status <> 'failed'
) WHERE precedence > earliest;

INSERT INTO uncounted_figures
SELECT figure_id FROM (
    SELECT f.figure_id, d.precedence,
           min(d.precedence) OVER (PARTITION BY d.report_id, f.form_code, f.part) AS of_form,
           min(d.precedence) OVER (
               PARTITION BY d.report_id, f.form_code, f.part, lower(coalesce(f.row_label, '')),
                            coalesce(f.row_path, [])
           ) AS of_row
    FROM figures f JOIN documents d USING (doc_id)
    WHERE d.is_current AND d.status <> 'failed' AND f.source = 'form' AND f.form_code IS NOT NULL
) WHERE precedence > 0 AND (of_form = 0 OR precedence > of_row);

INSERT INTO report_citations
SELECT d.report_id, m.citation_key, count(*), count(*) FILTER (NOT m.well_formed),
       arg_min(m.subject, (m.doc_id, m.ordinal)) FILTER (m.subject IS NOT NULL)
FROM mentions m JOIN documents d USING (doc_id)
WHERE d.is_current AND d.status <> 'failed' AND NOT m.is_own
  AND m.mention_id NOT IN (SELECT mention_id FROM uncounted_mentions)
GROUP BY d.report_id, m.citation_key;

INSERT INTO store_state
SELECT 'unsettled', 'yes'
WHERE EXISTS (SELECT 1 FROM documents)
  AND NOT EXISTS (SELECT 1 FROM store_state WHERE key = 'unsettled');
