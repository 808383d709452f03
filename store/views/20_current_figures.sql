-- Figures, each report counted once: a form that the report itself holds is not counted again in
-- its attachments, nor a row that an earlier attachment holds.
CREATE OR REPLACE VIEW current_figures AS
SELECT * EXCLUDE (precedence) FROM placed_figures
WHERE figure_id NOT IN (SELECT figure_id FROM uncounted_figures);
