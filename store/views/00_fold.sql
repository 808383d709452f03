-- The text without case, tones, marks and punctuation; `extract.folding.skeleton` in SQL.
CREATE OR REPLACE MACRO fold(words) AS trim(regexp_replace(
    lower(strip_accents(translate(words, 'đĐðÐƉ', 'ddddd'))), '[^0-9a-z%]+', ' ', 'g'
));
