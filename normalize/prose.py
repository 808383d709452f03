"""Figures in prose, bound to the indicator they speak of where the words leave no doubt.

The words are data (`normalize/indicators.toml`). A figure whose scope, period or meaning is not
certain keeps its number and place and has no indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from extract.document import Block, BlockKind, Document, TextSpan
from extract.figures import RawFigure
from extract.folding import fold, skeleton
from normalize.grids import Grid
from normalize.identity import Identity, locate, surety
from normalize.numbers import parse_number
from normalize.phrases import Phrase, lexicon
from normalize.rows import read_rows
from normalize.schema import DocumentRecord, Figure, TableRecord
from normalize.scopes import Scope, State, read_scope
from normalize.statements import Statement, statements
from normalize.totals import field_key

_ROW_OF = re.compile(
    r"(?:Sở|UBND|Ủy ban|Ban|Chi cục|Phòng|Xã|Phường|Huyện|Thành phố|Lĩnh vực|Quý|Tháng|Năm)\s+\w",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"\W*(?:trong (?:do|so do)|cu the|bao gom|gom)\b")
_NEW_HEAD = re.compile(r"\bso (?:luong )?ho so\b")
_PLAIN = re.compile(
    r"(?:received_total|received_in_period|carried_over|handled|resolved|pending|overdue)"
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
    headings, fields = _headings(document), _fields(tables)
    out: list[Figure] = []
    state = State()
    grids: dict[int, Grid] = {}
    for owner, cell, group in _pieces(raws, document):
        if ids.block(owner.ordinal) in forms:
            continue
        below = cell is None and _goes_on(document, owner)
        if not below:
            state = State()
        state.below = below
        if owner.ordinal not in grids:
            grids[owner.ordinal] = Grid(owner)
        text, spans, offset = grids[owner.ordinal].at(cell)
        scope = _scope(headings.get(owner.section or "", ""), record, fields)
        state.anothers = cell is not None and _is_anothers(grids[owner.ordinal], cell)
        first, words = len(out), {s.index: s for s in statements(text, group, offset)}
        told: dict[int, dict[str, object]] = {}
        for index, raw in enumerate(group):
            table = outer.get(ids.block(owner.ordinal))
            figure = _figure(raw, owner, (spans, offset), table, ids, record)
            if index in words:
                told[index] = _bind(words[index], raw, state, scope)
            figure = figure.model_copy(update=told.get(index, {}))
            if raw.base is not None:
                told[raw.base] = _base(told.get(index, {}))
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


def _is_anothers(grid: Grid, cell: tuple[int, int]) -> bool:
    """Tell whether a row's label names an office, a field or a month: its cells speak of it."""
    return any(_ROW_OF.match(label.strip()) for label in grid.texts_before(cell, 2))


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


def _fields(tables: Sequence[TableRecord]) -> tuple[str, ...]:
    """Return the row labels of the report's forms as folded text names them."""
    labels = {
        field_key(row.label)
        for table in tables
        if table.form_code is not None
        for row in read_rows(table)
        if row.kind == "data"
    }
    return tuple(sorted(key for key in labels if " " in key))


def _scope(heading: str, record: DocumentRecord, fields: tuple[str, ...]) -> Scope:
    guards = lexicon().guards
    return Scope(
        period=(record.period_from, record.period_to),
        kind=record.period_kind,
        office=skeleton(record.agency_name or ""),
        fields=fields,
        part=bool(guards["channel"].search(heading.rpartition(" / ")[2])),
        ahead=bool(guards["ahead"].search(heading)),
    )


def _figure(
    raw: RawFigure,
    block: Block,
    within: tuple[tuple[TextSpan, ...], int],
    table: str | None,
    ids: Identity,
    record: DocumentRecord,
) -> Figure:
    number = parse_number(raw.number + ("%" if raw.unit == "%" else ""))
    word = number is None or not raw.number[0].isdigit()
    spans, offset = within
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


def _bind(s: Statement, raw: RawFigure, state: State, scope: Scope) -> dict[str, object]:
    """Return what the words say of the figure, as fields to set; nothing without certainty."""
    if s.first and not state.below and not _CONTINUES.match(fold(s.before)):
        state.topic, state.period, state.foreign = "", None, state.anothers
    read_scope(s, raw, state, scope)
    topic = _topic(s)
    if topic or _NEW_HEAD.search(s.words.partition("#")[0]):
        state.topic = topic
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


def _base(top: dict[str, object]) -> dict[str, object]:
    """Return what the base of a ratio is by its upper part, where it has no words of its own."""
    indicator = lexicon().bases.get(str(top.get("indicator")))
    return {**top, "indicator": indicator} if indicator else {}


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
