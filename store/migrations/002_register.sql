-- The office's own lists of issued documents (sổ đăng ký văn bản đi), as imported.
CREATE TABLE register (
    citation_key VARCHAR NOT NULL,
    grammar VARCHAR NOT NULL,
    kind VARCHAR,
    number VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    issued_on DATE,
    title VARCHAR,
    issuer VARCHAR,                       -- as the list or --issuer names it
    owner VARCHAR,                        -- whose series it is (store/owners.py); null: not told
    series VARCHAR NOT NULL,              -- the symbol, or CV:STC for every công văn of STC
    source_file VARCHAR NOT NULL,         -- the list's absolute path
    sheet VARCHAR,
    "row" INTEGER NOT NULL                -- line of the list, from 1
);

-- What compares several documents is due in a store that was filled before it was known.
INSERT INTO store_state
SELECT 'unsettled', 'yes'
WHERE EXISTS (SELECT 1 FROM documents)
  AND NOT EXISTS (SELECT 1 FROM store_state WHERE key = 'unsettled');
