import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encodings import convert_legacy, decode, detect_legacy, to_unicode
from extract.syllables import is_syllable
from extract.text import characters, clean, read_rows

PROSE = (
    "Ủy ban nhân dân tỉnh ban hành Quyết định số 94/QĐ-UBND ngày 11/01/2023 về việc công bố danh "
    "mục thủ tục hành chính thuộc thẩm quyền giải quyết của Sở Tài chính."
)
TCVN3 = "Uû ban nh©n d©n tØnh B¾c Ninh: QuyÕt ®Þnh sè 94/Q§-UBND ngµy 11/01/2023 ë Hµ Néi"
TCVN3_READ = "Uỷ ban nhân dân tỉnh Bắc Ninh: Quyết định số 94/QĐ-UBND ngày 11/01/2023 ở Hà Nội"
VNI = "Xin chaøo caùc baïn, UÛy ban nhaân daân tænh Khaùnh Hoøa ñöôïc Quyeát ñònh soá 94/QÑ-UBND"
VNI_READ = "Xin chào các bạn, Ủy ban nhân dân tỉnh Khánh Hòa được Quyết định số 94/QĐ-UBND"


def as_cp1258(text: str) -> bytes:
    """Return the text as Windows-1258 writes it: letters with their hat, tones behind them."""
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += base.encode("cp1258") + tones.encode("cp1258")
    return out


BYTES = {
    "utf-8": (PROSE.encode(), "utf-8"),
    "utf-8 with a mark": (PROSE.encode("utf-8-sig"), "utf-8-sig"),
    "utf-16 with a mark": (PROSE.encode("utf-16"), "utf-16"),
    "utf-16 without": ((PROSE + "x" * (len(PROSE) % 2)).encode("utf-16-le"), "utf-16-le"),
    "utf-16 big-endian": (PROSE.encode("utf-16-be"), "utf-16-be"),
    "windows-1258": (as_cp1258(PROSE), "cp1258"),
}


@pytest.mark.parametrize(("data", "encoding"), BYTES.values(), ids=BYTES.keys())
def test_encoding_is_told_by_the_bytes(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.lossy) == (encoding, False)
    assert clean(decoded.text).text == PROSE


LEGACY = {"tcvn3": (TCVN3, TCVN3_READ, "latin-1"), "vni": (VNI, VNI_READ, "cp1252")}


@pytest.mark.parametrize("name", LEGACY)
def test_legacy_bytes_are_told_by_their_syllables(name: str) -> None:
    text, read, codec = LEGACY[name]
    decoded = decode(text.encode(codec))
    assert decoded.encoding == name
    assert to_unicode(decoded.text, name).text == read


@pytest.mark.parametrize("name", LEGACY)
def test_legacy_letters_inside_unicode_are_converted(name: str) -> None:
    text, read, _ = LEGACY[name]
    assert detect_legacy(text) == name
    converted, found = convert_legacy(f"{PROSE}\n{text}\n")
    assert converted.text == f"{PROSE}\n{read}\n"
    assert found == {name}


@pytest.mark.parametrize("name", LEGACY)
def test_offsets_of_converted_text_lead_back(name: str) -> None:
    text, read, _ = LEGACY[name]
    converted = to_unicode(text, name)
    at = read.index("số")
    start, end = converted.source(at, at + 2)
    assert to_unicode(text[start:end], name).text == "số"
    number = read.index("94/")
    assert text[slice(*converted.source(number, number + 3))] == "94/"


def test_tcvn3_capitals_follow_their_word() -> None:
    printed = "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM"
    assert to_unicode(printed, "tcvn3").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    printed = "Th«ng t­ sè 121/2025/TT-BTC"
    assert to_unicode(printed, "tcvn3").text == "Thông tư số 121/2025/TT-BTC"


UNTOUCHED = {
    "Vietnamese": PROSE,
    "Vietnamese, decomposed": unicodedata.normalize("NFD", PROSE),
    "foreign names": "Müller, Ångström, Curaçao, Örebro và Đặng Thị Ngọc Thịnh",
    "signs": "Nhiệt độ 30°C ±2, ©2023 Sở Tài chính, 5·10³, «trích»",
    "ASCII": "Quyet dinh so 5",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_unicode_is_not_taken_for_a_legacy_encoding(text: str) -> None:
    converted, found = convert_legacy(text)
    assert found == frozenset()
    assert converted.text == unicodedata.normalize("NFC", text)


def test_damaged_utf8_stays_utf8_and_says_so() -> None:
    data = (PROSE * 3).encode()
    decoded = decode(data[:100] + b"\xff" + data[100:])
    assert (decoded.encoding, decoded.lossy) == ("utf-8", True)


@pytest.mark.parametrize("name", LEGACY)
def test_legacy_tables_are_one_to_one_and_sorted(name: str) -> None:
    rows = read_rows(f"{name}.csv")
    assert all(characters(row[1]) == row[2] for row in rows)
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == len(rows)
    assert rows == sorted(rows, key=lambda row: characters(row[0]))


@given(st.text(max_size=60))
def test_any_bytes_decode(text: str) -> None:
    decode(text.encode("utf-16-le", errors="surrogatepass") + b"\x80")


SYLLABLES = "nghiêng huyện quyết giữa được khuỷu ngoằn xoay uỷ ỷ ĐƯỜNG Nghĩa hợp"
NOT_SYLLABLES = "huyÖn nh©n møt QĐ toác̀ bzt đượcc hàp Müller hUyện"


def test_syllables_are_told() -> None:
    assert [w for w in SYLLABLES.split() if not is_syllable(w)] == []
    assert [w for w in NOT_SYLLABLES.split() if is_syllable(unicodedata.normalize("NFC", w))] == []


@pytest.mark.parametrize(
    ("body", "line", "read"),
    [
        (TCVN3, "Sè: 1268/TTr-STNMT", "Số: 1268/TTr-STNMT"),
        (TCVN3, "ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        (VNI, "Soá: 1063/BB-SNN", "Số: 1063/BB-SNN"),
        (PROSE + "\n" + TCVN3, "Sè: 1268/TTr-STNMT", "Sè: 1268/TTr-STNMT"),
        (PROSE + "\n" + VNI, "Trà Vinh, Cà Mau", "Trà Vinh, Cà Mau"),
    ],
)
def test_a_line_that_proves_nothing_goes_with_a_file_that_is_all_legacy(
    body: str, line: str, read: str
) -> None:
    folded, _ = convert_legacy(f"{line}\n{body}\n")
    assert folded.text.splitlines()[0] == read
