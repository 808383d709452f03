"""Made-up tables of every make, each with what it prints: the truth a reader must give back.

Everything follows from a seed: the shape of the head, the rules drawn, group rows, totals, empty
columns, blanks and dashes, long cells that tear at a page's end, footnotes, a nested table.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

HeadRow = tuple[tuple[str, int, int], ...]  # text, columns spanned, rows spanned
Grid = tuple[tuple[str, ...], ...]

RULES = ("all", "rows", "open", "frame", "none")  # which strokes are drawn
FIELDS = (
    "Đất đai",
    "Hộ tịch",
    "Chứng thực",
    "Thành lập và hoạt động của hộ kinh doanh",
    "Bảo trợ xã hội",
    "Phòng, chống tệ nạn xã hội",
    "Lâm nghiệp",
    "Nuôi con nuôi",
    "Giáo dục mầm non",
    "Thi đua - khen thưởng",
    "Hoạt động xây dựng",
    "Lưu thông hàng hóa trong nước",
    "Tài nguyên nước",
    "Di sản văn hóa",
    "Quản lý công sản",
)
UNITS = ("Sở Tài chính", "Sở Nội vụ", "Văn phòng UBND tỉnh", "Chi cục Kiểm lâm", "UBND xã Hòa Bình")
SENTENCES = (
    "Cấp giấy phép hoạt động đối với cơ sở thuộc thẩm quyền của Ủy ban nhân dân tỉnh",
    "thực hiện theo Quyết định số 1{0}/QĐ-UBND ngày 0{1}/4/2024 của Chủ tịch Ủy ban nhân dân tỉnh",
    "hồ sơ nộp trực tiếp tại Trung tâm Phục vụ hành chính công hoặc qua dịch vụ bưu chính công ích",
    "bãi bỏ thành phần hồ sơ là bản sao giấy chứng nhận đăng ký doanh nghiệp",
    "rút ngắn thời hạn giải quyết từ 1{1} ngày xuống còn 0{1} ngày làm việc",
    "Gia hạn, sửa đổi, bổ sung nội dung giấy phép khi có thay đổi về người đại diện theo pháp luật",
)


@dataclass(frozen=True)
class MadeTable:
    """A table as printed; `rows` are full width, a group row has all but its first cells empty."""

    caption: tuple[str, ...]
    header: tuple[HeadRow, ...]
    index: tuple[str, ...]
    rows: Grid
    groups: frozenset[int] = frozenset()  # rows printed as one cell over all columns
    rules: str = "all"
    repeats: bool = True  # whether its head is printed again on each page
    footnote: str = ""
    nested: tuple[int, int, Grid] | None = None  # row, column, the table inside that cell
    widths: tuple[float, ...] = ()  # of the columns, in centimeters

    @property
    def columns(self) -> int:
        """Return how many columns it has."""
        return len(self.rows[0])


@dataclass(frozen=True)
class MadeDocument:
    """Tables with prose around them; `turned` pages are laid on their side in the file."""

    seed: int
    parts: tuple[MadeTable | str, ...]
    landscape: bool = False
    turned: bool = False
    traits: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> tuple[MadeTable, ...]:
        """Return its tables, in order."""
        return tuple(part for part in self.parts if isinstance(part, MadeTable))


def make_document(seed: int, *, small: bool = False) -> MadeDocument:
    """Return the document of a seed; a `small` one fits a page or two."""
    rng = random.Random(seed)
    landscape = rng.random() < 0.5
    parts: list[MadeTable | str] = ["BÁO CÁO SỐ LIỆU", _prose(rng)]
    count = rng.choice((1, 1, 2, 3))
    for number in range(count):
        kind = rng.choice(("form", "list", "figures"))
        size = rng.choice((4, 9) if small else (5, 14, 40))
        if number:
            parts.append(_prose(rng))
        table = {"form": _form, "list": _list, "figures": _figures}[kind](rng, size, landscape)
        parts.append(table)
        if table.footnote:
            parts.append(table.footnote)
    parts.append(_prose(rng))
    traits = tuple(sorted({f"rules={t.rules}" for t in parts if isinstance(t, MadeTable)}))
    return MadeDocument(seed, tuple(parts), landscape, rng.random() < 0.15, traits)


def _prose(rng: random.Random) -> str:
    texts = rng.sample(SENTENCES, 3)
    first = texts[0][0].upper() + texts[0][1:]
    return _filled(rng, f"{first}; {texts[1]}; {texts[2]}.")


def _filled(rng: random.Random, text: str) -> str:
    return text.format(rng.randrange(100, 999), rng.randrange(2, 9))


def figure(rng: random.Random) -> str:
    """Return a count as offices print it: grouped, padded, a dash, blank, "không"."""
    value = rng.choice((0, 1, 3, 7, 12, 48, 160, 1204, 15377))
    shape = rng.random()
    if shape < 0.08:
        return ""
    if shape < 0.16:
        return "-"
    if shape < 0.18:
        return "không"
    if shape < 0.24:
        return f"{value:02d}"
    return f"{value:,}".replace(",", ".") if value > 999 and shape < 0.9 else str(value)


def _body(
    rng: random.Random, size: int, columns: int, names: int, text: str = ""
) -> tuple[Grid, frozenset[int]]:
    """Return the rows: number, name(s), figures; with groups and a total where the seed says so."""
    rows: list[tuple[str, ...]] = []
    groups: set[int] = set()
    grouped, total = rng.random() < 0.4, rng.choice(("top", "bottom", "bottom", "none"))
    empty = rng.randrange(1 + names, columns) if rng.random() < 0.25 else -1
    merged = rng.random() < 0.5
    group = 0

    def cells(first: str, name: str) -> tuple[str, ...]:
        rest = ["" if c == empty else figure(rng) for c in range(2, columns)]
        if names > 1:
            rest[0] = rng.choice(UNITS)
        if text:
            rest[-1] = _filled(rng, text) if rng.random() < 0.7 else ""
        return (first, name, *rest)

    if total == "top":
        rows.append(cells("", "Tổng số"))
    for place in range(size):
        if grouped and place % 5 == 0:
            mark = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[group % 8]
            name = rng.choice(("Cấp tỉnh", "Cấp huyện", "Cấp xã", "Lĩnh vực liên thông"))
            if merged:
                groups.add(len(rows))
                rows.append((f"{mark}. {name}", *[""] * (columns - 1)))
            else:
                rows.append((mark, name, *[""] * (columns - 2)))
            group += 1
        rows.append(cells(str(place + 1), rng.choice(FIELDS)))
    if total == "bottom":
        rows.append(cells("", rng.choice(("Tổng cộng", "Tổng số", "Cộng"))))
    return tuple(rows), frozenset(groups)


def _look(rng: random.Random, rules: tuple[str, ...]) -> tuple[str, bool, str]:
    note = "Ghi chú: số liệu chốt đến ngày 14/6/2024." if rng.random() < 0.3 else ""
    return rng.choice(rules), rng.random() < 0.6, note


def _form(rng: random.Random, size: int, landscape: bool) -> MadeTable:
    """Return a statistical form: a head of two to four rows over figures, with an index row."""
    depth = rng.choice((2, 3, 4))
    leaves = ("Trực tuyến", "Trực tiếp", "Bưu chính")
    top: list[tuple[str, int, int]] = [("STT", 1, depth), ("Lĩnh vực", 1, depth)]
    rest: list[list[tuple[str, int, int]]] = [[] for _ in range(depth - 1)]
    names = ["Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"]
    columns = 2
    for name in names[: rng.choice((2, 3) if landscape else (2,))]:
        width = rng.choice((2, 3))
        if depth == 4:
            width = 3
            rest[0] += [("Tổng số", 1, 3), ("Trong đó", 2, 1)]
            rest[1] += [("Trong kỳ", 2, 1)]
            rest[2] += [(leaves[0], 1, 1), (leaves[1], 1, 1)]
        elif depth == 3:
            width = 3
            rest[0] += [("Tổng số", 1, 2), ("Trong kỳ", 2, 1)]
            rest[1] += [(leaves[0], 1, 1), (leaves[1], 1, 1)]
        else:
            rest[0] += [(leaf, 1, 1) for leaf in ("Tổng số", *leaves)[:width]]
        top.append((name, width, 1))
        columns += width
    rows, groups = _body(rng, size, columns, 1)
    rules, repeats, note = _look(rng, ("all", "all", "rows", "open", "frame"))
    index = tuple(f"({n + 1})" for n in range(columns)) if rng.random() < 0.7 else ()
    room = (25.0 if landscape else 16.5) - 5.5
    return MadeTable(
        ("Biểu số II.06a/VPCP/KSTT", "TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"),
        (tuple(top), *map(tuple, rest)),
        index,
        rows,
        groups,
        rules,
        repeats,
        note,
        widths=(1.2, 4.3, *[room / (columns - 2)] * (columns - 2)),
    )


def _list(rng: random.Random, size: int, landscape: bool) -> MadeTable:
    """Return a list with long cells, which tear at the page's end."""
    text = "; ".join(rng.sample(SENTENCES, rng.choice((1, 2, 3)))).replace("Cấp", "cấp")
    rows, groups = _body(rng, max(3, size // 2), 5, 2, text[0].upper() + text[1:])
    nested = None
    if rng.random() < 0.25:
        row = rng.choice([n for n in range(len(rows)) if n not in groups])
        inner = (("Phí", "Mức"), ("Thẩm định", "150.000"), ("Cấp bản sao", "3.000"))
        nested = (row, 4, inner)
    rules, repeats, note = _look(rng, ("all",) if nested else ("all", "all", "rows"))
    wide = 9.0 if landscape else 5.5
    return MadeTable(
        ("Phụ lục 1", "DANH MỤC THỦ TỤC HÀNH CHÍNH"),
        (
            (
                ("STT", 1, 1),
                ("Tên thủ tục hành chính", 1, 1),
                ("Cơ quan thực hiện", 1, 1),
                ("Số hồ sơ", 1, 1),
                ("Ghi chú", 1, 1),
            ),
        ),
        (),
        rows,
        groups,
        rules,
        repeats,
        note,
        nested,
        (1.2, 4.5, 3.0, 1.8, wide),
    )


def _figures(rng: random.Random, size: int, landscape: bool) -> MadeTable:
    """Return a table of figures under a plain head, mostly without strokes."""
    heads = ("Tiếp nhận", "Giải quyết", "Tồn", "Đúng hạn", "Quá hạn", "Tỷ lệ")
    columns = 2 + rng.choice((3, 4, 5) if landscape else (3, 4))
    rows, groups = _body(rng, size, columns, 1)
    rules, repeats, note = _look(rng, ("none", "none", "open", "rows", "all"))
    return MadeTable(
        ("Bảng 2. Kết quả theo lĩnh vực",),
        ((("TT", 1, 1), ("Lĩnh vực", 1, 1), *((h, 1, 1) for h in heads[: columns - 2])),),
        (),
        rows,
        groups,
        rules,
        repeats,
        note,
        widths=(1.2, 5.5, *[1.9] * (columns - 2)),
    )
