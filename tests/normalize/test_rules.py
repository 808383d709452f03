"""The rule catalogue examines itself: what it promises is what the checks do."""

import string
import tomllib
from pathlib import Path

import pytest

from extract.options import ReadOptions
from extract.pipeline import extract
from normalize.catalogue import RULES, Rule, rules
from normalize.pipeline import normalize
from normalize.schema import Report

# The public interface: a code never changes its meaning or its level.
PROMISED = """
REF101 missing-number error
REF102 incomplete-date error
REF103 impossible-date error
REF104 kind-symbol-mismatch error
REF105 missing-kind-in-symbol warning
REF106 unknown-abbreviation error
REF107 repeated-word warning
REF108 missing-ngay note
REF109 missing-so note
REF110 undated-reference note
REF111 year-part-mismatch error
REF112 year-part-not-allowed error
REF113 year-part-missing error
REF114 lost-separator warning
REF115 look-alike-letter warning
REF116 wrong-issuer warning
REF117 dated-after-report error
REF118 date-style note
REF119 missing-unit-in-symbol note
REF120 law-number warning
REF121 issuer-not-in-office warning
SEQ201 date-conflict error
SEQ202 number-conflict warning
SEQ203 out-of-sequence warning
SEQ204 number-reuse warning
FRM301 formula error
FRM302 column-total error
FRM303 ratio error
FRM304 form-code warning
FRM305 missing-form warning
FRM306 not-a-number error
XRF401 prose-form error
XRF402 form-form error
XRF403 prose-prose warning
XRF404 form-annex warning
XRF405 opening-balance error
XRF406 year-sum error
XRF407 jump note
DOC501 own-number-missing error
DOC502 own-date error
DOC503 issuer-unknown warning
DOC504 period warning
DOC505 message-header warning
COD601 procedure-code error
COD602 procedure-province warning
TXT701 legacy-encoding note
TXT702 truncated warning
TXT703 low-confidence warning
REG801 not-in-register warning
REG802 register-date error
REG803 register-title warning
"""
INTERFACE = {
    code: (slug, level) for code, slug, level in map(str.split, PROMISED.split("\n")[1:-1])
}
OFF = {"REF118"}
ALL = list(rules().values())
ALONE = [rule for rule in ALL if not rule.compares]  # the others: tests/store/test_cross.py
SCANNED = {"TXT703"}  # fires on scans only: see test_confidence_checks.py


def read(text: str) -> Report:
    data = text.encode()
    return normalize(extract(data, "example.txt", ReadOptions()), data, "example.txt")


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.code)
def test_a_rule_bears_its_promised_name_and_level(rule: Rule) -> None:
    assert (rule.slug, rule.level) == INTERFACE[rule.code]
    assert rule.on == (rule.code not in OFF)


@pytest.mark.parametrize("path", sorted(RULES.glob("*.toml")), ids=lambda p: p.stem)
def test_a_catalogue_file_is_sorted_and_holds_one_family(path: Path) -> None:
    codes = list(tomllib.loads(path.read_text(encoding="utf-8")))
    assert codes == sorted(codes)
    assert {code[:3].lower() for code in codes} == {path.stem.partition("_")[0]}


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.code)
def test_both_sentences_tell_alike(rule: Rule) -> None:
    slots = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in (rule.message, rule.message_en)
    ]
    # A slot in both languages may bear the language's ending: what, what_en.
    vi, en = ({name.removesuffix("_en") for name in names} for names in slots)
    assert vi == en


@pytest.mark.parametrize("rule", [r for r in ALONE if r.code not in SCANNED], ids=lambda r: r.code)
def test_the_example_fires(rule: Rule) -> None:
    assert rule.code in {found.rule for found in read(rule.example).findings}


@pytest.mark.parametrize("rule", ALONE, ids=lambda r: r.code)
def test_the_counter_example_does_not(rule: Rule) -> None:
    assert rule.code not in {found.rule for found in read(rule.counter_example).findings}
