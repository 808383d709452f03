"""What plain text carries beside its words: Markdown, HTML crumbs, tables of tabs or bars."""
