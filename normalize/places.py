"""Where a thing stands in its report, said as a clerk would say it, and the evidence made of it."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.provinces import find_place, province
from normalize.schema import Evidence, Mention, Report


class Places:
    """Tells where the parts of one report stand."""

    def __init__(self, report: Report) -> None:
        self._blocks = {block.block_id: block for block in report.blocks}
        self._tables = {table.table_id: table for table in report.tables}

    def text_of(self, block_id: str | None) -> str:
        """Return the text of the block, empty when there is none."""
        block = self._blocks.get(block_id or "")
        return block.text if block else ""

    def where(self, mention: Mention) -> str:
        """Return the place in words: "mục I.3, trang 5", "bảng 2 (II.06a), dòng 4, cột 1"."""
        parts = [*self._spot(mention)]
        if mention.page is not None:
            parts.append(f"trang {mention.page}")
        return ", ".join(parts) or "trong văn bản"

    def _spot(self, mention: Mention) -> Iterable[str]:
        table = self._tables.get(mention.table_id or "")
        if table is not None:
            code = f" ({table.form_code})" if table.form_code else ""
            yield f"bảng {table.ordinal + 1}{code}"
            if mention.row is not None and mention.col is not None:
                yield f"dòng {mention.row + 1}, cột {mention.col + 1}"
            return
        block = self._blocks.get(mention.block_id or "")
        if block is not None and block.section:
            yield f"mục {block.section}"
        elif block is not None and mention.page is None:
            yield f"đoạn {block.ordinal + 1}"

    def evidence(self, mention: Mention, value: str | None = None, label: str = "") -> Evidence:
        """Return the mention as evidence; the value is what it prints unless another is given."""
        return Evidence(
            label=label or "trích dẫn",
            value=value if value is not None else printed(mention),
            where=self.where(mention),
            mention_id=mention.mention_id,
            table_id=mention.table_id,
            row=mention.row,
            col=mention.col,
            block_id=mention.block_id,
            page=mention.page,
            bbox=mention.bbox,
        )


def printed(mention: Mention) -> str:
    """Return what the mention prints, on one line."""
    return " ".join(mention.raw_text.split())


def reporting_place(report: Report) -> str | None:
    """Return the id of the reporting province: the issuer's, else what the letterhead names."""
    document = report.document
    if document.agency_id and "/" in document.agency_id:
        prefix = document.agency_id.partition("/")[0]
        if province(prefix):
            return prefix
    named = (document.agency_name, document.parent_name, document.issued_place, document.recipient)
    for text in named:
        if text and (found := find_place(text)):
            return found[0]
    return None
