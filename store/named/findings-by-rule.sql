-- vi: Số phát hiện còn mở theo quy tắc và đơn vị
-- en: Open findings by rule and department
SELECT f.rule, f.level, d.agency_name AS department, count(*) AS findings,
       count(DISTINCT d.report_id) AS reports
FROM findings f JOIN current_documents d USING (doc_id)
WHERE f.status = 'open'
  AND is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
  AND ($level IS NULL OR f.level = $level)
GROUP BY f.rule, f.level, d.agency_name
ORDER BY array_position(['error', 'warning', 'note'], f.level), f.rule, findings DESC, department;
