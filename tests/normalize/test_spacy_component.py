"""The same citations as spaCy spans."""

import pytest
import spacy
from spacy.tokens import Doc

from extract.references import find_in_text
from normalize.spacy_component import blank_vietnamese
from tests.extract import reference_cases as cases

TEXTS = [
    text
    for group in (cases.ADMINISTRATIVE, cases.NORMATIVE, cases.ASSEMBLY, cases.PARTY, cases.LISTS)
    for text, _ in group
]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    made = blank_vietnamese()
    made.add_pipe("trichluc_references")
    return made


@pytest.mark.parametrize("text", [*TEXTS, *cases.SILENT], ids=str)
def test_spans_are_the_citations_of_the_engine(nlp: spacy.Language, text: str) -> None:
    doc = nlp(text)
    spans = doc.spans["references"]
    assert [s._.printed for s in spans] == [r.text for r in find_in_text(text)]
    assert all(s._.printed in s.text for s in spans)


def test_a_span_tells_what_it_cites(nlp: spacy.Language) -> None:
    doc = nlp("theo Quyết định số 05/QĐ-TTg ngày 27/3/2021 của Thủ tướng")
    (span,) = doc.spans["references"]
    assert (span.label_, span.kb_id_) == ("QĐ", "5/QĐ-TTg/2021")
    assert (span._.number, span._.symbol, span._.issued_on) == ("5", "QĐ-TTg", "2021-03-27")


def test_spans_survive_storing(nlp: spacy.Language) -> None:
    stored = nlp("Nghị định số 45/2020/NĐ-CP.").to_bytes()
    doc = Doc(nlp.vocab).from_bytes(stored)
    (span,) = doc.spans["references"]
    assert (span.kb_id_, span._.year_part) == ("45/2020/NĐ-CP", "2020")


def test_the_group_of_spans_can_be_named() -> None:
    made = blank_vietnamese()
    made.add_pipe("trichluc_references", config={"spans_key": "vb"})
    doc = made("Công văn số 12/STC-VP")
    assert len(doc.spans["vb"]) == 1
