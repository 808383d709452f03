-- One row a report and attachment that counts: no renditions, no superseded versions, none unread.
CREATE OR REPLACE VIEW current_documents AS
SELECT * FROM documents WHERE is_current AND status <> 'failed';
