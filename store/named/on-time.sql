-- vi: Tỷ lệ giải quyết đúng và trước hạn, tỷ lệ trực tuyến của từng đơn vị theo kỳ (biểu II.06a)
-- en: Share resolved in time and share received online by department and period (form II.06a)
WITH told AS (
    SELECT report_id, agency_name AS department, period_name(period_kind, period_to) AS period,
           column_no, is_total, sum(value) AS value
    FROM current_figures
    WHERE source = 'form' AND form_code = 'II.06a' AND column_no IN (4, 5, 7, 8, 9)
      AND is_department(agency_id, agency_name, NULL, $department)
      AND ($period IS NULL OR starts_with(period_name(period_kind, period_to), $period))
    GROUP BY ALL
), best AS (
    -- The rows; a total only where no row has the number.
    SELECT * FROM told WHERE value IS NOT NULL
    QUALIFY is_total = bool_and(is_total) OVER (PARTITION BY report_id, period, column_no)
), added AS (
    SELECT department, period, sum(value) FILTER (column_no = 4) AS online,
           sum(value) FILTER (column_no IN (4, 5)) AS received,
           sum(value) FILTER (column_no = 7) AS resolved,
           sum(value) FILTER (column_no IN (8, 9)) AS in_time
    FROM best GROUP BY department, period
)
SELECT department, period, received, online,
       round(100.0 * online / nullif(received, 0), 2) AS online_rate,
       resolved, in_time, round(100.0 * in_time / nullif(resolved, 0), 2) AS in_time_rate
FROM added
ORDER BY department, period;
