"""The catalogues as records and as text: rules, forms, kinds."""

from __future__ import annotations

import textwrap

from normalize.vocabulary import kinds

from normalize.catalogue import Rule, rules
from normalize.forms import catalogue
from store.wording import say

Row = dict[str, object]


def rule_rows() -> list[Row]:
    """Return one record a rule, by code."""
    return [rule.model_dump() for rule in rules().values()]


def form_rows() -> list[Row]:
    """Return one record a form version, by code."""
    return [form.model_dump(mode="json") for form in catalogue()]


def kind_rows() -> list[Row]:
    """Return one record a kind of document, in the lexicon's order."""
    return [kind.model_dump(mode="json") for kind in kinds()]


def explain(rule: Rule, lang: str) -> str:
    """Return one rule explained for a person: what, why, by which act, and two examples."""
    english = lang == "en"
    level = say(f"level.{rule.level}", lang)
    parts = [
        f"{rule.code} {rule.slug} ({level})",
        rule.message_en if english else rule.message,
        f"{say('catalogue.why', lang)}: {rule.rationale_en if english else rule.rationale}",
        f"{say('catalogue.source', lang)}: {rule.source}",
        f"{say('catalogue.fires', lang)}:\n{_indented(rule.example)}",
        f"{say('catalogue.silent', lang)}:\n{_indented(rule.counter_example)}",
    ]
    if not rule.on:
        parts.append(say("catalogue.off", lang, code=rule.code))
    return "\n\n".join(parts) + "\n"


def _indented(text: str) -> str:
    return textwrap.indent(text.strip("\n"), "    ")
