"""A PDF's pages as words, rulings, tables and paragraphs, for `extract.readers.pdf`."""
