"""Whose figure it is, of what period and of what part: the scope that prose tells in passing.

A scope told once holds for what follows in the block. Whatever leaves it open whether a figure is
the report's own, of its period and of all its dossiers makes the figure one without indicator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.figures import RawFigure
from extract.folding import fold, skeleton
from normalize.periods import parse_period
from normalize.phrases import lexicon
from normalize.statements import Statement

_LEVELS = (("cap tinh", "province"), ("cap huyen", "district"), ("cap xa", "commune"))
_FIELD = re.compile(
    r"(?<!các )(?<!theo )lĩnh vực\s*:?\s+(?P<name>[^\d,;:.()“”\"/#\n]{3,80})", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"\s+(?:là|có|đã|được|với|tiếp nhận|giải quyết|thuộc|của|trong|gồm|cấp|tại)\b.*", re.DOTALL
)
# An office by name: "thuộc thẩm quyền của Sở Xây dựng", "UBND huyện Diên Khánh: 120 hồ sơ".
_OFFICE = re.compile(
    r"\b(?:Sở|Bộ|UBND|Ủy ban nhân dân|Ban|Chi cục|Văn phòng|Trung tâm|Thanh tra|Công an|Cục"
    r"|Phòng)\s+"
    r"(?:(?:tỉnh|huyện|xã|phường|thị xã|thành phố)\s+)*(?P<name>\w+)(?:\s+\w+){0,4}"
)
_OPEN_DATE = re.compile(
    r"(?:từ|tính đến|đến|kể từ|trước|sau)\s+(?:hết\s+)?ngày\s+(?P<date>\d[\d/.-]+\d)", re.I
)
_PART_OF_YEAR = re.compile(
    r"\bquy (?P<quarter>i{1,3}|iv|0?[1-4])\b|\bthang (?:0?[1-9]|1[0-2])\b"
    r"|\b(?:0?[369]) thang\b|\btuan\b"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4} | {
    f"{z}{n}": n for n in range(1, 5) for z in ("", "0")
}
# The subject of an act cited before the figure, up to its comma; the year in it is the act's:
# "Thực hiện Kế hoạch số 12/KH-UBND của UBND tỉnh về kiểm soát thủ tục hành chính năm 2023, …".
_SUBJECT = re.compile(
    r"(?<=\d)/[^\W\d_]\S*(?:\s+(?!trong\b|từ\b)[^\s,;:]+)*?\s+"
    r"(?:về|v/v|ban hành|triển khai|thực hiện|phê duyệt|công bố|quy định)\b"
    r"(?:\s+(?!trong (?:kỳ|năm|quý|tháng)\b|từ (?:ngày|tháng|quý)\b)[^\s,;:]+)+(?=\s*[,;\n])",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\btong so\b|\btong cong\b")
_OF_PARTS = frozenset({"hồ sơ"})


@dataclass(slots=True)
class State:
    """What the statements before leave behind, within a block or a list below it."""

    topic: str = ""
    field: str | None = None
    level: str | None = None
    period: tuple[date, date] | None = None
    foreign: bool = False  # another office's, a running total's, a draft's
    below: bool = False  # in a list below: its items take the head's topic
    anothers: bool = False  # the whole cell is
    part: bool = False  # of one channel: "hồ sơ trực tuyến: …"


@dataclass(frozen=True, slots=True)
class Scope:
    """The report's own scope: its period and office."""

    period: tuple[date | None, date | None]
    kind: str | None
    office: str  # folded
    fields: tuple[str, ...]  # the labels of the forms' rows, folded
    part: bool  # the section speaks of one channel
    ahead: bool  # the section looks ahead


def read_scope(s: Statement, raw: RawFigure, state: State, scope: Scope) -> None:
    """Read whose, when and of what part a statement speaks into the state of its block."""
    guards, words = lexicon().guards, s.words
    if _WHOLE.search(words):
        state.field, state.level, state.part = None, None, False
    if guards["running"].search(words) or guards["draft"].search(words):
        state.foreign = True
    around = f"{s.lead} # {s.tail}"
    opening = _OFFICE.match(s.before.lstrip(" \t-–+•*"))
    if opening is not None and _other(opening, scope.office):
        state.foreign = True
    if any(_other(match, scope.office) for match in _OFFICE.finditer(_named(around, raw))):
        state.foreign = True
    if raw.unit in _OF_PARTS:
        state.foreign |= bool(guards["until"].search(words))
        if s.first and guards["channel"].search(skeleton(s.lead)):
            state.part = True
        if guards["place"].search(words) or guards["sample"].search(fold(s.sentence)):
            state.part = True
    if match := _FIELD.search(around):
        state.field = _AFTER_NAME.sub("", match["name"]).strip()
    elif raw.unit in _OF_PARTS and state.field is None and scope.fields:
        # "Đất đai: 680 hồ sơ" is one row's without saying so
        state.foreign |= _names_field(words.replace(scope.office or "#", "#"), scope.fields)
    for level_words, level in _LEVELS:
        if re.search(rf"(?<!ubnd ){level_words}", words):
            state.level = level
    _read_period(s, state, scope)


def _names_field(words: str, fields: tuple[str, ...]) -> bool:
    """Tell whether words name a field; "số" before one makes it another word."""
    # Only the few that stand in the words need a pattern made for them.
    return any(
        field in words and re.search(rf"(?<!so )\b{field}\b", words) is not None for field in fields
    )


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


def _is_own(match: re.Match[str], scope: Scope) -> bool:
    """Tell whether "quý III" without its year is the report's own quarter."""
    end = scope.period[1]
    if scope.kind != "quarter" or match["quarter"] is None or end is None:
        return False
    return _QUARTERS[match["quarter"]] == end.month // 3


def _read_period(s: Statement, state: State, scope: Scope) -> None:
    around = f"{_SUBJECT.sub('', s.before)} ; {s.tail}"
    period = parse_period(around)
    if period is not None:
        bounds = (period.start, period.end)
        state.period = None if bounds == scope.period else bounds
        return
    if any(not _is_own(match, scope) for match in _PART_OF_YEAR.finditer(skeleton(around))):
        state.foreign = True
    match = _OPEN_DATE.search(f"{s.lead} {s.tail}")
    if match is not None:
        known = {f"{d.day}/{d.month}/{d.year}" for d in scope.period if d}
        told = re.sub(r"\b0", "", match["date"].replace(".", "/").replace("-", "/"))
        if told not in known:
            state.foreign = True
