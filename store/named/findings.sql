-- vi: Các phát hiện của những báo cáo hiện hành, lỗi trước
-- en: The findings of the current reports, errors first
WITH wanted AS (
    SELECT f.finding_id, d.agency_name AS department, d.period_to, d.doc_id, d.file_name,
           period_name(d.period_kind, d.period_to) AS period,
           array_position(['error', 'warning', 'note'], f.level) AS rank
    FROM findings f
    JOIN current_documents d USING (doc_id)
    WHERE is_department(d.agency_id, d.agency_name, d.symbol, $department)
      AND ($period IS NULL OR starts_with(period_name(d.period_kind, d.period_to), $period))
      AND ($rule IS NULL OR starts_with(f.rule, upper($rule)))
      AND ($level IS NULL OR f.level = $level)
      AND ($status IS NULL OR f.status = $status)
    ORDER BY department NULLS LAST, d.period_to, d.doc_id, rank, f.finding_id
    LIMIT $limit
)
SELECT f.finding_id, f.level, f.rule, f.message, f.message_en, f.suggestion,
       m.raw_text AS mention, w.file_name, w.department, w.period,
       b.section, coalesce(f.page, b.page) AS page, f.status, f.reviewed_by, f.note,
       f.evidence, w.doc_id
FROM wanted w
JOIN findings f USING (finding_id)
LEFT JOIN mentions m ON m.mention_id = f.mention_id
LEFT JOIN blocks b ON b.block_id = f.block_id
ORDER BY w.department NULLS LAST, w.period_to, w.doc_id, w.rank, f.finding_id;
