"""The commonest endings of symbols in public texts: each read as printed, known or unknown."""

import csv
import re
from pathlib import Path

import pytest

from extract.options import ReadOptions
from normalize.vocabulary import issuer_of, kind_of
from store.task import process

_FILE = Path(__file__).parents[1] / "data" / "symbol_endings.csv"
# Where the first token is a kind's and an office's: Công văn số 12/CT-TTHT is of a Cục Thuế.
_WORDS = {"CT-NVT": "Công văn", "CT-TTHT": "Công văn", "ĐK-HT": "Điện khẩn"}


def endings() -> list[tuple[str, str]]:
    """Return each ending and its tokens that nobody knows."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [(row["ending"], row["unknown"]) for row in csv.DictReader(file)]


def _tokens(ending: str) -> list[str]:
    return re.split(r"[-/]", ending)


def cited(ending: str) -> str:
    """Return a sentence that cites a document of that ending as an office would."""
    kind = kind_of().get(_tokens(ending)[0])
    word = _WORDS.get(ending) or (kind.words[0] if kind and kind.words else "công văn")
    normative = kind is not None and kind.year_part == "required"
    begins = [i.valid_from for t in _tokens(ending) if (i := issuer_of().get(t)) and i.valid_from]
    year = 2026 if begins else 2024  # in the time of its body
    if kind is not None and kind.abbreviation == "TTLT":
        year = 2014  # ministries had joint circulars to mid-2016
    number = "12-" if "/" in ending else f"12/{year}/" if normative else "12/"
    return f"Thực hiện {word} số {number}{ending} ngày 05/3/{year} về công tác cán bộ."


def test_there_are_three_hundred_of_them_and_most_are_known() -> None:
    unknown = [ending for ending, tokens in endings() if tokens]
    assert len(endings()) >= 300
    assert len(unknown) < len(endings()) / 6


def test_what_is_said_to_be_unknown_is_so() -> None:
    known = kind_of().keys() | issuer_of().keys()
    assert [
        e for e, tokens in endings() if tokens.split() != [t for t in _tokens(e) if t not in known]
    ] == []


@pytest.mark.parametrize("ending", [ending for ending, _ in endings()])
def test_an_ending_is_read_as_printed_and_is_no_fault(ending: str) -> None:
    report = process(cited(ending).encode(), "a.txt", ReadOptions())
    assert [mention.symbol for mention in report.mentions] == [ending]
    assert [f.message for f in report.findings if f.mention_id] == []
