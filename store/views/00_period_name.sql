-- A period's name, shortest first, so that what starts with it lies in it: 2023, 2023Q3, 2023H1,
-- 2023N9 (nine months), 2023M09; the last day where it is none of these; null when not told.
CREATE OR REPLACE MACRO period_name(kind, last_day) AS CASE kind
    WHEN 'year' THEN strftime(last_day, '%Y')
    WHEN 'quarter' THEN strftime(last_day, '%Y') || 'Q' || quarter(last_day)
    WHEN 'half_year' THEN strftime(last_day, '%Y') || 'H' || CASE WHEN month(last_day) < 7 THEN 1 ELSE 2 END
    WHEN 'nine_months' THEN strftime(last_day, '%Y') || 'N9'
    WHEN 'month' THEN strftime(last_day, '%YM%m')
    ELSE strftime(last_day, '%Y-%m-%d')
END;
