-- The same by kind of document; null where the kind cannot be told.
CREATE OR REPLACE VIEW decision_counts_by_kind AS
SELECT d.agency_id, d.agency_name AS department,
       period_name(d.period_kind, d.period_to) AS period, d.period_kind, d.period_from, d.period_to,
       m.kind, m.grammar,
       count(*) AS mentions, count(DISTINCT m.citation_key) AS decisions
FROM current_mentions m JOIN current_documents d USING (doc_id)
WHERE NOT m.is_own
GROUP BY ALL;
