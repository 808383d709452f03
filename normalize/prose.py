"""Figures in prose, bound to the indicator they speak of where the words leave no doubt.

The words are data (`normalize/indicators.toml`). A figure whose scope, period or meaning is not
certain keeps its number and place and has no indicator.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from extract.document import Block, BlockKind, Document, TextSpan
from extract.figures import RawFigure
from extract.folding import fold, skeleton
from normalize.identity import Identity, locate, surety
from normalize.numbers import parse_number
from normalize.periods import parse_period
from normalize.schema import DocumentRecord, Figure, TableRecord
from normalize.statements import Statement, statements

_LEVELS = (("cap tinh", "province"), ("cap huyen", "district"), ("cap xa", "commune"))
_FIELD = re.compile(
    r"(?<!các )(?<!theo )lĩnh vực\s*:?\s+(?P<name>[^\d,;:.()“”\"/#\n]{3,80})", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"\s+(?:là|có|đã|được|với|tiếp nhận|giải quyết|thuộc|của|trong|gồm|cấp|tại)\b.*", re.DOTALL
)
# An office by name: "thuộc thẩm quyền của Sở Xây dựng", "UBND huyện Diên Khánh: 120 hồ sơ".
_OFFICE = re.compile(
    r"\b(?:Sở|UBND|Ủy ban nhân dân|Ban|Chi cục|Văn phòng|Trung tâm|Thanh tra|Công an|Cục|Phòng)\s+"
    r"(?:(?:tỉnh|huyện|xã|phường|thị xã|thành phố|Quản lý|Đăng ký)\s+)*(?P<name>\w+)(?:\s+\w+){0,4}"
)
_OPEN_DATE = re.compile(
    r"(?:từ|tính đến|đến|kể từ|trước|sau)\s+(?:hết\s+)?ngày\s+(?P<date>\d[\d/.-]+\d)", re.I
)
_CONTINUES = re.compile(r"\W*(?:trong (?:do|so do)|cu the|bao gom|gom)\b")
_WHOLE = re.compile(r"\btong so\b|\btong cong\b")
_PLAIN = re.compile(
    r"(?:received_total|received_in_period|carried_over|handled|resolved|pending|overdue)"
)
_OF_PARTS = frozenset({"hồ sơ"})


class Phrase(BaseModel):
    """Words that bind a figure to an indicator; see the head of the file of phrases."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str
    unit: tuple[str, ...]
    pattern: str
    but_not: str | None = None
    sentence: str | None = None
    not_in_sentence: str | None = None
    topic: tuple[str, ...] | None = None
    guarded: tuple[str, ...] = ()
    qualify: str | None = None
    ratio: bool | None = None
    base: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The file of phrases, compiled."""

    phrases: tuple[Phrase, ...]
    topics: dict[str, re.Pattern[str]]
    guards: dict[str, re.Pattern[str]]
    names: dict[str, tuple[str, str]]


@dataclass(slots=True)
class _State:
    """What the statements before leave behind, within a block or a list below it."""

    topic: str = ""
    field: str | None = None
    level: str | None = None
    period: tuple[date, date] | None = None
    foreign: bool = False  # another office's, a running total's, a draft's
    part: bool = False  # of one channel: "hồ sơ trực tuyến: …"


@dataclass(frozen=True, slots=True)
class _Scope:
    """The report's own scope: its period and office."""

    period: tuple[date | None, date | None]
    office: str  # folded
    part: bool  # the section speaks of one channel
    ahead: bool  # the section looks ahead


@cache
def lexicon() -> Lexicon:
    """Return the phrases, topics and guards of `indicators.toml`."""
    path = Path(__file__).parent / "indicators.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Lexicon(
        tuple(Phrase.model_validate(entry) for entry in data["phrase"]),
        {name: re.compile(pattern) for name, pattern in data["topics"].items()},
        {name: re.compile(pattern) for name, pattern in data["guards"].items()},
        {slug: (vi, en) for slug, (vi, en) in data["names"].items()},
    )


def prose_figures(
    raws: Sequence[RawFigure],
    document: Document,
    tables: Sequence[TableRecord],
    ids: Identity,
    record: DocumentRecord,
) -> tuple[Figure, ...]:
    """Return the figures in prose, in reading order.

    Until figures are numbered, `of_figure_id` holds the base's index in the result as text.
    """
    forms = {table.block_id for table in tables if table.form_code is not None}
    outer = {table.block_id: table.table_id for table in reversed(tables)}
    headings = _headings(document)
    out: list[Figure] = []
    state = _State()
    for owner, cell, group in _pieces(raws, document):
        if ids.block(owner.ordinal) in forms:
            continue
        if cell is not None or not _goes_on(document, owner):
            state = _State()
        text, offset = _text(owner, cell)
        scope = _scope(headings.get(owner.section or "", ""), record)
        first, words = len(out), {s.index: s for s in statements(text, group, offset)}
        for index, raw in enumerate(group):
            figure = _figure(raw, owner, outer.get(ids.block(owner.ordinal)), ids, record)
            if index in words:
                figure = figure.model_copy(update=_bind(words[index], raw, state, scope))
            if raw.base is not None:
                figure = figure.model_copy(update={"of_figure_id": str(first + raw.base)})
            out.append(figure)
    return tuple(out)


def _pieces(
    raws: Sequence[RawFigure], document: Document
) -> Iterator[tuple[Block, tuple[int, int] | None, list[RawFigure]]]:
    """Yield the figures of each block or cell together, bases counted within the group."""
    key = attrgetter("block", "cell")
    first = 0
    for (block, cell), found in groupby(raws, key=key):
        group = [replace(raw, base=None if raw.base is None else raw.base - first) for raw in found]
        first += len(group)
        yield document.blocks[block], cell, group


def _text(block: Block, cell: tuple[int, int] | None) -> tuple[str, int]:
    """Return the text of a block or of one of its cells, and where it begins in the block's."""
    if cell is None or block.table is None:
        return block.text, 0
    found = next(c for c in block.table.cells if (c.row, c.col) == cell)
    return found.text, block.table.layout()[1][cell]


def _spans(block: Block, cell: tuple[int, int] | None) -> tuple[tuple[TextSpan, ...], int]:
    """Return the spans of a block or of one of its cells, and where they begin to count."""
    if cell is None or block.table is None:
        return block.spans, 0
    found = next(c for c in block.table.cells if (c.row, c.col) == cell)
    return found.spans, block.table.layout()[1][cell]


def _goes_on(document: Document, block: Block) -> bool:
    """Tell whether a block is the list below the block before it."""
    if not block.ordinal:
        return False
    before = document.blocks[block.ordinal - 1]
    if before.section != block.section or before.kind is BlockKind.TABLE:
        return False
    below = block.text.lstrip()[:1] == "+"
    return below or before.text.rstrip().endswith(":")


def _headings(document: Document) -> dict[str, str]:
    """Return the folded headings above each section path, outermost first."""
    own: dict[str, str] = {}
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.section and block.section not in own:
            own[block.section] = fold(block.text)
    paths = {block.section for block in document.blocks if block.section}
    found = {}
    for path in paths:
        parts = path.split(".")
        above = (".".join(parts[: n + 1]) for n in range(len(parts)))
        found[path] = " / ".join(own[p] for p in above if p in own)
    return found


def _scope(heading: str, record: DocumentRecord) -> _Scope:
    guards = lexicon().guards
    return _Scope(
        period=(record.period_from, record.period_to),
        office=skeleton(record.agency_name or ""),
        part=bool(guards["channel"].search(heading.rpartition(" / ")[2])),
        ahead=bool(guards["ahead"].search(heading)),
    )


def _figure(
    raw: RawFigure, block: Block, table: str | None, ids: Identity, record: DocumentRecord
) -> Figure:
    number = parse_number(raw.number + ("%" if raw.unit == "%" else ""))
    word = number is None or not raw.number[0].isdigit()
    spans, offset = _spans(block, raw.cell)
    page, box = locate(spans, raw.start - offset, raw.end - offset)
    return Figure(
        figure_id="",
        ordinal=0,
        source="prose",
        value=Decimal(0) if number is None or word else number.value,
        nil="word" if word or number is None else number.nil,
        unit=raw.unit,
        raw_text=block.text[raw.start : raw.end],
        block_id=ids.block(block.ordinal),
        char_start=raw.start,
        char_end=raw.end,
        row=raw.cell[0] if raw.cell else None,
        col=raw.cell[1] if raw.cell else None,
        table_id=table if raw.cell else None,
        page=page,
        bbox=box,
        confidence=surety(spans, raw.start - offset, raw.end - offset),
        period_from=record.period_from,
        period_to=record.period_to,
    )


def _bind(s: Statement, raw: RawFigure, state: _State, scope: _Scope) -> dict[str, object]:
    """Return what the words say of the figure, as fields to set; nothing without certainty."""
    if s.first and not _CONTINUES.match(fold(s.before)):
        state.topic, state.period, state.foreign = "", None, False
    _read_scope(s, raw, state, scope)
    topic = _topic(s)
    state.topic = topic or state.topic
    if scope.ahead or state.foreign or (raw.about and raw.unit != "%"):
        return {}
    phrase = _phrase(s, raw, state.topic)
    if phrase is None:
        return {}
    if (state.part or scope.part) and _PLAIN.match(phrase.indicator):
        return {}
    found: dict[str, object] = {"indicator": phrase.indicator, "level": state.level}
    if state.field:
        found["row_label"] = state.field
    if phrase.qualify and (match := re.search(phrase.qualify, s.words)):
        found["row_path"] = (match[0],)
    if state.period is not None:
        found["period_from"], found["period_to"] = state.period
    return found


def _topic(s: Statement) -> str:
    """Return the topic named nearest before the number, else first behind it."""
    lead, _, tail = s.words.partition("#")
    best: tuple[int, int, str] | None = None
    for name, pattern in lexicon().topics.items():
        for match in pattern.finditer(lead):
            key = (match.end(), match.end() - match.start(), name)
            best = max(best, key) if best else key
    if best:
        return best[2]
    first = [
        (match.start(), match.start() - match.end(), name)
        for name, pattern in lexicon().topics.items()
        for match in pattern.finditer(tail)
    ]
    return min(first)[2] if first else ""


def _phrase(s: Statement, raw: RawFigure, topic: str) -> Phrase | None:
    known = lexicon()
    sentence = skeleton(s.sentence)
    barred = {name for name in ("plan", "change", "other") if known.guards[name].search(s.words)}
    for words in (s.near, s.words):
        for phrase in known.phrases:
            if (
                raw.unit in phrase.unit
                and not barred - set(phrase.guarded)
                and (phrase.topic is None or topic in phrase.topic)
                and (phrase.ratio is None or phrase.ratio == (raw.base is not None))
                and re.search(phrase.pattern, words)
                and not (phrase.but_not and re.search(phrase.but_not, words))
                and (phrase.sentence is None or re.search(phrase.sentence, sentence))
                and not (phrase.not_in_sentence and re.search(phrase.not_in_sentence, sentence))
            ):
                return phrase
    return None


def _read_scope(s: Statement, raw: RawFigure, state: _State, scope: _Scope) -> None:
    """Read whose, when and of what part a statement speaks, and keep it for those that follow."""
    guards, words = lexicon().guards, s.words
    if _WHOLE.search(words):
        state.field, state.level, state.part = None, None, False
    if guards["running"].search(words) or guards["draft"].search(words):
        state.foreign = True
    around = f"{s.lead} # {s.tail}"
    if any(_other(match, scope.office) for match in _OFFICE.finditer(_named(around, raw))):
        state.foreign = True
    if raw.unit in _OF_PARTS:
        if s.first and guards["channel"].search(skeleton(s.lead)):
            state.part = True
        if guards["place"].search(words):
            state.part = True
    if match := _FIELD.search(around):
        state.field = _AFTER_NAME.sub("", match["name"]).strip()
    for level_words, level in _LEVELS:
        if re.search(rf"(?<!ubnd ){level_words}", words):
            state.level = level
    _read_period(s, state, scope)


def _named(around: str, raw: RawFigure) -> str:
    """Return where an office's name says whose figure it is: for procedures, behind "của" alone."""
    if raw.unit in _OF_PARTS:
        return around
    return " ; ".join(re.findall(r"\bcủa\s+(.{3,60})", around))


def _other(office: re.Match[str], own: str) -> bool:
    """Tell whether an office is named, and another than the report's own."""
    if not office["name"][0].isupper():
        return False
    found = skeleton(office[0])
    return not own or not (found.startswith(own) or own.startswith(found) or found in own)


def _read_period(s: Statement, state: _State, scope: _Scope) -> None:
    around = f"{s.before} ; {s.tail}"
    period = parse_period(around)
    if period is not None:
        bounds = (period.start, period.end)
        state.period = None if bounds == scope.period else bounds
        return
    match = _OPEN_DATE.search(f"{s.lead} {s.tail}")
    if match is not None:
        known = {f"{d.day}/{d.month}/{d.year}" for d in scope.period if d}
        told = re.sub(r"\b0", "", match["date"].replace(".", "/").replace("-", "/"))
        if told not in known:
            state.foreign = True
