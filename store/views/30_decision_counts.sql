-- How many documents are cited, and how often, by department and period; each report counted once,
-- its own number and date left out.
CREATE OR REPLACE VIEW decision_counts AS
WITH reports AS (
    SELECT agency_id, agency_name, parent_name, period_kind, period_from, period_to,
           count(DISTINCT report_id) AS reports
    FROM current_documents GROUP BY ALL
), cited AS (
    SELECT d.agency_id, d.agency_name, d.parent_name, d.period_kind, d.period_from, d.period_to,
           m.citation_key, count(*) AS mentions,
           bool_or(m.kind = 'QĐ') AS is_decision, bool_or(m.kind = 'CV') AS is_letter,
           bool_or(m.grammar = 'normative') AS is_normative,
           count(*) FILTER (m.issued_on IS NULL) AS undated,
           count(*) FILTER (NOT m.well_formed) AS malformed
    FROM current_mentions m JOIN current_documents d USING (doc_id)
    WHERE NOT m.is_own
    GROUP BY ALL
)
SELECT r.agency_id, r.agency_name AS department, r.parent_name,
       period_name(r.period_kind, r.period_to) AS period,
       r.period_kind, r.period_from, r.period_to,
       any_value(r.reports) AS reports,
       coalesce(sum(c.mentions), 0)::BIGINT AS mentions,
       count(c.citation_key) AS decisions,
       count(*) FILTER (c.is_decision) AS of_kind_decision,
       count(*) FILTER (c.is_letter) AS of_kind_letter,
       count(*) FILTER (c.is_normative) AS normative,
       coalesce(sum(c.undated), 0)::BIGINT AS undated_mentions,
       coalesce(sum(c.malformed), 0)::BIGINT AS malformed_mentions
FROM reports r
LEFT JOIN cited c
  ON c.agency_id IS NOT DISTINCT FROM r.agency_id
 AND c.agency_name IS NOT DISTINCT FROM r.agency_name
 AND c.parent_name IS NOT DISTINCT FROM r.parent_name
 AND c.period_kind IS NOT DISTINCT FROM r.period_kind
 AND c.period_from IS NOT DISTINCT FROM r.period_from
 AND c.period_to IS NOT DISTINCT FROM r.period_to
GROUP BY ALL;
