-- vi: Các phát hiện của những báo cáo hiện hành, lỗi trước
-- en: The findings of the current reports, errors first
SELECT f.finding_id, f.level, f.rule, f.message, f.message_en, f.suggestion,
       m.raw_text AS mention, d.file_name, d.agency_name AS department,
       period_name(d.period_kind, d.period_to) AS period,
       b.section, coalesce(f.page, b.page) AS page, f.status, f.reviewed_by, f.note,
       f.evidence, f.doc_id
FROM findings f
JOIN current_documents d USING (doc_id)
LEFT JOIN mentions m ON m.mention_id = f.mention_id
LEFT JOIN blocks b ON b.block_id = f.block_id
WHERE is_department(d.agency_id, d.agency_name, d.symbol, $department)
  AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
  AND ($rule IS NULL OR starts_with(f.rule, upper($rule)))
  AND ($level IS NULL OR f.level = $level)
  AND ($status IS NULL OR f.status = $status)
ORDER BY d.agency_name NULLS LAST, d.period_to, d.doc_id,
         array_position(['error', 'warning', 'note'], f.level), f.finding_id;
