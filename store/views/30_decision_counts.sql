-- How many documents are cited, and how often, by department and period; each report counted once,
-- its own number and date left out.
CREATE OR REPLACE VIEW decision_counts AS
SELECT d.agency_id, d.agency_name AS department, d.parent_name,
       period_name(d.period_kind, d.period_to) AS period, d.period_kind, d.period_from, d.period_to,
       count(DISTINCT d.report_id) AS reports,
       count(m.mention_id) AS mentions,
       count(DISTINCT m.citation_key) AS decisions,
       count(DISTINCT m.citation_key) FILTER (m.kind = 'QĐ') AS of_kind_decision,
       count(DISTINCT m.citation_key) FILTER (m.kind = 'CV') AS of_kind_letter,
       count(DISTINCT m.citation_key) FILTER (m.grammar = 'normative') AS normative,
       count(m.mention_id) FILTER (m.issued_on IS NULL) AS undated_mentions,
       count(m.mention_id) FILTER (NOT m.well_formed) AS malformed_mentions
FROM current_documents d
LEFT JOIN (SELECT * FROM current_mentions WHERE NOT is_own) m USING (doc_id)
GROUP BY ALL;
