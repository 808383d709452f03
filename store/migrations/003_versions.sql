-- The paths a document was found under once, that hold other bytes now or are gone from their
-- archive: a document keeps all names it ever had when none of them is left.
CREATE TABLE former_files (
    path VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    inode UBIGINT NOT NULL
);

-- What the past is told from: a report's versions in order, and the files of one version.
ALTER TABLE documents ADD COLUMN version INTEGER DEFAULT 1;       -- from 1, the oldest first
ALTER TABLE documents ADD COLUMN rendition INTEGER DEFAULT 0;     -- 0: the version's best file

-- How many rows of each part were written with a document: what is missing since can be told.
ALTER TABLE documents ADD COLUMN part_counts JSON;

-- Versions are told when the store is next settled.
INSERT INTO store_state
SELECT 'unsettled', 'yes'
WHERE EXISTS (SELECT 1 FROM documents)
  AND NOT EXISTS (SELECT 1 FROM store_state WHERE key = 'unsettled');
