-- The first path by sort order names a document; the names of the others stand beside it. What came
-- in an archive or mail, `a.zip!/b.docx`, names it as its parent. A document that no path holds any
-- more keeps all the names it ever had, and its parent. A file that is copied or touched gets a new
-- time; what a document has is the oldest that it was ever seen with.
UPDATE documents
SET source_path = n.path, file_name = n.names[1], file_names = list_sort(list_distinct(n.names)),
    modified_at = least(documents.modified_at, n.modified_at),
    parent_doc = CASE WHEN n.gone THEN parent_doc ELSE n.parent END
FROM (
    SELECT f.doc_id, min(path) AS path, make_timestamp(min(mtime_ns) // 1000) AS modified_at,
           list(regexp_extract(path, '[^/]*$') ORDER BY path) AS names,
           arg_min_null(c.container, path) AS parent, bool_and(gone) AS gone
    FROM (
        SELECT doc_id, path, mtime_ns, false AS gone FROM files
        UNION ALL
        SELECT doc_id, path, mtime_ns, true FROM former_files
        WHERE doc_id NOT IN (SELECT doc_id FROM files)
    ) f LEFT JOIN (
        SELECT inside.path AS inside, max_by(outer_.doc_id, length(outer_.path)) AS container
        FROM files inside JOIN files outer_ ON starts_with(inside.path, outer_.path || '!/')
        WHERE contains(inside.path, '!/')
        GROUP BY inside.path
    ) c ON c.inside = f.path
    GROUP BY f.doc_id
) n
WHERE documents.doc_id = n.doc_id AND (
    documents.source_path IS DISTINCT FROM n.path
    OR documents.file_names IS DISTINCT FROM list_sort(list_distinct(n.names))
    OR documents.modified_at IS DISTINCT FROM least(documents.modified_at, n.modified_at)
    OR NOT n.gone AND documents.parent_doc IS DISTINCT FROM n.parent
);
