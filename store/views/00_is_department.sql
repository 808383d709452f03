-- Whether a report is of the department that a person names: by identifier, by (part of) its name
-- whatever the case and tones, or by the abbreviation in its own symbol (STC of BC-STC).
CREATE OR REPLACE MACRO is_department(id, name, own_symbol, wanted) AS
    wanted IS NULL
    OR lower(id) = lower(wanted)
    OR contains(' ' || fold(coalesce(name, '')) || ' ', ' ' || fold(wanted) || ' ')
    OR contains(' ' || fold(coalesce(own_symbol, '')) || ' ', ' ' || fold(wanted) || ' ');
