"""What citations mean: numbers, symbols, kinds, keys, and which are one document."""

from datetime import date
from typing import Any

import pytest

from extract.document import Block, BlockKind, Box, Document, Place, TextSpan
from extract.references import find_references
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import Decision, DocumentRecord, Mention

IDS = Identity("ab" * 32)


def record(**changes: Any) -> DocumentRecord:
    fields = {"doc_id": IDS.doc_id, "file_name": "x.txt", "media_type": "text", "byte_size": 1}
    return DocumentRecord(**(fields | changes))


def read(*texts: str, **about: Any) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    document = Document("text", blocks)
    return normalize_references(find_references(document), document, IDS, record(**about))


def mention(text: str, **about: Any) -> Mention:
    (found,) = read(text, **about)[0]
    return found


def keys(*texts: str) -> list[str]:
    return [m.citation_key for m in read(*texts)[0]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Quyết định số 1911/QĐ-UBND ngày 14/8/2023", "1911/QĐ-UBND/2023"),
        ("Quyết định số 05/QĐ-UBND ngày 04/01/2023", "5/QĐ-UBND/2023"),
        ("Quyết định số 05/QĐ-UBND", "5/QĐ-UBND/?"),
        ("Nghị định số 45/2020/NĐ-CP", "45/2020/NĐ-CP"),
        ("Quyết định số 09/2021/QĐ-UBND ngày 23/8/2021", "9/2021/QĐ-UBND"),
        ("Nghị quyết 66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "30c/NQ-CP/2011"),
        ("Nghị quyết số 30-NQ/TU ngày 23/5/2023", "30-NQ/TU/2023"),
        ("Hướng dẫn 01-HD/TU", "1-HD/TU/?"),
        ("Luật số 64/2025/QH15", "64/2025/QH15"),
        ("Báo cáo số /BC-STC ngày /2/2023", "?/BC-STC/2023"),
        ("Quyết định số 12/QĐ-UBND năm 2024", "12/QĐ-UBND/2024"),
        ("Quyết định số 3007/QĐ-UBND ngày 05/011/2020", "3007/QĐ-UBND/2020"),
        ("Quyết định số 12/QĐ-UBND ngày 08/6/20210", "12/QĐ-UBND/?"),
        ("Công điện số 968/CD-TTg ngày 16/10/2023", "968/CĐ-TTg/2023"),
        ("Quyết định số 1.234/QĐ-UBND ngày 05/3/2024", "1234/QĐ-UBND/2024"),
        ("Quyết định số 12/QĐ - UBND ngày 05/3/2024", "12/QĐ-UBND/2024"),
        ("Nghị định số 61/2018/NĐCP", "61/2018/NĐ-CP"),
        ("Nghị quyết số 12/2004/NQ.HĐND ngày 03/4/2004", "12/2004/NQ-HĐND"),
        ("Công văn số 77/UBND.NN ngày 03/4/2004", "77/UBND.NN/2004"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert mention(text).citation_key == key


@pytest.mark.parametrize(
    ("text", "kind", "symbol_kind", "symbol"),
    [
        ("Công văn số 3975/BC-STC", "CV", "BC", "BC-STC"),
        ("Phương án số 3108/STC-VP", "PA", "CV", "STC-VP"),
        ("Quy định số 910-QĐ/TU", "QyĐ", "QĐ", "QĐ/TU"),
        ("tờ trình số 3196/STC ngày 24/7/2023", "TTr", None, "STC"),
        ("3552/STC ngày 09/9/2022", None, None, "STC"),
        ("4537/STC-VP ngày 06/11/2020", "CV", "CV", "STC-VP"),
        ("1756/QĐ-UBND ngày 19/6/2018", "QĐ", "QĐ", "QĐ-UBND"),
        ("Văn bản số 3717/UBND-KSTT", "CV", "CV", "UBND-KSTT"),
        ("Văn bản số 12/BC-STC", "BC", "BC", "BC-STC"),
        ("Văn bản số 12/STC ngày 05/3/2024", "CV", None, "STC"),
        ("Báo cáo thẩm định số 12/BC-STP", "BC", "BC", "BC-STP"),
        ("Báo cáo thẩm định số 18/BCTĐ-STP", "BCTĐ", "BCTĐ", "BCTĐ-STP"),
        ("Nghị quyết số 202/2025/QH15", "NQ", None, "QH15"),
        ("Luật số 72/2025/QH15", "Luật", None, "QH15"),
        ("Quyết định số 12/QX-UBND", "QĐ", None, "QX-UBND"),
        ("Công văn số 56/CT-TTHT", "CV", "CV", "CT-TTHT"),
        ("Chỉ thị số 56/CT-UBND", "CT", "CT", "CT-UBND"),
        ("Công văn số 12/TC-NS", "CV", "CV", "TC-NS"),
        ("Thông cáo số 12/TC-UBND", "TC", "TC", "TC-UBND"),
        ("Tờ trình số 12/TT-STC", "TTr", "TT", "TT-STC"),
        ("Công văn số 77/PKX-TH", "CV", "CV", "PKX-TH"),
    ],
)
def test_kind_follows_the_word_then_the_symbol(
    text: str, kind: str | None, symbol_kind: str | None, symbol: str
) -> None:
    found = mention(text)
    assert (found.kind, found.symbol_kind, found.symbol) == (kind, symbol_kind, symbol)


@pytest.mark.parametrize(
    ("printed", "symbol", "trait"),
    [
        ("QD-UBND", "QĐ-UBND", "look-alike"),
        ("QÐ-UBND", "QĐ-UBND", "look-alike"),
        ("OĐ-UBND", "QĐ-UBND", "look-alike"),
        ("QĐ-HDND", "QĐ-HĐND", "look-alike"),
        ("QĐ-UВND", "QĐ-UBND", "look-alike"),
        ("QĐUBND", "QĐ-UBND", "lost-separator"),
        ("QĐ UBND", "QĐ-UBND", "lost-separator"),
        ("qđ-ubnd", "QĐ-UBND", "lower-case"),
        ("QĐ/UBND", "QĐ-UBND", "slash-symbol"),
        ("QĐ-TTG", "QĐ-TTg", None),
        ("QĐ-BGDDT", "QĐ-BGDĐT", "look-alike"),
        ("QĐ-XYZ", "QĐ-XYZ", None),
        ("QĐ-UBND", "QĐ-UBND", None),
    ],
)
def test_what_can_only_mean_one_thing_is_read_so(
    printed: str, symbol: str, trait: str | None
) -> None:
    found = mention(f"Quyết định số 12/{printed} ngày 05/3/2019")
    assert (found.symbol, found.symbol_text) == (symbol, printed)
    assert [t for t in found.traits if t != "spaced"] == ([trait] if trait else [])
    assert [(r.written, r.read, r.why) for r in found.repairs] == (
        [(printed, symbol, trait)] if trait else []
    )


def test_misread_digits_are_repaired_and_told() -> None:
    found = mention("Quyết định số 1O5/QĐ-UBND ngày O5/3/2019")
    assert (found.number, found.issued_on) == ("105", date(2019, 3, 5))
    assert "ocr-digit" in found.traits
    assert [found.raw_text[r.start : r.end] for r in found.repairs] == ["1O5", "O5"]


def test_an_undated_one_takes_the_year_the_others_agree_on() -> None:
    one = "Quyết định số 468/QĐ-TTg"
    assert keys(one, f"{one} ngày 27/3/2021") == ["468/QĐ-TTg/2021"] * 2
    assert keys(one, f"{one} ngày 27/3/2021", f"{one} ngày 27/3/2022")[0] == "468/QĐ-TTg/?"
    undated = read(one, f"{one} ngày 27/3/2021")[0][0]
    assert (undated.issued_on, undated.date_text) == (None, None)


def test_mentions_of_one_document_are_one_decision() -> None:
    _, decisions = read(
        "Quyết định số 05/QĐ-UBND ngày 04/01/2023", "QĐ 5/QĐ-UBND", "Công văn số 5/STC-VP"
    )
    assert [(d.citation_key, len(d.mention_ids)) for d in decisions] == [
        ("5/QĐ-UBND/2023", 2),
        ("5/STC-VP/?", 1),
    ]


def test_a_decision_keeps_the_dates_that_disagree() -> None:
    text = "Quyết định số 2164/QĐ-UBND ngày {}/9/2023"
    (decision,) = read(text.format(14), text.format(15))[1]
    assert decision.issued_on is None
    assert decision.dates == (date(2023, 9, 14), date(2023, 9, 15))


def test_the_symbol_tells_a_decisions_kind() -> None:
    (decision,) = read("Công văn số 3975/BC-STC ngày 07/9/2023")[1]
    assert decision.kind == "BC"


@pytest.mark.parametrize(
    ("text", "about", "own"),
    [
        ("(Kèm theo Báo cáo số /BC-STC ngày /2/2023)", {}, True),
        ("Báo cáo số /BC-STC ngày /2/2023", {"symbol": "BC-STC"}, True),
        ("theo Báo cáo số /BC-STC ngày /2/2023", {"symbol": "BC-SNV"}, False),
        ("Báo cáo số 12/BC-STC", {"symbol": "BC-STC", "number": "12"}, True),
        ("Báo cáo số 13/BC-STC", {"symbol": "BC-STC", "number": "12"}, False),
        (
            "Báo cáo số 12/BC-STC ngày 05/3/2022",
            {"symbol": "BC-STC", "number": "12", "issued_on": date(2023, 3, 5)},
            False,
        ),
        (
            "đã gửi Báo cáo số /BC-SNV ngày 05/6/2023",
            {"symbol": "BC-SNV", "issued_on": date(2023, 9, 30)},
            False,
        ),
        (
            "Báo cáo số /BC-SNV ngày 30/9/2023",
            {"symbol": "BC-SNV", "issued_on": date(2023, 9, 30)},
            True,
        ),
        ("Báo cáo số /BC-SNV ngày 05/6/2023", {"symbol": "BC-SNV"}, True),
        (
            "(Kèm theo Báo cáo số /BC-SNV ngày /9/2023)",
            {"symbol": "BC-SNV", "issued_on": date(2023, 9, 30)},
            True,
        ),
        (
            "(Kèm theo Báo cáo số /BC-SNV ngày 05/6/2023)",
            {"symbol": "BC-SNV", "issued_on": date(2023, 9, 30)},
            False,
        ),
        ("(Kèm theo Báo cáo số 12/BC-STC)", {"symbol": "BC-STC", "kind": "BC"}, True),
        ("theo Báo cáo số 12/BC-STC", {"symbol": "BC-STC", "kind": "BC"}, False),
    ],
)
def test_which_citation_names_the_report_itself(
    text: str, about: dict[str, Any], own: bool
) -> None:
    mentions, decisions = read(text, **about)
    assert [m.is_own for m in mentions] == [own]
    assert len(decisions) == (0 if own else 1)


@pytest.mark.parametrize(
    ("text", "agency", "issuer"),
    [
        ("Nghị định số 45/2020/NĐ-CP", None, "cp/chinh-phu"),
        ("Công văn số 12/STC-VP ngày 5/3/2024", "khanh-hoa/so-y-te", "khanh-hoa/so-tai-chinh"),
        ("Công văn số 12/STC-VP ngày 5/3/2024", None, None),
        ("Quyết định số 12/QĐ-UBND", "lao-cai/so-y-te", "lao-cai/ubnd"),
        (
            "Quyết định số 12/QĐ-UBND ngày 5/3/2024 của UBND tỉnh Hà Giang",
            "lao-cai/so-y-te",
            "ha-giang/ubnd",
        ),
        (
            "Quyết định số 12/QĐ-UBND ngày 5/3/2024 của UBND huyện Bắc Hà",
            "lao-cai/so-y-te",
            "lao-cai/huyen-bac-ha/ubnd",
        ),
        (
            "Quyết định số 12/QĐ-UBND ngày 12/7/2025 của UBND xã Diên Điền",
            "khanh-hoa/xa-dien-dien/ubnd",
            "khanh-hoa/xa-dien-dien/ubnd",
        ),
        (
            "Quyết định số 12/QĐ-UBND ngày 12/6/2025 của UBND xã Diên Điền",
            "khanh-hoa/so-y-te",
            "khanh-hoa/huyen-dien-khanh/xa-dien-dien/ubnd",
        ),
        # Of several levels; the province only when it is named.
        ("Quyết định số 12/QĐ-UBND ngày 5/3/2024", "lao-cai/huyen-bac-ha/ubnd", None),
        (
            "Quyết định số 12/QĐ-UBND ngày 5/3/2024 của UBND tỉnh",
            "lao-cai/huyen-bac-ha/ubnd",
            "lao-cai/ubnd",
        ),
        (
            "Công văn số 12/STC-VP ngày 5/3/2024",
            "lao-cai/huyen-bac-ha/ubnd",
            "lao-cai/so-tai-chinh",
        ),
        ("Thông tư số 12/2023/TT-BKHĐT", None, "cp/bo-ke-hoach-va-dau-tu"),
        ("Công văn số 12/XYZT-VP ngày 5/3/2024", "lao-cai/so-y-te", None),
    ],
)
def test_the_issuer_is_told_when_only_one_remains(
    text: str, agency: str | None, issuer: str | None
) -> None:
    assert mention(text, agency_id=agency).issuer_id == issuer


def test_a_mention_knows_its_place() -> None:
    text = "Theo Công văn số 12/STC-VP."
    span = TextSpan(0, len(text), Place(3, Box(1, 2, 3, 4)))
    document = Document("pdf", (Block(0, BlockKind.PARAGRAPH, text, spans=(span,)),))
    (found,), _ = normalize_references(find_references(document), document, IDS, record())
    assert (found.block_id, found.page, found.bbox) == (IDS.block(0), 3, (1.0, 2.0, 3.0, 4.0))
    assert text[found.char_start : found.char_end] == found.raw_text
    assert found.context == text


def test_relations_are_edges_between_mentions() -> None:
    text = "Nghị định số 107/2021/NĐ-CP sửa đổi một số điều của Nghị định số 61/2018/NĐ-CP"
    one, other = read(text)[0]
    assert (one.relation, one.related_mention_id) == ("amends", other.mention_id)
    assert (other.relation, other.related_mention_id) == ("amended_by", one.mention_id)


@pytest.mark.parametrize(
    ("text", "kind", "symbol_kind"),
    [
        ("Công văn số 1033-TC/TCT ngày 05/8/1991", "CV", None),
        ("Công văn số 10479/TC-TCT ngày 31/10/2001", "CV", None),
        ("Thông cáo số 12-TC/TU ngày 05/8/2024", "TC", "TC"),
        ("Quyết định số 84 TC/QĐ/TCT ngày 08/02/1995", "QĐ", "QĐ"),
        ("Quyết định số 199-UB/QĐ ngày 03/4/1994", "QĐ", "QĐ"),
        ("Quyết định số 1427/BYT-QĐ ngày 03/4/1997", "QĐ", "QĐ"),
        ("Thông báo số 1358/CB-LN ngày 03/4/2013", "TB", None),
        ("Phương án số 3108/STC-VP ngày 03/4/2023", "PA", "CV"),
    ],
)
def test_kinds_of_old_symbols(text: str, kind: str, symbol_kind: str | None) -> None:
    found = mention(text)
    assert (found.kind, found.symbol_kind) == (kind, symbol_kind)
