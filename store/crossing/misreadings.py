"""REF115 on scans: a symbol nobody knows, and the register holds the number and day under its like.

The lexicon and the report itself repair what they can when a report is read; what they leave is
held against the imported registers, which know each number of a day.
"""

from __future__ import annotations

from collections.abc import Iterator

from normalize.catalogue import finding
from normalize.citations.misreadings import has_unknown_token
from normalize.citing import distance, write_date, write_number
from normalize.schema import Evidence
from store.cited import Cited, load_cited
from store.contradictions import Contradiction
from store.database import Store
from store.listed import place_of_line

_MOST = 2  # letters in which the register's symbol may differ
# Scanned citations whose number and day the register holds, but under no such symbol.
_OTHERWISE = """
m.confidence IS NOT NULL AND m.issued_on IS NOT NULL
AND (m.number, m.issued_on) IN (SELECT (number, issued_on) FROM register)
AND (m.number, m.issued_on, m.symbol) NOT IN (
    SELECT (number, issued_on, symbol) FROM register WHERE issued_on IS NOT NULL
)
"""
_LISTED = """
SELECT DISTINCT ON (symbol) symbol, issued_on, title, source_file, "row" FROM register
WHERE number = ? AND issued_on = ? ORDER BY symbol, source_file, "row"
"""


def compare(store: Store) -> Iterator[Contradiction]:
    """Yield the scanned symbols that can only be another one of a register."""
    if store.row("SELECT 1 FROM register LIMIT 1") is None:
        return
    for cited in load_cited(store, _OTHERWISE):
        symbol = cited.mention.symbol or ""
        if has_unknown_token(symbol):
            yield from _repaired(store, cited, symbol)


def _repaired(store: Store, cited: Cited, symbol: str) -> Iterator[Contradiction]:
    mention = cited.mention
    rows = store.rows(_LISTED, [mention.number, cited.issued_on])
    near = [row for row in rows if distance(row[0], symbol) <= _MOST]
    if len(near) != 1:
        return
    right, on, title, file, line = near[0]
    written = f"{write_number(mention, symbol=right)} ngày {write_date(on)}"
    evidence = Evidence(
        label="sổ đăng ký",
        value=written + (f" ({title})" if title else ""),
        where=place_of_line(file, line),
    )
    found = finding(
        "REF115",
        mention,
        suggestion=written,
        evidence=(cited.evidence(), evidence),
        citation=write_number(mention),
        written=mention.symbol_text or symbol,
        symbol=right,
    )
    yield Contradiction(cited.doc_id, found, (write_number(mention), str(on), right))
