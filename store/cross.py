"""After every batch: what several reports, or an office's register, say against each other."""

from __future__ import annotations

from extract.registry import load_modules
from normalize.catalogue import selected
from store.contradictions import Contradiction, to_rows
from store.database import Store


def compare(store: Store) -> None:
    """Find again all that needs several documents; part of the caller's transaction.

    What the last batch found so is replaced; the outcome depends on what is stored alone.
    """
    store.run("DELETE FROM document_findings WHERE origin = 'store'")
    found: list[Contradiction] = []
    for module in load_modules("store.crossing"):
        found += (each for each in module.compare(store) if list(selected([each.finding])))
    store.append("document_findings", to_rows(found))
    store.run(
        "UPDATE mentions SET well_formed = NOT well_formed WHERE well_formed = (mention_id IN "
        "(SELECT mention_id FROM document_findings WHERE level = 'error' AND mention_id <> ''))"
    )
