"""After every batch: what several reports, or an office's register, say against each other."""

from __future__ import annotations

from extract.registry import load_modules
from normalize.catalogue import selected
from normalize.pipeline import program_version
from store.contradictions import Contradiction, to_rows
from store.crossing import dates
from store.database import Store, state
from store.statements import loaded_once

_FOUND = f"""
INSERT INTO compared BY NAME
SELECT d.number, d.symbol, d.digest,
       coalesce(list_sort(list(f.finding_id) FILTER (f.finding_id IS NOT NULL)), []) AS finding_ids
FROM due d
LEFT JOIN current_mentions m ON m.number = d.number AND m.symbol = d.symbol
LEFT JOIN document_findings f
  ON f.mention_id = m.mention_id AND f.rule = '{dates.RULE}' AND f.origin = 'store'
GROUP BY ALL ORDER BY ALL
"""


def compare(store: Store) -> None:
    """Find all that needs several documents; part of the caller's transaction.

    What the last batch found so is replaced, but for dates that nothing new is said of; the outcome
    depends on what is stored alone.
    """
    _find_due(store)
    found: list[Contradiction] = []
    with loaded_once(store):
        for module in load_modules("store.crossing"):
            found += (each for each in module.compare(store) if list(selected([each.finding])))
    store.append("document_findings", to_rows(found))
    store.run(_FOUND)
    store.run("DROP TABLE due")
    store.run(
        "UPDATE mentions SET well_formed = NOT well_formed WHERE well_formed = (mention_id IN "
        "(SELECT mention_id FROM document_findings WHERE level = 'error' AND mention_id <> ''))"
    )


def _find_due(store: Store) -> None:
    """Fill the table `due` with what dates must be judged again; drop all findings but the others'.

    Due are numbers and symbols whose citations have changed since, or whose findings went with a
    document that was read again.
    """
    program = f"{program_version()} {state(store, 'views')}"
    told = {row[:2]: f"{program} {row[2]}" for row in store.rows(dates.digests())}
    there = {
        found
        for (found,) in store.rows(
            "SELECT finding_id FROM document_findings WHERE rule = ? AND origin = 'store'",
            [dates.RULE],
        )
    }
    standing = [
        (number, symbol, digest, found)
        for number, symbol, digest, found in store.rows("SELECT * FROM compared")
        if told.get((number, symbol)) == digest and there.issuperset(found)
    ]
    kept = [each for _, _, _, found in standing for each in found]
    store.run(
        "DELETE FROM document_findings WHERE origin = 'store' AND finding_id NOT IN "
        "(SELECT unnest(?::VARCHAR[]))",
        [kept],
    )
    due = told.keys() - {(number, symbol) for number, symbol, _, _ in standing}
    names = ("number", "symbol", "digest", "finding_ids")
    store.run("DELETE FROM compared")
    store.append("compared", [dict(zip(names, row, strict=True)) for row in standing])
    store.run("CREATE OR REPLACE TEMP TABLE due (number VARCHAR, symbol VARCHAR, digest VARCHAR)")
    store.append("due", [dict(zip(names, (*key, told[key]), strict=False)) for key in sorted(due)])
