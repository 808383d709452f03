"""Check of laws cited by name and number: the number of another law is a slip.

Silent unless the lexicon holds both laws, each verified: the one of that name under other numbers,
the one of that number under another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from extract.folding import fold
from normalize.catalogue import finding
from normalize.places import Places
from normalize.schema import Evidence, Finding, Mention, Report
from normalize.vocabulary import Law, laws

_BETWEEN = " \t\n(,:;-–"  # what may stand between the name and the word "số"
_AMENDING = ("của", "cua")  # "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số …"


def check(report: Report) -> Iterator[Finding]:
    """Yield a finding for each law whose number is another law's, in the order of the citations."""
    places = Places(report)
    for mention in report.mentions:
        if mention.grammar != "assembly" or not (mention.number and mention.year_part):
            continue
        other = _laws_by_key().get(mention.citation_key)
        if other is None:
            continue
        name = _name_before(mention, places)
        if name is not None and other.name not in _kin(name):
            yield _wrong_number(mention, name, other, places)


def _wrong_number(mention: Mention, name: str, other: Law, places: Places) -> Finding:
    own = [law for law in _laws_by_name()[name] if law.certainty == "verified"]
    known = ", ".join(law.number for law in own)
    return finding(
        "REF120",
        mention,
        suggestion=f"{own[0].name} số {own[0].number}" if len(own) == 1 else None,
        evidence=(
            places.evidence(mention),
            Evidence(label="số của luật này", value=known, where="danh mục luật"),
        ),
        name=own[0].name,
        number=other.number,
        other=other.name,
        known=known,
    )


def _name_before(mention: Mention, places: Places) -> str | None:
    """Return the folded name of a law that is verified and stands right before the citation."""
    text = places.text_of(mention.block_id)[: mention.char_start]
    if mention.kind_word and mention.raw_text.startswith(mention.kind_word):
        return None  # "Luật số …": the name, if any, comes after
    before = fold(text[-200:].rstrip(_BETWEEN))
    for name in _names():
        if before.endswith(name):
            rest = before[: -len(name)].rstrip()
            return None if rest.endswith(_AMENDING) else name
    return None


def _kin(name: str) -> frozenset[str]:
    """Return the names of a law and of the acts that amended it."""
    own = _laws_by_name()[name]
    amending = {number for law in own for number in law.changed_by.split("; ") if number}
    numbers = _laws_by_number()
    return frozenset(law.name for law in own) | {numbers[n].name for n in amending if n in numbers}


@cache
def _laws_by_name() -> dict[str, list[Law]]:
    found: dict[str, list[Law]] = defaultdict(list)
    for law in laws():
        found[fold(law.name)].append(law)
    return found


@cache
def _names() -> tuple[str, ...]:
    """Return the folded names of verified laws, the longest first."""
    verified = {fold(law.name) for law in _laws_by_number().values()}
    return tuple(sorted(verified, key=lambda name: (-len(name), name)))


@cache
def _laws_by_number() -> dict[str, Law]:
    return {law.number: law for law in laws() if law.certainty == "verified"}


@cache
def _laws_by_key() -> dict[str, Law]:
    return {law.citation_key: law for law in _laws_by_number().values()}
