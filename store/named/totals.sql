-- vi: Dòng tổng của một biểu theo cơ quan và kỳ báo cáo
-- en: A form's total rows by department and period
SELECT department, period, form_code, part, column_no, indicator, value, unit, page, file_name
FROM counts
WHERE source = 'form' AND is_total AND form_code = $form
  AND is_department(agency_id, department, NULL, $department)
  AND ($period IS NULL OR starts_with(period, $period))
ORDER BY department, period_to, part, column_no, figure_id;
