-- What a figure speaks of, whatever row a reader finds it in: with the number of its like before
-- it, this names it again after a new reading.
CREATE OR REPLACE MACRO figure_about(source, form_code, part, column_no, col, row_label, row_path, printed) AS
    concat_ws(chr(31), source, coalesce(form_code, ''), coalesce(part, ''),
              coalesce(column_no, col, -1)::VARCHAR, fold(coalesce(row_label, '')),
              fold(array_to_string(coalesce(row_path, []), '/')),
              CASE WHEN source = 'prose' THEN printed ELSE '' END);
-- The key of a correction, made of its document, what it speaks of, and how many are alike.
CREATE OR REPLACE MACRO correction_key(doc_id, about, nth) AS
    left(sha256(concat_ws(chr(31), doc_id, about, nth::VARCHAR)), 24);
-- The figures of some documents, each with its key.
CREATE OR REPLACE MACRO figure_keys(wanted) AS TABLE
WITH told AS (
    SELECT figure_id, doc_id, ordinal,
           figure_about(source, form_code, part, column_no, col, row_label, row_path, raw_text) AS about
    FROM figures WHERE doc_id IN (SELECT unnest(wanted))
)
SELECT figure_id, correction_key(
    doc_id, about, row_number() OVER (PARTITION BY doc_id, about ORDER BY ordinal)
) AS correction_key FROM told;
-- The mentions of some documents, each with its key.
CREATE OR REPLACE MACRO mention_keys(wanted) AS TABLE
SELECT mention_id, correction_key(
    doc_id, raw_text, row_number() OVER (PARTITION BY doc_id, raw_text ORDER BY ordinal)
) AS correction_key FROM mentions WHERE doc_id IN (SELECT unnest(wanted));
-- The corrections that hold.
CREATE OR REPLACE VIEW current_corrections AS
SELECT * FROM corrections
QUALIFY row_number() OVER (PARTITION BY correction_key, slot ORDER BY corrected_at DESC) = 1
    AND corrected IS NOT NULL;
-- The figures that were corrected, with what holds.
CREATE OR REPLACE VIEW corrected_figures AS
SELECT k.figure_id, c.value, c.corrected_by, c.corrected_at, c.note
FROM figure_keys((SELECT list(DISTINCT doc_id) FROM current_corrections WHERE target = 'figure')) k
JOIN current_corrections c USING (correction_key)
WHERE c.target = 'figure';
-- The mentions that were corrected; null where a slot was not.
CREATE OR REPLACE VIEW corrected_mentions AS
SELECT k.mention_id,
       max(c.corrected) FILTER (c.slot = 'number') AS number,
       max(c.corrected) FILTER (c.slot = 'symbol') AS symbol,
       max(try_cast(c.corrected AS DATE)) FILTER (c.slot = 'issued_on') AS issued_on,
       arg_max(c.citation_key, c.corrected_at) AS citation_key
FROM mention_keys((SELECT list(DISTINCT doc_id) FROM current_corrections WHERE target = 'mention')) k
JOIN current_corrections c USING (correction_key)
WHERE c.target = 'mention'
GROUP BY k.mention_id;
