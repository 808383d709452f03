-- vi: Tệp không đọc được và lý do
-- en: Files that cannot be read, and why
SELECT file_name, error_code, error, error_en, byte_size, source_path, doc_id
FROM documents WHERE status = 'failed' ORDER BY source_path;
