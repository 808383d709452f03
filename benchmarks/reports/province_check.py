"""Compares every number of every aggregate of a made-up province with the truth."""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from province import FORMS, LEVELS, Province, added, invent, write_province

from extract.folding import skeleton
from normalize.forms import find_form
from store.aggregate import aggregate, to_arrow
from store.aggregate_xlsx import write_xlsx
from store.database import Store, open_store
from store.ingest import ingest


@dataclass
class Outcome:
    """How many numbers were compared, and where the aggregate differs."""

    compared: int = 0
    wrong: list[str] = field(default_factory=list)

    def hold(self, where: str, told: object, true: object) -> None:
        """Take in one comparison."""
        self.compared += 1
        if told != true:
            self.wrong.append(f"{where}: {told}, true is {true}")


def compare(store: Store, made: Province) -> Outcome:
    """Return the outcome for all forms, periods, departments, fields, levels and totals."""
    found = Outcome()
    for code in FORMS:
        for period in made.periods:
            for by in ("department", "field"):
                rows = to_arrow(aggregate(store, code, period, by)).to_pylist()
                _compare(found, made, code, period, by, rows)
    return found


def _compare(
    found: Outcome, made: Province, code: str, period: str, by: str, rows: list[dict[str, object]]
) -> None:
    form = find_form(code)
    assert form is not None
    for part in form.parts:
        told = {
            (row["row_kind"], skeleton(str(row[by]))): row
            for row in rows
            if row["part"] == part.name
        }
        wanted = dict(_wanted(made, code, period, by, part.name))
        if set(told) != set(wanted):
            found.wrong.append(f"{code} {period} {by}: rows {sorted(set(told) ^ set(wanted))}")
        for key, true in wanted.items():
            for column in part.columns:
                if column.kind == "count" and key in told:
                    where = f"{code} {part.name or ''} {period} {key} ({column.number})"
                    found.hold(where, told[key][column.indicator], true(column.number))
                elif column.kind == "percent" and key in told:
                    rate = next(r for r in part.ratios if r.column == column.number)
                    base = dict(_wanted(made, code, period, by, rate.base_part))[key]
                    top, below = true(rate.numerator), base(rate.base)
                    share = None if top is None or not below else round(100 * top / below, 2)
                    shown = told[key][column.indicator]
                    near = shown == share
                    if shown is not None and share is not None:
                        near = abs(float(shown) - share) < 0.0051
                    found.hold(f"{code} {period} {key} rate {shown} {share}", near, True)


def _wanted(made, code, period, by, part) -> Iterator[tuple[tuple[str, str], object]]:  # type: ignore[no-untyped-def]
    """Yield (kind of row, folded label) and the function that gives its number of a column."""
    forms = made.truth[code]
    names = {d.name: d for d in made.departments}

    def summed(wanted):  # type: ignore[no-untyped-def]
        rows = [
            row
            for (name, when, of), told in forms.items()
            if (when, of) == (period, part)
            for label, row in told.items()
            if wanted(names[name], label)
        ]
        return lambda column: added(row[column] for row in rows)

    if by == "field":
        labels = {label for (_, when, _), told in forms.items() if when == period for label in told}
        for label in labels:
            yield ("line", skeleton(label)), summed(lambda _, own, label=label: own == label)
    else:
        for name in names:
            yield ("line", skeleton(name)), summed(lambda who, _, name=name: who.name == name)
        levels = {d.level for d in made.departments}
        words = {
            "province": "Cộng cấp tỉnh",
            "district": "Cộng cấp huyện",
            "commune": "Cộng cấp xã",
        }
        for level in LEVELS if len(levels) > 1 else ():
            if level in levels:
                yield (
                    ("subtotal", skeleton(words[level])),
                    summed(lambda who, _, level=level: who.level == level),
                )
    yield ("total", skeleton("Tổng cộng")), summed(lambda who, _: True)


def recompute(store: Store, made: Province, folder: Path) -> Outcome:
    """Return how the last period's workbooks, computed by LibreOffice, agree with the lines."""
    found = Outcome()
    folder.mkdir(exist_ok=True)
    results = {code: aggregate(store, code, made.periods[-1]) for code in FORMS}
    for code, result in results.items():
        (folder / f"{code}.xlsx").write_bytes(write_xlsx(result))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"),
            *("--headless", "--convert-to"),
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
            *("--outdir", str(folder), *map(str, sorted(folder.glob("*.xlsx")))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for code, result in results.items():
        rows = to_arrow(result).to_pylist()
        for part in result.form.parts:
            name = f"{code} {part.name}" if part.name else code
            with (folder / f"{code}-{name}.csv").open(encoding="utf-8", newline="") as file:
                shown = {line[1].removesuffix(" *"): line for line in csv.reader(file)}
            for row in rows:
                for column in part.columns if row["part"] == part.name else ():
                    if column.kind in ("count", "percent"):
                        text = shown[str(row["department"])][column.number - 1]
                        told = Decimal(text) if text else None
                        where = f"{name} {row['department']} ({column.number}) in LibreOffice"
                        found.hold(where, told, row[column.indicator])
    return found


def examine(folder: Path) -> int:
    """Write a whole province, read it, compare; return 1 when a number differs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    made = invent()
    write_province(made, folder)
    shutil.rmtree(folder / "word")
    shutil.rmtree(folder / ".profile", ignore_errors=True)
    written = time.perf_counter()
    db = folder / "tinh.duckdb"
    ingest([folder], db, jobs=2)
    read = time.perf_counter()
    with open_store(db) as store:
        outcome = compare(store, made)
        again = recompute(store, made, folder / "books")
        documents = store.row("SELECT count(*) FROM documents")
        findings = store.rows(
            "SELECT rule, level, count(*) FROM findings JOIN current_documents USING (doc_id) "
            "GROUP BY ALL ORDER BY ALL"
        )
    print(
        f"{documents and documents[0]} files, written in {written - started:.0f} s, "
        f"read in {read - written:.0f} s"
    )
    print("findings:", ", ".join(f"{rule} {level} ×{n}" for rule, level, n in findings))
    print(f"{outcome.compared} numbers of aggregates compared, {len(outcome.wrong)} wrong")
    print(f"{again.compared} numbers recomputed by LibreOffice, {len(again.wrong)} differ")
    for line in [*outcome.wrong, *again.wrong][:40]:
        print(" ", line)
    return int(bool(outcome.wrong or again.wrong))
