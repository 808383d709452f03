-- What a reviewer did can be undone: each act has a name, and an undoing names what it undoes.
ALTER TABLE reviews ADD COLUMN action_id VARCHAR;
ALTER TABLE reviews ADD COLUMN undoes VARCHAR;

-- Values that people put right, in order; the latest of a slot holds. Never deleted, and the value
-- as it was read stays where it is.
CREATE TABLE corrections (
    action_id VARCHAR NOT NULL,
    correction_key VARCHAR NOT NULL,      -- the same when a document is read again
    doc_id VARCHAR NOT NULL,
    target VARCHAR NOT NULL,              -- figure, mention
    slot VARCHAR NOT NULL,                -- value; number, symbol, issued_on
    place VARCHAR NOT NULL,               -- where it stands, for people
    printed VARCHAR,                      -- what is printed there
    corrected VARCHAR,                    -- what holds; null: what is printed holds again
    value DECIMAL(38, 10),                -- the same as a number, of a figure
    citation_key VARCHAR,                 -- of a mention, with all that was corrected of it
    corrected_by VARCHAR NOT NULL,
    corrected_at TIMESTAMP NOT NULL,      -- UTC
    note VARCHAR NOT NULL,                -- why
    undoes VARCHAR                        -- the action it takes back
);
