-- A report's name in the citation graph: as others cite it, `2815/BC-SNV/2023`, else by its id.
CREATE OR REPLACE MACRO report_node(id, number, symbol, issued_on) AS coalesce(
    ltrim(number, '0') || '/' || symbol || '/' || year(issued_on), 'report:' || id
);
