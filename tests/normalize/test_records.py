"""Records made without a check equal the checked ones."""

import pickle
from pathlib import Path

import pytest

from extract.document import Block, BlockKind, Document
from extract.references import find_references
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import Decision, DocumentRecord, Mention

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXT = (SAMPLES / "report.txt").read_text("utf-8") + "\nQuyết định số 1O5/QD-UBND ngày 05/011/2020"


@pytest.fixture(scope="module")
def made() -> tuple[Mention | Decision, ...]:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, t) for i, t in enumerate(TEXT.splitlines()))
    document, ids = Document("text", blocks), Identity("ab" * 32)
    about = DocumentRecord(
        doc_id=ids.doc_id, file_name="x.txt", media_type="text", byte_size=1, symbol="BC-STC"
    )
    mentions, decisions = normalize_references(find_references(document), document, ids, about)
    return (*mentions, *decisions)


def test_every_record_passes_the_check_it_was_spared(
    made: tuple[Mention | Decision, ...],
) -> None:
    assert len(made) > 300
    for record in made:
        checked = type(record).model_validate(dict(record), strict=True)
        assert record == checked
        assert list(record.__dict__) == list(checked.__dict__)


def test_records_print_copy_and_travel_as_checked_ones(
    made: tuple[Mention | Decision, ...],
) -> None:
    for record in made[::40]:
        checked = type(record)(**dict(record))
        assert record.model_dump_json() == checked.model_dump_json()
        assert pickle.loads(pickle.dumps(record)) == checked
        assert record.model_copy(update={"kind": "X"}) == checked.model_copy(update={"kind": "X"})
        assert repr(record) == repr(checked)


def test_a_copy_leaves_the_fields_that_others_were_given(
    made: tuple[Mention | Decision, ...],
) -> None:
    before = set(made[1].model_fields_set)
    made[0].model_copy(update={"well_formed": False})
    assert made[1].model_fields_set == before
