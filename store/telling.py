"""Imports and differences as a person or a program reads them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

from store.differences import Difference, ReferenceChange, Side
from store.register import Imported
from store.wording import say


def imported_text(done: Imported, lang: str) -> str:
    """Return what an import took in, by symbol and year, and each line nobody understood."""
    lines = [
        say("register.imported", lang, count=len(done.entries), file=done.file),
        *(f"  {symbol} {year}: {count}" for symbol, year, count in done.series()),
    ]
    if done.repeated:
        lines.append(say("register.repeated", lang, count=done.repeated))
    if done.replaced:
        lines.append(say("register.replaced", lang, count=done.replaced))
    if done.misread:
        lines.append(say("register.misread", lang, count=len(done.misread)))
    for line in done.misread:
        place = f"{line.sheet}, " if line.sheet else ""
        reason = line.reason_en if lang == "en" else line.reason
        lines.append(
            "  "
            + say("register.line", lang, place=place, row=line.row, reason=reason)
            + f": {line.text}"
        )
    return "\n".join(lines) + "\n"


def imported_json(done: Imported) -> str:
    """Return the same as one JSON object."""
    record = {
        "file": done.file,
        "imported": len(done.entries),
        "repeated": done.repeated,
        "replaced": done.replaced,
        "series": [
            {"symbol": symbol, "year": year, "documents": count}
            for symbol, year, count in done.series()
        ],
        "misread": [asdict(line) for line in done.misread],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def difference_text(found: Difference, lang: str) -> str:
    """Return two documents' differences, one a line: + new, - gone, ~ changed."""
    lines = [f"--- {_name(found.a)}", f"+++ {_name(found.b)}"]
    if not (found.heading or found.figures or found.references or found.findings):
        return "\n".join([*lines, say("diff.same", lang)]) + "\n"
    if found.heading:
        lines += ["", say("diff.heading", lang, count=len(found.heading))]
    for told in found.heading:
        values = " → ".join(text for text in (told.before, told.after) if text is not None)
        lines.append(f"  {_SIGNS[told.change]} {say(f'diff.{told.field}', lang)}: {values}")
    if found.figures:
        lines += ["", say("diff.figures", lang, count=len(found.figures))]
    for figure in found.figures:
        values = " → ".join(text for text in (figure.before, figure.after) if text is not None)
        lines.append(f"  {_SIGNS[figure.change]} {figure.where}: {values}")
    if found.references:
        lines += ["", say("diff.references", lang, count=len(found.references))]
    for reference in found.references:
        lines.append(
            f"  {_SIGNS[reference.change]} {reference.citation} {_dates(reference, lang)} "
            f"[{reference.where}]"
        )
    if found.findings:
        counts = Counter(finding.change for finding in found.findings)
        new, gone = counts["added"], counts["removed"]
        lines += ["", say("diff.findings", lang, added=new, removed=gone)]
    for finding in found.findings:
        message = finding.message_en if lang == "en" else finding.message
        level = say(f"level.{finding.level}", lang)
        lines.append(f"  {_SIGNS[finding.change]} {level} {finding.rule}  {message}")
    return "\n".join(lines) + "\n"


def difference_json(found: Difference) -> str:
    """Return the same as one JSON object."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def _name(side: Side) -> str:
    parts = (side.file_name, side.department, side.number, side.doc_id[:12])
    return " · ".join(part for part in parts if part)


def _dates(reference: ReferenceChange, lang: str) -> str:
    return " → ".join(
        say("diff.dated", lang, date=day) if day else say("diff.undated", lang)
        for day in (reference.before, reference.after)
        if day is not None
    )
