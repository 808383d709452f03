"""What `rebuild` and `verify` did, as a person or a program reads it."""

from __future__ import annotations

import json
from dataclasses import asdict

from store.integrity import Verified
from store.rebuilding import Rebuilt
from store.wording import say

_SHOWN = 20  # names of a list that a terminal shows


def rebuilt_text(done: Rebuilt, lang: str) -> str:
    """Return what a rebuilding did, in lines."""
    lines = []
    if done.replaced:
        slots = {"documents": done.documents, "failed": len(done.failed), "seconds": done.seconds}
        lines.append(say("rebuild.done", lang, **slots))
        if done.source != "database":
            lines.append(say(f"rebuild.from_{done.source}", lang))
    else:
        lines += _listed("rebuild.kept", lang, done.worse)
    if done.lost:
        lines += _listed("rebuild.lost", lang, done.lost)
    if done.set_aside:
        lines.append(say("rebuild.aside", lang, path=done.set_aside))
    return "\n".join(lines) + "\n"


def rebuilt_json(done: Rebuilt) -> str:
    """Return the same as one JSON object."""
    record = {**asdict(done), "set_aside": done.set_aside and str(done.set_aside)}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def verified_text(found: Verified, lang: str) -> str:
    """Return what a verification found, a problem a line."""
    lines = [
        f"{say(f'level.{each.level}', lang)} {each.code}  {each.subject}: "
        f"{each.message_en if lang == 'en' else each.message}"
        for each in found.problems
    ]
    if found.again:
        lines.append(say("verify.again", lang, count=found.again))
    lines.append(
        say(
            "verify.faulty" if found.problems else "verify.sound",
            lang,
            documents=found.documents,
            originals=found.originals,
            seconds=found.seconds,
            errors=found.errors,
            warnings=len(found.problems) - found.errors,
        )
    )
    if found.errors:
        lines.append(say("verify.rebuild", lang))
    return "\n".join(lines) + "\n"


def verified_json(found: Verified) -> str:
    """Return the same as one JSON object."""
    record = {**asdict(found), "errors": found.errors}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _listed(key: str, lang: str, names: list[str]) -> list[str]:
    return [say(key, lang, count=len(names)), *(f"  {name}" for name in sorted(names)[:_SHOWN])]
