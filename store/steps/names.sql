-- The first path by sort order names a document; the names of the others stand beside it.
UPDATE documents
SET source_path = n.path, file_name = n.names[1], file_names = list_sort(list_distinct(n.names)),
    modified_at = n.modified_at
FROM (
    SELECT doc_id, min(path) AS path, make_timestamp(min(mtime_ns) // 1000) AS modified_at,
           list(regexp_extract(path, '([^/\\!]*)$', 1) ORDER BY path) AS names
    FROM files GROUP BY doc_id
) n
WHERE documents.doc_id = n.doc_id AND (
    documents.source_path IS DISTINCT FROM n.path
    OR documents.file_names IS DISTINCT FROM list_sort(list_distinct(n.names))
    OR documents.modified_at IS DISTINCT FROM n.modified_at
);
