"""Writes `docs/questions.md`: `python docs/questions.py`; a test compares the page.

Every ready question, and three worked examples of every view, answered from `samples/`.
"""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pyarrow as pa

from extract.options import ReadOptions
from store.corrections import correct
from store.database import Store, open_store
from store.export import to_text
from store.ingest import ingest
from store.queries import questions, run_sql

DOCS = Path(__file__).parent
SHOWN = 8  # rows
INTRO = """# Questions to the store

<!-- Made by `python docs/questions.py`; change docs/questions.toml or store/named/. -->

`trichluc sql "SELECT …"` reads the store and nothing else: no file, no network, no change; it ends
after `--timeout` seconds (60) and returns `--limit` rows at most. `-o FILE --format xlsx` writes
real numbers and dates. `trichluc sql --list` lists the ready questions; `--named` runs one, with
`--param name=value` or, for its first parameter, the bare word:
`trichluc sql --named who-cites 1911/QĐ-UBND`.

## Ready questions

| Name | Answers | Câu hỏi | Parameters |
|---|---|---|---|
"""


def questions_page() -> str:
    """Return the page, its answers taken from a store of the samples."""
    lines = [INTRO.rstrip("\n")]
    for one in questions().values():
        parameters = ", ".join(f"`{name}`" for name in one.parameters)
        lines.append(f"| `{one.name}` | {one.title_en} | {one.title} | {parameters} |")
    lines += [
        "",
        "## Views",
        "",
        "The answers are those of the reports in `samples/`, two values corrected by a reviewer.",
        "",
    ]
    told = tomllib.loads((DOCS / "questions.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "samples.duckdb"
        ingest([DOCS.parent / "samples"], db, jobs=1, options=ReadOptions(ocr="never"))
        with open_store(db, read_only=False) as store:
            _correct(store)
        with open_store(db) as store:
            for view, entry in sorted(told.items()):
                lines += [f"### {view}", "", entry["about"], ""]
                for question, sql in entry["examples"]:
                    lines += [f"**{question}**", "", "```sql", sql, "```", "", "```text"]
                    lines += [_answer(store, sql), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _correct(store: Store) -> None:
    """Correct a figure and a citation of the report of Sở Nội vụ, as a reviewer would."""
    figure = store.row(
        "SELECT figure_id FROM current_figures WHERE agency_name = 'Sở Nội vụ' AND value = 142 "
        "AND column_no = 3 AND form_code = 'II.06a'"
    )
    mention = store.row(
        "SELECT mention_id FROM current_mentions m JOIN current_documents d USING (doc_id) "
        "WHERE d.agency_name = 'Sở Nội vụ' AND m.number = '2290'"
    )
    assert figure and mention
    correct(store, "figure", figure[0], "value", "141", "Lan", "96 + 40 + 5")
    correct(store, "mention", mention[0], "number", "2291", "Lan", "bản giấy")


def _answer(store: Store, sql: str) -> str:
    table: pa.Table = run_sql(store, sql)
    text = to_text(table.slice(0, SHOWN), "table", 100).rstrip()
    shown = "\n".join(line.rstrip() for line in text.splitlines())
    return f"{shown}\n… {table.num_rows} rows" if table.num_rows > SHOWN else shown


if __name__ == "__main__":
    (DOCS / "questions.md").write_text(questions_page(), encoding="utf-8")
