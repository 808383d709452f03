"""FRM303: a printed percentage is what its own numbers give, in a form's cell and in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extract.folding import skeleton
from normalize.catalogue import finding
from normalize.checks.forms import at_cell, cell_evidence, form_name, row_name
from normalize.forms import Ratio, find_form
from normalize.formulas import parse_formulas
from normalize.numbers import fits, parse_number, show, truncated
from normalize.rows import Row, read_rows
from normalize.schema import Evidence, Finding, Located, Report, TableRecord

_COUNT = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
_NOUN = r"[^\d%;:\n]"
# Numerator and base must be bound to the percentage by the sentence itself ("đạt tỷ lệ", "chiếm"):
# "thu về 30/70, đạt 85,00%" speaks of two things.
_RATIO = re.compile(
    rf"(?<![\w/.,-])(?P<top>{_COUNT})(?P<noun>{_NOUN}{{0,60}}?)"
    rf"\s*(?:/|\btrên\s+(?:tổng\s+số\s+)?)\s*(?P<base>{_COUNT})(?![\d/.-]|,\d)(?P<of>{_NOUN}{{0,100}}?)"
    r"(?:[,(]\s*)?(?:(?:đạt|chiếm|với|bằng|ứng với)\s+(?:tỷ|tỉ)\s+lệ|chiếm)\s*(?:là|:)?\s*"
    r"(?P<percent>\d+(?:[.,]\d+)?)\s?%",
    re.IGNORECASE,
)
# Bound by a bracket: "382/394 hồ sơ (đạt 97%)", "đạt tỷ lệ 97% (382/394 hồ sơ)"; or by "trên tổng
# số": "45 tài khoản trên tổng số 60 công chức, đạt 75%". A rise, a target, a bound is no ratio.
_ENCLOSED = re.compile(
    rf"(?<![\w/.,-])(?P<top>{_COUNT})\s?/\s?(?P<base>{_COUNT})(?![\d/.-]|,\d){_NOUN}{{0,40}}?"
    r"\((?:(?:đạt|chiếm)\s+)?(?:(?:tỷ|tỉ)\s+lệ\s+)?(?P<percent>\d+(?:[.,]\d+)?)\s?%\)",
    re.IGNORECASE,
)
_ENCLOSING = re.compile(
    r"(?:đạt|chiếm|(?:tỷ|tỉ)\s+lệ(?:\s+là)?)\s*:?\s*(?P<percent>\d+(?:[.,]\d+)?)\s?%\s*"
    rf"\((?P<top>{_COUNT})\s?/\s?(?P<base>{_COUNT})(?:\s[^\d()%;:/]{{1,40}})?\)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    rf"(?<![\w/.,-])(?P<top>{_COUNT})(?P<noun>{_NOUN}{{0,60}}?)\strên\s+tổng\s+số\s+"
    rf"(?P<base>{_COUNT})(?![\d/.-]|,\d){_NOUN}{{0,60}}?[,(]\s*"
    r"(?:đạt|chiếm)\s+(?P<percent>\d+(?:[.,]\d+)?)\s?%(?=\s*[).;,]|\s*$)",
    re.IGNORECASE,
)
# The base in the clause before, the noun the same: "tổng số nhiệm vụ được giao là 120 nhiệm vụ; đã
# hoàn thành 98 nhiệm vụ, đạt tỷ lệ 81,67%". Of those in time, or of a plan, it is no such share.
_OF_TOTAL = re.compile(
    r"(?:(?:trên\s+)?\btổng\s+số|\bđược\s+giao)\b[^\d%;,.\n]{0,80}?(?<![\w/.,-])"
    rf"(?P<base>{_COUNT})\s+(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}?)"
    r"(?:\s+(?:được\s+giao|tiếp\s+nhận|trong\s+kỳ))?\s*[;,]\s*"
    r"(?:(?:trong\s+đó|đến\s+nay|kết\s+quả)\s*+(?:[,:]\s*+)?)?đã\s+(?:được\s+)?"
    r"(?:hoàn\s+thành|giải\s+quyết|xử\s+lý|thực\s+hiện|trả\s+lời)(?:\s+(?:xong|được))?"
    rf"\s*+(?:(?:là\s|:)\s*+)?(?P<top>{_COUNT})\s+(?P=noun)\s*[,(]\s*"
    r"(?:đạt|chiếm)\s+(?:(?:tỷ|tỉ)\s+lệ\s+)?(?:là\s+)?(?P<percent>\d+(?:[.,]\d+)?)\s?%"
    r"(?=\s*[).;,]|\s*$)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"(?:tăng|giảm|vượt|chỉ tiêu|mục tiêu|kế hoạch|tối thiểu|ít nhất|trên|dưới|hơn|gần|khoảng)"
    r"[^.;,(]{0,12}$",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(r"(?:số|ngày|tháng|quý|biểu|mục|điều|khoản)\s*$", re.IGNORECASE)
_FIELD = re.compile(r"^(?:linh vuc|nhom|cap) ")


def check(report: Report) -> Iterator[Finding]:
    """Yield the percentages that their own numbers do not give."""
    for table in report.tables:
        if table.form_code is not None:
            yield from _in_form(table, report.tables)
    for block in report.blocks:
        if block.type not in ("table", "header", "footer"):
            where = f"mục {block.section}" if block.section else "phần lời"
            place = Located(block_id=block.block_id, page=block.page, bbox=block.bbox)
            yield from _in_prose(block.text, place, where, None)
    for table in report.tables:
        if table.form_code is None:
            for cell in table.cells:
                where = f"{table.annex or table.title or 'bảng'}, dòng {cell.row + 1}"
                yield from _in_prose(cell.text, at_cell(table, cell), where, table.table_id)


def _in_form(table: TableRecord, tables: Iterable[TableRecord]) -> Iterator[Finding]:
    form = find_form(table.form_code)
    part = form.part(table.part) if form else None
    ratios = list(part.ratios) if part else []
    known = {ratio.column for ratio in ratios}
    ratios += [
        Ratio(column=f.target, numerator=f.columns[0], base=f.columns[1])
        for f in parse_formulas(table.formulas)
        if f.ratio and f.target not in known
    ]
    rows = read_rows(table)
    for ratio in ratios:
        other = _base_table(table, ratio, tables)
        if other is None:
            continue
        bases = rows if other is table else read_rows(other)
        for row in rows:
            base = row if other is table else _same_row(row, bases)
            if base is not None and row.kind != "group":
                yield from _judge(table, row, ratio, other, base)


def _base_table(
    table: TableRecord, ratio: Ratio, tables: Iterable[TableRecord]
) -> TableRecord | None:
    """Return the table that holds the base: this one, or the form's other part if there is one."""
    if ratio.base_part is None or ratio.base_part == table.part:
        return table
    others = [t for t in tables if t.form_code == table.form_code and t.part == ratio.base_part]
    return others[0] if len(others) == 1 else None


def _same_row(row: Row, rows: Iterable[Row]) -> Row | None:
    """Return the one row of another part that has this row's label."""
    found = [other for other in rows if _label(other) == _label(row) and other.kind == row.kind]
    return found[0] if len(found) == 1 else None


def _label(row: Row) -> str:
    return _FIELD.sub("", skeleton(row.label))


def _judge(
    table: TableRecord, row: Row, ratio: Ratio, other: TableRecord, base_row: Row
) -> Iterator[Finding]:
    cell, top = row.cells.get(ratio.column), row.numbers.get(ratio.numerator)
    base = base_row.numbers.get(ratio.base)
    printed = parse_number(cell.text) if cell else None
    if cell is None or printed is None or printed.value is None or top is None or not base:
        return
    exact = 100 * top / base
    if fits(printed.value, exact, printed.decimals):
        return
    found = finding(
        "FRM303",
        at_cell(table, cell),
        table_id=table.table_id,
        suggestion=f"Nếu {show(top)} và {show(base)} đúng thì ghi {_percent(exact)}.",
        evidence=[
            cell_evidence(table, row, ratio.column),
            cell_evidence(table, row, ratio.numerator),
            cell_evidence(other, base_row, ratio.base),
        ],
        where=f"Biểu {form_name(table)}, dòng “{row_name(row)}”, cột ({ratio.column})",
        printed=show(printed.value, percent=True),
        top=show(top),
        base=show(base),
        computed=_percent(exact),
    )
    cut = truncated(printed.value, exact, printed.decimals)
    yield found.model_copy(update={"level": "warning"}) if cut else found


def _in_prose(text: str, at: Located, where: str, table_id: str | None) -> Iterator[Finding]:
    if "%" not in text:
        return
    for match in _ratios(text):
        if _NOT_A_COUNT.search(text[: match.start()]):
            continue
        top, base = parse_number(match["top"]), parse_number(match["base"])
        printed = parse_number(match["percent"] + "%")
        if not (top and base and printed and base.value) or None in (top.value, printed.value):
            continue
        assert top.value is not None and base.value is not None and printed.value is not None
        exact = 100 * top.value / base.value
        apart = match.re is _OF_TOTAL
        if apart and (exact > 100 or printed.value == 100):
            continue  # another base: all that were due, or more than this total
        if fits(printed.value, exact, printed.decimals):
            continue
        found = _in_words(match, at, where, table_id, exact, printed.value)
        doubtful = apart or truncated(printed.value, exact, printed.decimals)
        yield found.model_copy(update={"level": "warning"}) if doubtful else found


def _ratios(text: str) -> Iterator[re.Match[str]]:
    """Yield the percentages with the numbers that they are bound to, each percentage once."""
    seen: set[int] = set()
    for pattern in (_RATIO, _ENCLOSED, _ENCLOSING, _OF_ALL, _OF_TOTAL):
        for match in pattern.finditer(text):
            if match.start("percent") in seen:
                continue
            seen.add(match.start("percent"))
            if pattern is _RATIO or not _COMPARES.search(text[: match.start()][-40:]):
                yield match


def _in_words(
    match: re.Match[str],
    at: Located,
    where: str,
    table_id: str | None,
    exact: Decimal,
    printed: Decimal,
) -> Finding:
    quote = " ".join(match[0].split())
    evidence = Evidence(
        label="câu",
        value=quote,
        where=where,
        table_id=table_id,
        block_id=at.block_id,
        page=at.page,
        bbox=at.bbox,
    )
    return finding(
        "FRM303",
        at,
        table_id=table_id,
        suggestion=f"Nếu {match['top']} và {match['base']} đúng thì ghi {_percent(exact)}.",
        evidence=[evidence],
        where=where[:1].upper() + where[1:],
        printed=show(printed, percent=True),
        top=match["top"],
        base=match["base"],
        computed=_percent(exact),
    )


def _percent(value: Decimal) -> str:
    return show(round(value, 2), percent=True)
