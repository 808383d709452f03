import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import Folded, characters, clean, compose, fold, read_rows

VIETNAMESE = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĐ aTe1/-"
TEXT = st.text(
    st.one_of(
        st.sampled_from(VIETNAMESE + "\n\u00a0\u200b\u00d0\u2013\u0410"),
        st.sampled_from("\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b\u1161\u11a8\u1100"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


FOLDED = {
    "Icelandic eth": ("QÐ-UBND", "QĐ-UBND"),
    "Cyrillic": ("В\u0421-\u0422\u0421", "BC-TC"),
    "dashes": ("QĐ–UBND 5—6 a\u2011b", "QĐ-UBND 5-6 a-b"),
    "slash": ("12\u2044BC\uff0fX", "12/BC/X"),
    "spaces": ("ngày\u00a05\u20093", "ngày 5 3"),
    "zero width": ("Q\u200bĐ\ufeff", "QĐ"),
    "full width": ("\uff11\uff12/\uff31Đ", "12/QĐ"),
    "decomposed": (unicodedata.normalize("NFD", "Quyết định"), "Quyết định"),
    "mixed composition": ("Quyê\u0301t", "Quyết"),
    "nothing to do": ("Đề án số 06", "Đề án số 06"),
}


@pytest.mark.parametrize(("text", "folded"), FOLDED.values(), ids=FOLDED.keys())
def test_look_alikes_become_one(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_offsets_lead_back_to_what_is_printed() -> None:
    text = unicodedata.normalize("NFD", "số 5/Q") + "\u200bÐ-UBND"
    folded = fold(text)
    at = folded.text.index("QĐ")
    start, end = folded.source(at, at + 2)
    assert text[start:end] == "Q\u200bÐ"


def test_clean_keeps_look_alikes_as_printed() -> None:
    assert clean("QÐ–UBND\u00a0\u200b5").text == "QÐ–UBND 5"


@given(TEXT)
def test_composing_gives_nfc_and_every_slice_is_its_source_composed(text: str) -> None:
    composed = compose(text)
    assert composed.text == unicodedata.normalize("NFC", text)
    at = 0
    for index, char in enumerate(composed.text):
        start, end = composed.source(index, index + 1)
        assert start >= at or (start, end) == composed.source(index - 1, index)
        assert char in unicodedata.normalize("NFC", text[start:end])
        at = start


@given(TEXT)
def test_folding_is_idempotent_and_its_offsets_fold_to_the_slice(text: str) -> None:
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    start, end = folded.source(0, len(folded.text))
    assert 0 <= start <= end <= len(text)
    assert fold(text[start:end]).text == folded.text


@given(TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text


@given(TEXT, st.data())
def test_chained_offsets_stay_inside_the_source(text: str, data: st.DataObject) -> None:
    folded = fold(clean(text).text).after(clean(text))
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.source(start, end)
    assert 0 <= first <= last <= len(text)


def test_unchanged_text_needs_no_map() -> None:
    assert fold("Quyết định số 5") == Folded("Quyết định số 5")


def test_look_alike_table_maps_to_plain_characters_only() -> None:
    rows = read_rows("lookalikes.csv")
    odd = {characters(row[0]) for row in rows}
    assert len(odd) == len(rows)
    assert not odd & set("".join(characters(row[1]) for row in rows))
    assert rows == sorted(rows, key=lambda row: characters(row[0]))
