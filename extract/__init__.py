"""What is printed: positioned text, tables, raw mentions. Nothing here judges what it finds."""

from extract.native import refuse_outdated

refuse_outdated()
