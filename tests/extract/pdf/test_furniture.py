"""Running feet that come again on each page, as printed and as OCR reads them."""

import pytest

from extract.document import BlockKind
from extract.pdf.furniture import find_furniture
from extract.pdf.lines import Line, line_of
from extract.pdf.words import Word

HEIGHT = 842.0
BODY = ("Thực hiện kế hoạch", "Kết quả đạt được", "Tồn tại, hạn chế", "Phương hướng", "Kiến nghị")


def line(text: str, y: float, sure: float | None) -> Line:
    return line_of([Word(text, 80, y, 500, y + 12, size=12, confidence=sure)])


def kinds_of(feet: list[tuple[str, float]], sure: float | None) -> list[BlockKind | None]:
    """Return what the last line of each page is taken for."""
    pages = []
    for number, (text, y) in enumerate(feet):
        body = [line(f"{t} {'abc'[number]}", 100 + 40 * n, sure) for n, t in enumerate(BODY)]
        pages.append(([*body, line(text, y, sure)], HEIGHT))
    return [kinds.get(len(BODY)) for kinds in find_furniture(pages)]


FOOT = "Văn bản nội bộ, chỉ để tham khảo"
MISREAD = "Văn bản nội bộ, chi đế tham khảo"


@pytest.mark.parametrize(
    ("feet", "sure", "found"),
    [
        ([(FOOT, 800), (FOOT, 800)], None, True),
        ([(FOOT, 800), (MISREAD, 800)], None, False),
        ([(FOOT, 800), (MISREAD, 800)], 93.0, True),
        ([(FOOT, 800.1), (FOOT, 803.9)], 93.0, True),
        ([(FOOT, 800), (FOOT, 816)], 93.0, False),
        ([(FOOT, 800), ("Kết quả giải quyết thủ tục", 800)], 93.0, False),
    ],
    ids=["printed", "printed-otherwise", "accent-misread", "shifted", "elsewhere", "other-text"],
)
def test_a_foot_that_comes_again(
    feet: list[tuple[str, float]], sure: float | None, found: bool
) -> None:
    kinds = kinds_of(feet, sure)
    assert kinds == [BlockKind.FOOTER if found else None] * 2
