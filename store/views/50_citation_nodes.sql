-- What the citation graph joins: each current report, and each document that one cites. A report
-- that others cite by its own number is one node with that document.
CREATE OR REPLACE VIEW citation_nodes AS
WITH reports AS (
    SELECT report_node(d.report_id, d.number, d.symbol, d.issued_on) AS node, d.report_id, d.kind,
           d.number, d.symbol, d.issued_on, d.agency_name, d.title, d.file_name,
           period_name(d.period_kind, d.period_to) AS period
    FROM current_documents d
    WHERE d.precedence = 0
), one_a_node AS (
    SELECT * FROM reports QUALIFY row_number() OVER (PARTITION BY node ORDER BY report_id) = 1
)
SELECT coalesce(r.node, x.citation_key) AS node, r.report_id,
       coalesce(x.kind, r.kind) AS kind, coalesce(x.number, r.number) AS number,
       coalesce(x.symbol, r.symbol) AS symbol, coalesce(x.issued_on, r.issued_on) AS issued_on,
       coalesce(x.issuer_name, r.agency_name) AS issuer_name, r.title, r.period, r.file_name,
       r.node IS NOT NULL AS is_report,
       coalesce(x.mention_count, 0) AS mention_count,
       coalesce(x.document_count, 0) AS document_count
FROM one_a_node r FULL JOIN decisions x ON x.citation_key = r.node;
