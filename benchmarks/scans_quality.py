"""Unseen scans against what was printed: mentions, cells, numbers, letterheads, letters, CPU time.

    python benchmarks/scans_quality.py [--wear NAME …] [--every] [--show]

Each made-up report of `benchmarks/reports/unseen.py` is printed, worn and scanned (one wear each;
`--every`: each report with each wear) and read as `ingest` reads it. Printed a line a wear, first
one for the PDFs' own text layer, last one over all scans: F1 of mentions (strict: kind, number,
year part, symbol and date all right), form cells alike, wrong numbers that a finding flags and that
none does, letterhead slots right, and wrong without a finding, character error rate of all text,
CPU seconds a page (ours and Tesseract's).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "reports"))

from scans import WEARS, Wear, print_reports, scan
from unseen import Unseen, unseen_reports

from extract.options import ReadOptions
from normalize.schema import Finding, Report, TableRecord
from store.task import process

DOUBTS = ("TXT703", "REF115")
NUMBER = re.compile(r"[0-9]")


@dataclass
class Score:
    """Counts over some scans; times in CPU seconds."""

    right: int = 0
    cited: int = 0
    found: int = 0
    cells: int = 0
    alike: int = 0
    numbers: int = 0
    flagged: int = 0
    unflagged: int = 0
    needless: int = 0  # findings of doubt on what is right
    slots: int = 0
    slots_right: int = 0
    slots_wrong: int = 0  # wrong and not flagged
    letters: int = 0
    errors: int = 0
    pages: int = 0
    cpu: float = 0.0
    notes: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another score's counts."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def f1(self) -> float:
        """Return the F1 of mentions, 0–1."""
        return 2 * self.right / (self.cited + self.found) if self.cited + self.found else 1.0

    @property
    def cell_share(self) -> float:
        """Return which share of the forms' cells is as printed, 0–1."""
        return self.alike / self.cells if self.cells else 1.0

    def line(self, name: str) -> str:
        """Return the score as one printed line."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.cited, 1)
        return (
            f"{name:17} P {precision:6.1%} R {recall:6.1%} F1 {self.f1:6.1%}"
            f"  cells {self.cell_share:6.1%} ({self.alike}/{self.cells})"
            f"  wrong numbers {self.flagged:2} flagged {self.unflagged:2} not"
            f"  right flagged {self.needless:2}/{self.numbers}"
            f"  letterhead {self.slots_right}/{self.slots}, {self.slots_wrong} wrong unflagged"
            f"  CER {self.errors / max(self.letters, 1):6.2%}"
            f"  CPU {self.cpu / max(self.pages, 1):4.2f} s/page"
        )


def measure(unseen: Unseen, wear: Wear, printed: bytes, seed: int) -> Score:
    """Return how well the scan of a printed report is read."""
    return _scored(unseen, printed, scan(printed, unseen, wear, seed), wear.form)


def _scored(unseen: Unseen, printed: bytes, data: bytes, form: str) -> Score:
    begun = os.times()
    report = process(data, f"{unseen.name}.{form}", ReadOptions(timeout=3600))
    ended = os.times()
    score = Score(pages=len(report.pages), cpu=sum(ended[:4]) - sum(begun[:4]))
    truth = process(printed, "printed.pdf", ReadOptions(ocr="never"))
    compare_mentions(score, unseen, report)
    compare_tables(score, unseen, report)
    compare_prose(score, truth, report)
    compare_letterhead(score, unseen, report)
    a, b = plain_text(truth), plain_text(report)
    score.letters, score.errors = len(a), distance(a, b)
    return score


def compare_mentions(score: Score, unseen: Unseen, report: Report) -> None:
    left = Counter(c.key for c in unseen.citations)
    doubted = {f.mention_id for f in report.findings if f.rule in DOUBTS}
    score.cited += sum(left.values())
    for m in report.mentions:
        issued = m.issued_on.isoformat() if m.issued_on else None
        key = (m.kind, m.number, m.year_part, m.symbol, issued)
        score.found += 1
        score.numbers += 1
        if left[key] > 0:
            left[key] -= 1
            score.right += 1
            score.needless += m.mention_id in doubted
        elif m.mention_id in doubted:
            score.flagged += 1
        else:
            score.unflagged += 1
            score.notes.append(f"mention {m.raw_text!r} sure {m.confidence}")
    score.notes += [f"lost {key}" for key, count in left.items() for _ in range(count)]


def compare_tables(score: Score, unseen: Unseen, report: Report) -> None:
    doubts = {
        (e.table_id, e.row, e.col) for f in report.findings if f.rule in DOUBTS for e in f.evidence
    }
    doubts |= {
        (m.table_id, m.row, m.col)
        for m in report.mentions
        if any(f.mention_id == m.mention_id for f in report.findings if f.rule in DOUBTS)
    }
    for table in report.tables:  # a cell that is doubted is so wherever its span reaches
        doubts |= {
            (table.table_id, cell.row + down, cell.col + right)
            for cell in table.cells
            if (table.table_id, cell.row, cell.col) in doubts
            for down in range(cell.row_span)
            for right in range(cell.col_span)
        }
    left = list(report.tables)
    for form in unseen.report.forms:
        rows = (form.index, *form.rows)
        best = max(left, key=lambda t: _alike(rows, t), default=None)
        if best is None:
            score.cells += sum(bool(text) for row in form.rows for text in row)
            score.notes.append(f"no table for {form.code_line}")
            continue
        left.remove(best)
        cells = {(c.row, c.col): folded(c.text) for c in best.cells}
        for printed, seen in aligned(rows, best):
            is_index = printed is form.index
            for col, text in enumerate(printed):
                was, now = folded(text), cells.get((seen, col), "") if seen is not None else ""
                if not is_index and was:
                    score.cells += 1
                    score.alike += was == now
                if not NUMBER.search(was + now) and "-" not in (was, now):
                    if was != now:
                        score.notes.append(f"cell {was!r} → {now!r}")
                    continue
                score.numbers += 1
                doubted = (best.table_id, seen, col) in doubts
                if was == now:
                    score.needless += doubted
                elif doubted:
                    score.flagged += 1
                else:
                    score.unflagged += 1
                    score.notes.append(f"{'index' if is_index else 'number'} {was!r} → {now!r}")


def compare_prose(score: Score, truth: Report, report: Report) -> None:
    text = " ".join(" ".join(b.text.split()) for b in truth.blocks)
    doubted = {(f.block_id, f.bbox) for f in report.findings if f.rule in DOUBTS}
    for figure in report.figures:
        if figure.source != "prose":
            continue
        score.numbers += 1
        wrong = " ".join(figure.raw_text.split()) not in text
        flagged = (figure.block_id, figure.bbox) in doubted
        score.needless += flagged and not wrong
        score.flagged += flagged and wrong
        if wrong and not flagged:
            score.unflagged += 1
            score.notes.append(f"figure {figure.raw_text!r} sure {figure.confidence}")


def compare_letterhead(score: Score, unseen: Unseen, report: Report) -> None:
    head = report.document
    doubted = " ".join(_told(f) for f in report.findings if f.rule in DOUBTS and not f.table_id)
    pairs = {
        "number": (unseen.number, head.number),
        "symbol": (unseen.symbol, head.symbol),
        "issued_on": (unseen.issued_on.isoformat(), str(head.issued_on)),
        "kind": ("BC", head.kind),
        "agency": (folded(unseen.report.agency), folded(head.agency_name or "").upper()),
        "signer": (folded(unseen.report.signer_name), folded(head.signer_name or "")),
    }
    for name, (was, now) in pairs.items():
        score.slots += 1
        score.slots_right += was == now
        if was != now:
            score.notes.append(f"{name} {was!r} → {now!r}")
        if name in ("number", "issued_on") and was != now and now not in (None, "None"):
            printed = head.date_text if name == "issued_on" else now
            score.slots_wrong += (printed or "") not in doubted


def _told(finding: Finding) -> str:
    return " ".join(e.value for e in finding.evidence)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def plain_text(report: Report) -> str:
    return unicodedata.normalize("NFC", " ".join(" ".join(b.text.split()) for b in report.blocks))


def _alike(rows: Sequence[Sequence[str]], table: TableRecord) -> int:
    return sum(
        (
            Counter(map(folded, (t for r in rows for t in r if t)))
            & Counter(folded(c.text) for c in table.cells)
        ).values()
    )


def aligned(
    rows: Sequence[Sequence[str]], table: TableRecord
) -> Iterator[tuple[Sequence[str], int | None]]:
    """Yield each printed row with the row of the table that is read for it, in order."""
    cells = {(c.row, c.col): folded(c.text) for c in table.cells}
    texts = [
        [cells.get((r, c), "") for c in range(table.col_count)] for r in range(table.row_count)
    ]
    sums = [[0] * (len(texts) + 1) for _ in range(len(rows) + 1)]
    worth = [
        [sum(bool(a) and folded(a) == b for a, b in zip(row, seen, strict=False)) for seen in texts]
        for row in rows
    ]
    for i in reversed(range(len(rows))):
        for j in reversed(range(len(texts))):
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], sums[i + 1][j + 1] + worth[i][j])
    i = j = 0
    while i < len(rows):
        while j < len(texts) and sums[i][j] == sums[i][j + 1]:
            j += 1
        if j < len(texts) and worth[i][j] and sums[i][j] == sums[i + 1][j + 1] + worth[i][j]:
            yield rows[i], j
            j += 1
        else:
            yield rows[i], None
        i += 1


def distance(a: str, b: str) -> int:
    """Return the edit distance of two texts.

    Source: G. Myers, A fast bit-vector algorithm for approximate string matching, 1999.
    """
    if not a:
        return len(b)
    places: dict[str, int] = {}
    for n, letter in enumerate(a):
        places[letter] = places.get(letter, 0) | 1 << n
    mask, high, score = (1 << len(a)) - 1, 1 << (len(a) - 1), len(a)
    plus, minus = mask, 0
    for letter in b:
        here = places.get(letter, 0)
        across = here | minus
        down = (((here & plus) + plus) ^ plus) | here
        up = minus | ~(down | plus) & mask
        less = plus & down
        score += bool(up & high) - bool(less & high)
        up, less = (up << 1 | 1) & mask, (less << 1) & mask
        plus, minus = less | ~(across | up) & mask, up & across
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wear", nargs="+", default=[*WEARS], help="which wears, by name")
    parser.add_argument("--every", action="store_true", help="every report with every wear")
    parser.add_argument("--show", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    reports = unseen_reports()
    names = [name for name in WEARS if name in options.wear]
    jobs = [
        (name, unseen)
        for name in names
        for unseen in (reports if options.every else [reports[[*WEARS].index(name) % len(reports)]])
    ]
    printed = print_reports([u for _, u in jobs], [WEARS[name] for name, _ in jobs])
    base = Score()
    for unseen, pdf in dict(zip((u for _, u in jobs), printed, strict=True)).items():
        base.add(_scored(unseen, pdf, pdf, "pdf"))
    _tell(base, "text layer", options.show)
    whole, part = Score(), Score()
    for n, ((name, unseen), pdf) in enumerate(zip(jobs, printed, strict=True)):
        part.add(measure(unseen, WEARS[name], pdf, n))
        if n + 1 == len(jobs) or jobs[n + 1][0] != name:
            _tell(part, name, options.show)
            whole.add(part)
            part = Score()
    print(whole.line("all"))


def _tell(score: Score, name: str, show: bool) -> None:
    print(score.line(name), flush=True)
    if show and score.notes:
        print(*(f"      {note}" for note in score.notes), sep="\n")


if __name__ == "__main__":
    main()
