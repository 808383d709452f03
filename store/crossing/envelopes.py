"""DOC505: an edXML message whose header says another number or date than the document prints."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.catalogue import finding
from normalize.citing import write_date
from normalize.schema import Evidence, Located
from store.contradictions import Contradiction
from store.database import Store

# Of a message only the one file that bears a letterhead is what its header speaks of.
_SQL = """
SELECT d.doc_id, d.file_name, d.number, d.symbol, d.issued_on,
       m.file_name, m.number, m.symbol, m.issued_on, m.agency_name
FROM documents d JOIN documents m ON m.doc_id = d.parent_doc AND m.media_type = 'edxml'
WHERE d.status <> 'failed' AND d.kind IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY m.doc_id) = 1
ORDER BY d.doc_id
"""


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield what a message says otherwise than its document; blanks contradict nothing."""
    for doc_id, file, number, symbol, on, message, *told in store.rows(_SQL):
        told_number, told_symbol, told_on, sender = told
        pairs = (
            ("số", _plain(number), _plain(told_number)),
            ("ký hiệu", symbol, told_symbol),
            ("ngày", on and write_date(on), told_on and write_date(told_on)),
        )
        wrong = [(name, ours, theirs) for name, ours, theirs in pairs if ours and theirs]
        wrong = [each for each in wrong if each[1].casefold() != each[2].casefold()]
        if not wrong:
            continue
        yield Contradiction(
            doc_id=doc_id,
            finding=finding(
                "DOC505",
                Located(),
                evidence=[
                    *(
                        Evidence(label=f"{name} in", value=ours, where=file)
                        for name, ours, _ in wrong
                    ),
                    *(
                        Evidence(label=f"{name} trong edXML", value=theirs, where=message)
                        for name, _, theirs in wrong
                    ),
                ],
                printed=", ".join(f"{name} {ours}" for name, ours, _ in wrong),
                message=", ".join(f"{name} {theirs}" for name, _, theirs in wrong),
                sender=sender or message,
            ),
            about=tuple(f"{name} {ours} {theirs}" for name, ours, theirs in wrong),
        )


def _plain(number: str | None) -> str | None:
    return number.lstrip("0") if number else None
