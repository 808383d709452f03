"""What is printed: positioned text, tables, raw mentions. Nothing here judges what it finds."""
