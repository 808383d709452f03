"""Which tables belong together: a document's own, those derived, those that people fill."""

from __future__ import annotations

# The rows of one document, written and deleted together with its row of `documents`.
PARTS = (
    "pages",
    "blocks",
    "mentions",
    "indirect_mentions",
    "document_decisions",
    "tables",
    "cells",
    "figures",
    "document_findings",
    "notes",
    "signatures",
)
# What can be made again from the originals, or is of no use in another file. All other tables hold
# what people said.
DERIVED = frozenset(
    {"documents", *PARTS, "decisions", "agencies", "files", "former_files"}
    | {"uncounted_mentions", "uncounted_figures", "report_citations", "compared"}
    | {"schema_version", "store_state", "runs", "timings"}
)
