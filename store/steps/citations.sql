-- What each current report cites, for questions that count: after the comparing checks have judged.
DELETE FROM report_citations;
INSERT INTO report_citations BY NAME
SELECT report_id, citation_key, count(*) AS mentions,
       count(*) FILTER (NOT well_formed) AS malformed_mentions,
       arg_min(subject, (doc_id, ordinal)) FILTER (subject IS NOT NULL) AS subject
FROM current_mentions WHERE NOT is_own
GROUP BY report_id, citation_key ORDER BY report_id, citation_key;
