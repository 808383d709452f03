"""Imports and differences as a person or a program reads them."""

from __future__ import annotations

import json
from dataclasses import asdict

from store.register import Imported
from store.wording import say


def imported_text(done: Imported, lang: str) -> str:
    """Return what an import took in, by symbol and year, and each line nobody understood."""
    lines = [
        say("register.imported", lang, count=len(done.entries), file=done.file),
        *(f"  {symbol} {year}: {count}" for symbol, year, count in done.series()),
    ]
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
        "replaced": done.replaced,
        "series": [
            {"symbol": symbol, "year": year, "documents": count}
            for symbol, year, count in done.series()
        ],
        "misread": [asdict(line) for line in done.misread],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
