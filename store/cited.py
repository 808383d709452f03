"""Citations of the whole store with who makes them: what comparing reports and registers reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from normalize.schema import Evidence, Mention
from store.database import Store
from store.owners import Reporter, owner_of

_MENTION = (
    "mention_id",
    "ordinal",
    "raw_text",
    "kind_word",
    "kind",
    "symbol_kind",
    "number",
    "year_part",
    "symbol",
    "grammar",
    "issued_on",
    "date_text",
    "issuer_id",
    "issuer_text",
    "subject",
    "citation_key",
    "block_id",
    "table_id",
    "row",
    "col",
    "page",
    "bbox",
)
_REPORTER = ("agency_id", "agency_name", "parent_name", "issued_place", "recipient")
_SQL = f"""
SELECT {", ".join(f'm."{name}"' for name in _MENTION)},
       {", ".join(f"d.{name}" for name in _REPORTER)},
       m.doc_id, m.report_id, d.file_name, period_name(d.period_kind, d.period_to), b.section,
       coalesce(m.page, b.page)
FROM current_mentions m
JOIN current_documents d USING (doc_id)
LEFT JOIN blocks b USING (block_id)
WHERE NOT m.is_own AND {{condition}}
ORDER BY m.doc_id, m.ordinal
"""
# All that `load_cited` tells of the citations of one number and symbol, as three numbers that
# change when any of it does, whatever the order.
_DIGEST = """
SELECT number, symbol, concat_ws(' ', count(*), sum(hash(told)), bit_xor(hash(told))) AS digest
FROM ({told}) told GROUP BY number, symbol
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation, whose document it names, and which report makes it where."""

    mention: Mention
    owner: str | None
    doc_id: str
    report_id: str
    source: str  # who says so: "Sở Tài chính, 2023"
    place: str  # "bao-cao.docx, mục I.3, trang 5"

    @property
    def issued_on(self) -> date:
        """Return the day; only of citations that were asked for with one."""
        assert self.mention.issued_on is not None
        return self.mention.issued_on

    def evidence(self) -> Evidence:
        """Return the citation as evidence, under the name of who makes it."""
        mention = self.mention
        return Evidence(
            label=self.source,
            value=" ".join(mention.raw_text.split()),
            where=self.place,
            mention_id=mention.mention_id,
            table_id=mention.table_id,
            row=mention.row,
            col=mention.col,
            block_id=mention.block_id,
            page=mention.page,
            bbox=mention.bbox,
        )


def load_cited(store: Store, condition: str, parameters: object = ()) -> Iterator[Cited]:
    """Yield the citations of current reports that a condition on `m` selects, in reading order."""
    cut = len(_MENTION)
    who = cut + len(_REPORTER)
    for row in store.rows(_SQL.format(condition=condition), parameters):
        reporter = _reporter(*row[cut:who])
        # The store keeps what was valid when it was written: nothing is to be checked again.
        mention = Mention.model_construct(**dict(zip(_MENTION, row[:cut], strict=True)))
        doc_id, report_id, file_name, period, section, page = row[who:]
        source = ", ".join(filter(None, (reporter.agency_name, period))) or file_name
        where = (file_name, section and f"mục {section}", page and f"trang {page}")
        yield Cited(
            mention=mention,
            owner=owner_of(mention, reporter),
            doc_id=doc_id,
            report_id=report_id,
            source=source,
            place=", ".join(filter(None, where)),
        )


def digests_of(condition: str) -> str:
    """Return a query for one row a number and symbol: `digest` is the same for the same citations.

    What is told of a number and symbol can be kept as long as their digest is the same.
    """
    told = _SQL.format(condition=condition).rpartition("ORDER BY")[0]
    return _DIGEST.format(told=told)


def reporters(store: Store) -> list[Reporter]:
    """Return the agencies of current reports, each once."""
    columns = ", ".join(_REPORTER)
    rows = store.rows(f"SELECT DISTINCT {columns} FROM current_documents ORDER BY ALL")
    return [_reporter(*row) for row in rows]


@lru_cache(maxsize=4096)
def _reporter(*facts: str | None) -> Reporter:
    return Reporter(*facts)
