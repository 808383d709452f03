-- The corrections that held at a moment (UTC), as `current_corrections` has today's.
CREATE OR REPLACE MACRO corrections_as_of(moment) AS TABLE
SELECT * FROM corrections WHERE corrected_at <= moment
QUALIFY row_number() OVER (PARTITION BY correction_key, slot ORDER BY corrected_at DESC) = 1
    AND corrected IS NOT NULL;
