-- The store's tables. Identifiers are those of the canonical schema (normalize/schema.py); pages
-- count from 1, rows, columns, ordinals and offsets from 0; every bbox is [x0, y0, x1, y1] in PDF
-- points from the page's top left. No indexes: rows of a document are written and deleted together.

CREATE TABLE documents (
    doc_id VARCHAR NOT NULL,              -- sha-256 of the bytes, hex
    file_name VARCHAR NOT NULL,           -- of the first path by sort order
    source_path VARCHAR,                  -- where it was found; `a.zip!/b.docx` for a member
    file_names VARCHAR[],                 -- every name the same bytes came under
    media_type VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL,
    page_count INTEGER,
    text_source VARCHAR,                  -- native, ocr, mixed
    agency_id VARCHAR,
    agency_name VARCHAR,
    parent_name VARCHAR,
    kind VARCHAR,
    kind_word VARCHAR,
    number VARCHAR,
    symbol VARCHAR,
    issued_on DATE,
    date_text VARCHAR,
    issued_place VARCHAR,
    title VARCHAR,
    recipient VARCHAR,
    signer_name VARCHAR,
    signer_title VARCHAR,
    receivers VARCHAR[],
    attachments VARCHAR[],
    attached_to VARCHAR,                  -- what an annex says it belongs to, as printed
    period_kind VARCHAR,
    period_from DATE,
    period_to DATE,
    status VARCHAR NOT NULL,              -- ok, partial, failed
    error VARCHAR,
    error_en VARCHAR,
    error_code VARCHAR,                   -- empty, damaged, encrypted, limit, …
    report_id VARCHAR NOT NULL,           -- doc_id of the report's first version's current document
    role VARCHAR NOT NULL,                -- report, rendition, attachment, superseded
    is_current BOOLEAN NOT NULL,          -- speaks for its report in every view
    precedence INTEGER NOT NULL,          -- 0 the report itself, then its attachments in order
    attached_to_doc VARCHAR,              -- the current document of the report it belongs to
    parent_doc VARCHAR,                   -- the archive or message it came in
    supersedes VARCHAR,
    superseded_by VARCHAR,
    content_key VARCHAR,                  -- hash of its figures and references, whatever the bytes
    read_options VARCHAR,
    extractor_version VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    modified_at TIMESTAMP,                -- of the oldest file with these bytes, UTC
    ingested_at TIMESTAMP NOT NULL        -- UTC
);

CREATE TABLE pages (
    doc_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    width DOUBLE,
    height DOUBLE,
    route VARCHAR,
    confidence DOUBLE,                    -- mean of OCR, 0–100
    unassigned DOUBLE                     -- share of glyphs in no block, 0–1
);

CREATE TABLE blocks (
    block_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    section VARCHAR,
    text VARCHAR NOT NULL,
    page INTEGER,
    bbox DOUBLE[]
);

CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    raw_text VARCHAR NOT NULL,
    kind_word VARCHAR,
    kind VARCHAR,
    symbol_kind VARCHAR,
    number VARCHAR,
    year_part VARCHAR,
    symbol VARCHAR,
    symbol_text VARCHAR,
    grammar VARCHAR NOT NULL,
    issued_on DATE,
    date_text VARCHAR,
    issuer_id VARCHAR,
    issuer_text VARCHAR,
    subject VARCHAR,
    scope VARCHAR,
    relation VARCHAR,
    related_mention_id VARCHAR,
    citation_key VARCHAR NOT NULL,
    well_formed BOOLEAN NOT NULL,
    block_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    table_id VARCHAR,
    "row" INTEGER,
    col INTEGER,
    page INTEGER,
    bbox DOUBLE[],
    context VARCHAR,
    traits VARCHAR[],
    repairs JSON,
    candidates VARCHAR[],
    is_own BOOLEAN NOT NULL,
    confidence DOUBLE                     -- least of OCR, 0–100
);

-- The decisions as one document alone tells them.
CREATE TABLE document_decisions (
    doc_id VARCHAR NOT NULL,
    citation_key VARCHAR NOT NULL,
    kind VARCHAR,
    number VARCHAR,
    year VARCHAR,
    symbol VARCHAR,
    grammar VARCHAR NOT NULL,
    issuer_id VARCHAR,
    issuer_name VARCHAR,
    issued_on DATE,
    dates DATE[],
    mention_ids VARCHAR[]
);

-- The decisions of the whole store, each report counted once; made again after every batch.
CREATE TABLE decisions (
    citation_key VARCHAR NOT NULL,
    kind VARCHAR,
    number VARCHAR,
    year VARCHAR,
    symbol VARCHAR,
    grammar VARCHAR NOT NULL,
    issuer_id VARCHAR,
    issuer_name VARCHAR,
    issued_on DATE,                       -- null when the mentions disagree
    mention_count INTEGER NOT NULL,
    document_count INTEGER NOT NULL,
    dates DATE[] NOT NULL
);

CREATE TABLE tables (
    table_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    block_id VARCHAR,
    ordinal INTEGER NOT NULL,
    form_code VARCHAR,
    form_version VARCHAR,
    form_text VARCHAR,
    part VARCHAR,
    title VARCHAR,
    unit VARCHAR,
    annex VARCHAR,
    period_kind VARCHAR,
    period_from DATE,
    period_to DATE,
    page_from INTEGER,
    page_to INTEGER,
    row_count INTEGER NOT NULL,
    col_count INTEGER NOT NULL,
    header_rows INTEGER NOT NULL,
    index_row INTEGER,
    column_numbers INTEGER[],
    formulas VARCHAR[],
    header_paths VARCHAR[][],
    sheet VARCHAR
);

CREATE TABLE cells (
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    "row" INTEGER NOT NULL,
    col INTEGER NOT NULL,
    row_span INTEGER NOT NULL,
    col_span INTEGER NOT NULL,
    is_header BOOLEAN NOT NULL,
    text VARCHAR NOT NULL,
    value DECIMAL(38, 10),
    page INTEGER,
    bbox DOUBLE[],
    places JSON,                          -- [page, bbox] of each part of a torn cell
    confidence DOUBLE                     -- least of OCR, 0–100
);

CREATE TABLE figures (
    figure_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    source VARCHAR NOT NULL,              -- form, prose
    form_code VARCHAR,
    part VARCHAR,
    column_no INTEGER,
    indicator VARCHAR,
    row_label VARCHAR,
    row_path VARCHAR[],
    "row" INTEGER,
    col INTEGER,
    is_total BOOLEAN NOT NULL,
    level VARCHAR,
    value DECIMAL(38, 10),
    nil VARCHAR,                          -- blank, dash, zero, word
    unit VARCHAR,
    raw_text VARCHAR NOT NULL,
    table_id VARCHAR,
    block_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    of_figure_id VARCHAR,
    period_from DATE,
    period_to DATE,
    page INTEGER,
    bbox DOUBLE[],
    confidence DOUBLE                     -- least of OCR, 0–100
);

-- What the checks found; `findings` joins it with the reviewers' decisions.
CREATE TABLE document_findings (
    finding_id VARCHAR NOT NULL,
    finding_key VARCHAR NOT NULL,         -- the same when a document is read again
    doc_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    suggestion VARCHAR,
    evidence JSON,
    mention_id VARCHAR,
    table_id VARCHAR,
    block_id VARCHAR,
    page INTEGER,
    bbox DOUBLE[],
    origin VARCHAR NOT NULL               -- document: told by it alone; store: by comparing several
);

-- Every decision a reviewer took, in order; the latest of a finding holds. Never deleted.
CREATE TABLE reviews (
    finding_key VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    status VARCHAR NOT NULL,              -- open, accepted, dismissed
    reviewed_by VARCHAR NOT NULL,
    reviewed_at TIMESTAMP NOT NULL,       -- UTC
    note VARCHAR
);

CREATE TABLE notes (
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    page INTEGER
);

CREATE TABLE signatures (
    doc_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    signer VARCHAR,
    office VARCHAR,
    signed_at VARCHAR,                    -- ISO 8601 as far as the signature gives it
    covers_whole_file BOOLEAN
);

-- The lexicon's agencies (normalize/lexicon/agencies.csv), for questions about who and where.
CREATE TABLE agencies (
    agency_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    level VARCHAR,
    place VARCHAR,
    parent_id VARCHAR,
    symbols VARCHAR,
    valid_from DATE,
    valid_to DATE,
    basis VARCHAR
);

-- The paths a document was found under; size, time and inode tell an unchanged file without reading.
CREATE TABLE files (
    path VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    inode UBIGINT NOT NULL
);

CREATE TABLE runs (
    run_id INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,              -- running, done, interrupted, failed
    paths VARCHAR[],
    jobs INTEGER,
    extractor_version VARCHAR,
    found INTEGER,
    stored INTEGER,
    unchanged INTEGER,
    failed INTEGER,
    remaining INTEGER
);

CREATE TABLE timings (
    run_id INTEGER NOT NULL,
    doc_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    seconds DOUBLE,                       -- wall clock in the child
    cpu_seconds DOUBLE,
    peak_bytes BIGINT                     -- the child's largest resident size
);

CREATE TABLE store_state (
    key VARCHAR NOT NULL,
    value VARCHAR
);
