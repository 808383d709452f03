-- The decisions of the whole store, each report counted once. What a decision is, is told by the
-- first document (by hash) that tells it; its date only when all mentions agree.
DELETE FROM decisions;
INSERT INTO decisions BY NAME
WITH told AS (
    SELECT citation_key,
           arg_min(kind, doc_id) AS kind, arg_min(number, doc_id) AS number,
           arg_min(year, doc_id) AS year, arg_min(symbol, doc_id) AS symbol,
           arg_min(grammar, doc_id) AS grammar, arg_min(issuer_id, doc_id) AS issuer_id,
           arg_min(issuer_name, doc_id) AS issuer_name
    FROM document_decisions
    WHERE doc_id IN (SELECT doc_id FROM current_documents)
    GROUP BY citation_key
), counted AS (
    SELECT citation_key, min(grammar) AS mention_grammar,
           min(kind) AS mention_kind, min(number) AS mention_number, min(symbol) AS mention_symbol,
           count(*) AS mention_count, count(DISTINCT report_id) AS document_count,
           coalesce(list_sort(list(DISTINCT issued_on) FILTER (issued_on IS NOT NULL)), []) AS dates
    FROM current_mentions
    WHERE NOT is_own
    GROUP BY citation_key
)
SELECT citation_key, coalesce(kind, mention_kind) AS kind,
       coalesce(number, mention_number) AS number, year, coalesce(symbol, mention_symbol) AS symbol,
       coalesce(grammar, mention_grammar) AS grammar,
       issuer_id, issuer_name, CASE WHEN len(dates) = 1 THEN dates[1] END AS issued_on,
       mention_count, document_count, dates
FROM counted LEFT JOIN told USING (citation_key)
ORDER BY citation_key;
