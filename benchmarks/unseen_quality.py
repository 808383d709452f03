"""Reports of offices that nothing was tuned to: citations, false alarms, planted faults found.

    python benchmarks/unseen_quality.py [--family first|third] [--routes text,docx,pdf] [--show]

Clean made-up reports of two families (`reports/departments.py`, `reports/districts.py`), or of the
third, written without sight of the program (`reports/third.py`, `--seeds 100-119`, and on request
the route `scan`), give precision and recall of citations (strict: kind, number, year part, symbol,
date) and the false alarms by level; then each fault of `reports/plants.py` is put into several of
them, one at a time, and must be found by its rule; those of the third family
(`reports/third_plants.py`) also where they stand.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "reports"))

from departments import Office, offices, write_report
from districts import elsewhere, write_elsewhere
from model import SampleReport
from plants import plants
from third import Key, bodies, write_third
from third_plants import third_plants
from writers import write_docx, write_text

from extract.options import ReadOptions
from normalize.schema import Report
from store.task import process


def _pdf(report: SampleReport, path: Path) -> None:
    from quick import write_pdf

    write_pdf(report, path)


def _scan(report: SampleReport, path: Path) -> None:
    from scans import WEARS, print_reports, scan
    from unseen import Unseen

    wear = next(iter(WEARS.values()))
    printed = Unseen("third", report, (), "", "", date(2024, 1, 1))
    path.write_bytes(scan(print_reports([printed], [wear])[0], printed, wear))


ROUTES: dict[str, tuple[str, Callable[[SampleReport, Path], None]]] = {
    "text": ("report.txt", write_text),
    "docx": ("report.docx", write_docx),
    "pdf": ("report.pdf", _pdf),
    "scan": ("report.pdf", _scan),
}


# Its name, what it prints, what it cites.
CleanReport = tuple[str, SampleReport, Counter[Key]]


def made() -> Iterator[tuple[Office, Callable[[Office], SampleReport]]]:
    """Yield every office with what writes its report."""
    yield from ((office, write_report) for office in offices())
    yield from ((office, write_elsewhere) for office in elsewhere())


def read(report: SampleReport, route: str) -> Report:
    """Return what the program makes of the report, written and read on one route."""
    name, write = ROUTES[route]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(report, path)
        return process(
            path.read_bytes(), name, ReadOptions(ocr="auto" if route == "scan" else "never")
        )


def score(wanted: Counter[Key], found: Report) -> tuple[Counter[str], list[str]]:
    """Return tp, fp, fn of a report's citations, and what went wrong."""
    read_as = Counter(
        (m.kind, m.number, m.year_part, m.symbol, m.issued_on.isoformat() if m.issued_on else None)
        for m in found.mentions
        if not m.is_own
    )
    missed, false = wanted - read_as, read_as - wanted
    wrong = [f"missed {key}" for key in missed] + [f"false {key}" for key in false]
    hits = (wanted & read_as).total()
    return Counter(tp=hits, fn=missed.total(), fp=false.total()), wrong


def first_clean() -> Iterator[CleanReport]:
    """Yield the clean reports of the first two families."""
    for office, write in made():
        report = write(office)
        yield office.name, report, Counter(c.key() for c in office.cited)


def third_clean(seeds: range, every: int) -> Iterator[CleanReport]:
    """Yield every `every`-th clean report of the third family."""
    for seed, body in ((n, body) for n in seeds for body in list(bodies(n))[::every]):
        report = write_third(body, seed)
        yield f"{seed} {body.agency}", report, Counter(act.key() for act in body.cited)


def clean(reports: Iterable[CleanReport], route: str) -> tuple[Counter[str], list[str]]:
    """Return the counts over clean reports on a route, and what went wrong in them."""
    counts: Counter[str] = Counter()
    wrong = []
    for name, report, wanted in reports:
        found = read(report, route)
        some, why = score(wanted, found)
        counts += some
        wrong += [f"{name}: {line}" for line in why]
        for finding in found.findings:
            counts[finding.level] += 1
            if finding.level != "note":
                wrong.append(f"{name}: {finding.rule} {finding.level} {finding.message}")
    return counts, wrong


def planted(route: str, every: int = 6) -> Iterator[tuple[str, str, int, int, list[str]]]:
    """Yield rule, fault, how often put in, how often found, and in which reports it was missed.

    Each fault goes into every `every`-th report, another first one each time.
    """
    for number, plant in enumerate(plants()):
        if route not in plant.routes:
            continue
        put = hits = 0
        missed = []
        for place, (office, write) in enumerate(made()):
            if (place + number) % every:
                continue
            report = plant.put(write(office), office)
            if report is None:
                continue
            put += 1
            rules = {finding.rule for finding in read(report, route).findings}
            hits += plant.rule in rules
            if plant.rule not in rules:
                missed.append(f"{office.name} ({', '.join(sorted(rules))})")
        yield plant.rule, plant.name, put, hits, missed


def third_planted(
    route: str, seeds: range, every: int = 4
) -> Iterator[tuple[str, str, int, int, list[str]]]:
    """Yield the same as `planted` for the third family; a finding elsewhere does not count."""
    for number, plant in enumerate(third_plants()):
        put = hits = 0
        missed = []
        for place, body in enumerate(body for seed in seeds for body in bodies(seed)):
            if (place + number) % every:
                continue
            done = plant.put(write_third(body, seeds[place // 14]), body)
            if done is None:
                continue
            put += 1
            found = read(done[0], route)
            if stands(found, plant.rule, done[1]):
                hits += 1
            else:
                rules = sorted({finding.rule for finding in found.findings})
                missed.append(f"{body.agency} ({', '.join(rules)})")
        yield plant.rule, plant.name, put, hits, missed


def stands(found: Report, rule: str, words: str) -> bool:
    """Tell whether a finding of the rule is at a mention, or has evidence, with these words."""
    raw = {mention.mention_id: mention.raw_text for mention in found.mentions}
    return any(
        words in " ".join((raw.get(f.mention_id or "", ""), f.message, *map(str, f.evidence)))
        for f in found.findings
        if f.rule == rule
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--routes", default="text,docx,pdf")
    parser.add_argument("--show", action="store_true", help="tell what went wrong")
    parser.add_argument("--family", choices=("first", "third"), default="first")
    parser.add_argument("--seeds", default="100-102", help="of the third family")
    words = parser.parse_args()
    first, last = map(int, words.seeds.split("-"))
    third, seeds = words.family == "third", range(first, last + 1)
    for route in words.routes.split(","):
        # A scan takes half a minute: every fifth report, and clean ones only.
        reports = third_clean(seeds, 5 if route == "scan" else 1) if third else first_clean()
        counts, wrong = clean(reports, route)
        tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
        print(
            f"{route:<5} clean: precision {tp / (tp + fp):.2%}, recall {tp / (tp + fn):.2%} of "
            f"{tp + fn} citations; false alarms: {counts['error']} errors, {counts['warning']} "
            f"warnings, {counts['note']} notes"
        )
        print(*(f"    {line}" for line in wrong if words.show), sep="\n", end="")
        if route == "scan":
            continue
        all_put = all_hits = 0
        for rule, name, put, hits, missed in (
            third_planted(route, seeds) if third else planted(route)
        ):
            all_put, all_hits = all_put + put, all_hits + hits
            if hits < put or words.show:
                print(f"  {rule} {hits} of {put}  {name}")
                print(*(f"      not in {line}\n" for line in missed), sep="", end="")
        print(f"{route:<5} planted: {all_hits} of {all_put} found ({all_hits / all_put:.1%})")


if __name__ == "__main__":
    main()
