-- What comparing the dates of several reports has judged: a number and symbol is judged again only
-- when what reports say of it has changed.
CREATE TABLE compared (
    number VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,              -- of all that was judged, and by which program
    finding_ids VARCHAR[] NOT NULL        -- what was found, sorted
);
