"""The numbers Word writes before paragraphs: formats, levels, restarts, links."""

import pytest
from lxml import etree

from extract.office.formats import ParagraphFormat
from extract.office.numbering import Numbering, read_numbering, spell_number

XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(depth: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> Numbering:
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return read_numbering(etree.fromstring(f"<w:numbering {XMLNS}>{abstract}{nums}</w:numbering>"))


def count(lists: Numbering, *steps: int | tuple[str, int]) -> list[str | None]:
    found = []
    for step in steps:
        number, depth = ("1", step) if isinstance(step, int) else step
        marker = lists.marker(ParagraphFormat(number_id=number, number_level=depth))
        found.append(marker[0] if marker else None)
    return found


OUTLINE = (
    level(0, "%1.", "upperRoman"),
    level(1, "%2."),
    level(2, "%2.%3."),
    level(3, "%4)", "lowerLetter"),
)


def test_levels_restart_below_a_higher_one() -> None:
    steps = (0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1)
    assert count(numbering(*OUTLINE), *steps) == [
        "I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "3.", "3.1.", "II.", "1.",
    ]  # fmt: skip


def test_a_level_that_never_restarts_goes_on() -> None:
    lists = numbering(
        level(0, "Chương %1", "upperRoman"), level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>')
    )
    assert count(lists, 0, 1, 1, 0, 1) == [
        "Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3.",
    ]  # fmt: skip


def test_an_unused_higher_level_shows_its_start() -> None:
    assert count(numbering(level(0, "%1."), level(1, "%1.%2.")), 1, 1, 0) == ["1.1.", "1.2.", "1."]


def test_a_legal_level_shows_all_numbers_in_digits() -> None:
    lists = numbering(level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert count(lists, 0, 0, 1) == ["I.", "II.", "2.1"]


def test_lists_of_one_family_count_on_and_an_override_restarts_once() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    lists = numbering(level(0, "%1."), nums=nums)
    steps = (("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0))
    assert count(lists, *steps) == ["1.", "2.", "5.", "6.", "7."]


def test_a_style_names_its_level() -> None:
    lists = numbering(
        level(0, "%1.", more='<w:pStyle w:val="Muc1"/>'),
        level(1, "%1.%2.", more='<w:pStyle w:val="Muc2"/>'),
    )
    styles = ("Muc1", "Muc2", "Muc2", "Muc1")
    markers = [lists.marker(ParagraphFormat(number_id="1", style=style)) for style in styles]
    assert [m[0] for m in markers if m] == ["1.", "1.1.", "1.2.", "2."]


def test_a_numbering_style_is_followed_to_its_list() -> None:
    root = etree.fromstring(
        f'<w:numbering {XMLNS}><w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/>'
        f'{level(0, "Mục %1")}</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        '<w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    assert count(read_numbering(root), ("7", 0), ("7", 0)) == ["Mục 1", "Mục 2"]


@pytest.mark.parametrize(
    ("text", "shown"), [("\uf0b7", "•"), ("-", "-"), ("+", "+"), ("\uf0a7", "▪"), ("\uf0d8", "➢")]
)
def test_bullets_are_characters_people_know(text: str, shown: str) -> None:
    assert count(numbering(level(0, text, "bullet")), 0) == [shown]


def test_number_zero_and_unknown_lists_have_no_marker() -> None:
    assert count(numbering(level(0, "%1.")), ("0", 0), ("9", 0), ("1", 8)) == [None, None, None]


def test_an_abstract_list_that_is_gone_is_no_list() -> None:
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="44"/></w:num>'
    assert count(numbering(level(0, "%1."), nums=nums), 0) == [None]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (11, "vietnameseCounting", "mười một"),
        (5, "vietnameseCounting", "năm"),
        (9, "none", ""),
        (3, "chicago", "3"),
        (0, "lowerLetter", "0"),
    ],
)
def test_a_number_is_spelled(number: int, style: str, shown: str) -> None:
    assert spell_number(number, style) == shown
