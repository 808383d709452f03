"""What plain text carries beside its words: Markdown, HTML crumbs, tables drawn with tabs or bars."""
