"""The gold passages: every label read rightly, decomposed letters too; look-alikes silent."""

import sys
import unicodedata
from pathlib import Path

import pytest

from extract.options import ReadOptions
from normalize.schema import Report
from store.task import process

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from gold import align
from passages import Passage, label_text, read_passages

PASSAGES = read_passages()
GROUPS = sorted({passage.group for passage in PASSAGES})


def read(text: str) -> Report:
    return process(text.encode(), "passage.txt", ReadOptions(ocr="never"))


def wrong(passage: Passage, text: str) -> list[str]:
    found = [m.model_dump(mode="json") for m in read(text).mentions]
    for mention in found:
        raw = unicodedata.normalize("NFC", mention["raw_text"])
        mention["raw_text"] = " ".join(raw.split())
    pairs, left = align(passage.labels, found)
    said = [f"{passage.group}:{passage.line}: false {m['raw_text']}" for m in left]
    for label, mention in pairs:
        if label.doubtful:
            continue
        names = [n for n in label.fields if mention is None or not label.agrees(n, mention[n])]
        if names:
            said.append(f"{passage.group}:{passage.line}: {label.written()}: {', '.join(names)}")
    return said


# Known and not read: symbols that end in words or figures, in small letters, glued, of no
# known office.
UNREAD = (
    "CV 115 - NT-VGM",
    "NT-VGM117/NT-VGM",
    "CV 117 - NT-VGM",
    "NQ 113 - HĐBT 1987-07-15",
    "QĐ 214 - CP 1970-11-21",
    "CV 319 - PVKT 1985-11-13",
    "CV 463 - TN 1964-02-28",
    "SL 28 - NV 1946-03-15",
    "SL 4 - Stt 1957-07-20",
)


@pytest.mark.parametrize("group", GROUPS)
def test_every_label_of_a_group_is_read(group: str) -> None:
    of_group = [p for p in PASSAGES if p.group == group]
    assert [
        line for p in of_group for line in wrong(p, p.text) if not any(u in line for u in UNREAD)
    ] == []


@pytest.mark.parametrize("group", ["damaged", "lists", "party"])
def test_decomposed_letters_change_nothing(group: str) -> None:
    of_group = [p for p in PASSAGES if p.group == group]
    read_as = [wrong(p, unicodedata.normalize("NFD", p.text)) for p in of_group]
    assert [line for lines in read_as for line in lines] == []


# What published texts print wrongly indeed: a decree without its year, another year, blanks.
WRONG_IN_PRINT = {"REF101", "REF102", "REF103", "REF104", "REF106", "REF111", "REF113", "SEQ201"}


def test_published_texts_raise_no_error_but_their_own() -> None:
    found = [
        f"{p.group}:{p.line} {f.rule} {f.message}"
        for p in PASSAGES
        if p.group.startswith(("published", "drawn"))
        for f in read(p.text).findings
        if f.level == "error" and not f.rule.startswith("DOC")
    ]
    assert len(found) < 24
    assert {line.split()[1] for line in found} <= WRONG_IN_PRINT


def test_the_set_is_large_and_full_of_what_is_none() -> None:
    assert sum(len(p.labels) for p in PASSAGES) >= 550
    assert sum(not p.labels for p in PASSAGES if p.group == "decoys") >= 50


def test_a_passage_must_have_as_many_slots_as_marks() -> None:
    with pytest.raises(ValueError, match="group:1: 1 marks, 0 lines"):
        label_text("group", 1, "⟦Quyết định số 1/QĐ-UBND⟧", [])
