-- Places that cite a document without its number: a law by its name, "Quyết định nêu trên".
CREATE TABLE indirect_mentions (
    indirect_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    way VARCHAR NOT NULL,                 -- law, pointer
    raw_text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR,                         -- the law's
    year_part VARCHAR,
    issued_on DATE,
    citation_key VARCHAR,                 -- null unless exactly one document can be meant
    resolved_by VARCHAR,                  -- year, date, self, same-block, document
    candidates VARCHAR[],
    block_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    table_id VARCHAR,
    "row" INTEGER,
    col INTEGER,
    page INTEGER,
    bbox DOUBLE[]
);
