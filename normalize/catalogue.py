"""The rule catalogue: codes, levels, sentences and examples from `checks/rules/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extract.registry import load_modules
from normalize.schema import Evidence, Finding, Level, Located, Report

RULES = Path(__file__).parent / "checks" / "rules"


class Rule(BaseModel):
    """One rule as its catalogue file tells it; sentences take `str.format` slots."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    slug: str
    level: Level
    message: str  # Vietnamese
    message_en: str
    rationale: str  # Vietnamese
    rationale_en: str
    source: str  # decree and article, or the observation that taught us
    example: str  # report text (or a TSV table) that fires
    counter_example: str  # report text that must not
    on: bool = True  # off by default when False
    compares: bool = False  # needs several files: examples are files, each below `==== name`


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by code, sorted.

    Raises:
        ValueError: when a code stands in two files.
    """
    found: dict[str, Rule] = {}
    for path in sorted(RULES.glob("*.toml")):
        for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"{path.name}: {code} stands twice")
            found[code] = Rule(code=code, **entry)
    return dict(sorted(found.items()))


def finding(
    code: str,
    at: Located | None = None,
    *,
    suggestion: str | None = None,
    evidence: Iterable[Evidence] = (),
    mention_id: str | None = None,
    table_id: str | None = None,
    **slots: object,
) -> Finding:
    """Return a finding of the rule, its sentences filled with `slots`, placed where `at` is."""
    rule = rules()[code]
    return Finding(
        rule=code,
        level=rule.level,
        message=rule.message.format(**slots),
        message_en=rule.message_en.format(**slots),
        suggestion=suggestion,
        evidence=tuple(evidence),
        mention_id=mention_id if mention_id is not None else getattr(at, "mention_id", None),
        table_id=table_id if table_id is not None else getattr(at, "table_id", None),
        block_id=at.block_id if at else None,
        page=at.page if at else None,
        bbox=at.bbox if at else None,
    )


def run_checks(report: Report) -> Iterator[Finding]:
    """Yield the findings of every check module on the report, in the modules' order."""
    for module in load_modules("normalize.checks"):
        yield from module.check(report)


def selected(
    findings: Iterable[Finding], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Iterator[Finding]:
    """Yield the findings whose code a prefix of `select` takes and none of `ignore` refuses.

    Without `select`, rules that are off by default stay silent.
    """
    wanted, refused = tuple(select), tuple(ignore)
    for found in findings:
        taken = found.rule.startswith(wanted) if wanted else rules()[found.rule].on
        if taken and not (refused and found.rule.startswith(refused)):
            yield found
