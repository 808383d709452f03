"""FRM304, 305: forms bear their code in full, and the report holds what it announces, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.folding import fold, skeleton
from normalize.catalogue import finding
from normalize.forms import Form, candidates, canonical_code, catalogue, find_form
from normalize.schema import BlockRecord, Evidence, Finding, Located, Report, TableRecord

_CODE = r"[IVX]+\s?\.\s?\d{1,2}\s?[a-zA-Z]?(?![a-zđ0-9])(?P<suffix>(?:\s?/\s?[A-ZĐ]+)*)"
_MENTION = re.compile(
    rf"\b(?:biểu(?:\s+mẫu)?|mẫu(?:\s+biểu)?)(?:\s++số)?\s*+(?::\s*+)?(?P<code>{_CODE})", re.I
)
_CODE_LINE = re.compile(
    rf"\W*(?:biểu(?:\s+mẫu)?|mẫu(?:\s+biểu)?)(?:\s++số)?\s*+(?::\s*+)?{_CODE}\W*", re.I
)
_ANNOUNCES = re.compile(
    r"chi\s+tiết|(?:đính\s+)?kèm\s+theo|gửi\s+kèm|các\s+biểu|hồ\s+sơ\s+kèm|đính\s+kèm",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:ban\s+hành\s+)?kèm\s+theo\s+(?:thông\s+tư|nghị\s+định|quyết\s+định|công\s+văn|kế\s+hoạch)",
    re.IGNORECASE,
)
_ANNEX_ITEM = re.compile(r"^\W*phụ\s+lục(?:\s+số)?\s+(?P<number>\d{1,2}|[IVX]{1,5})\b", re.I)
_ANNEX_PROSE = re.compile(
    r"\bphụ\s+lục(?:\s+số)?\s+(?P<number>\d{1,2}|[IVX]{1,5})\s+(?:đính\s+kèm|kèm\s+theo)\b", re.I
)
_ANNEX_HEAD = re.compile(
    r"^[\W_]*phụ\s+lục(?:\s+số)?\s*(?P<number>\d{1,2}|[IVX]{1,5}(?!\w))(?P<rest>.*)", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A form or annex that a block names."""

    name: str  # "II.04b", "4"
    text: str  # as printed
    block: BlockRecord
    full: bool = True


def check(report: Report) -> Iterator[Finding]:
    """Yield form codes that are missing, short or unknown, and attachments missing or doubled."""
    yield from _table_codes(report)
    listed = _listed(report)
    mentions = list(dict.fromkeys(_mentions(report, listed)))
    yield from _prose_codes(mentions)
    yield from _missing_forms(report, mentions)
    yield from _annexes(report, listed)


def _table_codes(report: Report) -> Iterator[Finding]:
    seen: set[tuple[str, str | None]] = set()
    for table in report.tables:
        if table.form_code is None or (table.form_code, table.form_text) in seen:
            continue
        seen.add((table.form_code, table.form_text))
        problem = _problem(table)
        if problem is None:
            continue
        form = find_form(table.form_code)
        full = f"Biểu số {table.form_code}{form.suffix if form else ''}"
        yield finding(
            "FRM304",
            Located(block_id=table.block_id, page=table.page_from),
            table_id=table.table_id,
            suggestion=f"Ghi “{full}”." if form else None,
            evidence=[_table_evidence(table)],
            form=table.form_code,
            problem=problem[0],
            problem_en=problem[1],
        )


def _problem(table: TableRecord) -> tuple[str, str] | None:
    form = find_form(table.form_code)
    title = f"“{table.title}”" if table.title else "không tên"
    if table.form_text is None:
        if table.sheet and canonical_code(table.sheet) == table.form_code:
            return None
        return (
            f"bảng {title} có các cột của biểu này nhưng không ghi mã biểu",
            f"the table {title} has this form's columns but bears no form code",
        )
    if form is None:
        return (
            f"mã “{table.form_text}” không có trong danh mục biểu mẫu",
            f"the code “{table.form_text}” is not in the catalogue of forms",
        )
    squeezed = fold(table.form_text).replace(" ", "")
    if form.code.casefold() in squeezed and fold(form.suffix) in squeezed:
        return None
    return (
        f"mã biểu ghi thiếu: “{table.form_text}”",
        f"the form code is shortened: “{table.form_text}”",
    )


def _table_evidence(table: TableRecord) -> Evidence:
    return Evidence(
        label="mã biểu",
        value=table.form_text or "(không ghi)",
        where=f"Biểu {table.form_code}" + (f" – {table.title}" if table.title else ""),
        table_id=table.table_id,
        block_id=table.block_id,
        page=table.page_from,
    )


def _listed(report: Report) -> list[tuple[str, BlockRecord]]:
    """Return the attachments that the report lists, each with the first block that prints it."""
    found = (
        (text, next((block for block in report.blocks if text in block.text), None))
        for text in report.document.attachments
    )
    return [(text, block) for text, block in found if block is not None]


def _mentions(report: Report, listed: list[tuple[str, BlockRecord]]) -> Iterator[_Said]:
    """Yield the forms that prose and lists announce, in reading order."""
    for block in report.blocks:
        if block.type in ("table", "header", "footer") or _CODE_LINE.fullmatch(block.text):
            continue
        if not _ANNOUNCES.search(block.text):
            continue
        for match in _MENTION.finditer(block.text):
            code = canonical_code(match["code"])
            if code is None or _OTHERS.match(block.text[match.end() :].strip(" ,()")):
                continue
            yield _Said(code, " ".join(match["code"].split()), block, bool(match["suffix"]))
    for text, block in listed:
        for match in _MENTION.finditer(text):
            code = canonical_code(match["code"])
            if code is not None:
                yield _Said(code, " ".join(match["code"].split()), block, bool(match["suffix"]))


def _prose_codes(mentions: list[_Said]) -> Iterator[Finding]:
    """Yield the codes that no form of the catalogue bears: short of a letter, or unknown."""
    known = {form.code for form in catalogue()}
    for name in dict.fromkeys(said.name for said in mentions if said.name not in known):
        places = [said for said in mentions if said.name == name]
        likely = _likely(name, mentions)
        short = bool(candidates(name))
        if not short and not any(said.full for said in places):
            continue
        yield finding(
            "FRM304",
            _at(places[0].block),
            suggestion=f"Ghi “{likely[0].code}{likely[0].suffix}”." if len(likely) == 1 else None,
            evidence=[_said_evidence(said) for said in [*places, *_others(mentions, likely)]],
            form=name,
            problem=f"mã biểu ghi thiếu: “{places[0].text}”"
            if short
            else f"mã “{places[0].text}” không có trong danh mục biểu mẫu",
            problem_en=f"the form code is shortened: “{places[0].text}”"
            if short
            else f"the code “{places[0].text}” is not in the catalogue of forms",
        )


def _likely(name: str, mentions: list[_Said]) -> list[Form]:
    """Return the forms a short code may mean, those that the report names in full if any."""
    forms = list(candidates(name))
    named = [form for form in forms if any(said.name == form.code for said in mentions)]
    return named or forms


def _others(mentions: list[_Said], forms: list[Form]) -> list[_Said]:
    codes = {form.code for form in forms}
    return [said for said in mentions if said.name in codes][:2]


def _missing_forms(report: Report, mentions: list[_Said]) -> Iterator[Finding]:
    held = {table.form_code for table in report.tables if table.form_code}
    for block in report.blocks:
        if _CODE_LINE.fullmatch(block.text) and (code := canonical_code(block.text)):
            held.add(code)
    known = {form.code for form in catalogue()}
    for name in dict.fromkeys(said.name for said in mentions):
        short = name not in known and bool(candidates(name))
        if name in held or short:
            continue
        places = [said for said in mentions if said.name == name]
        yield finding(
            "FRM305",
            _at(places[0].block),
            suggestion=f"Gửi kèm biểu {name}, hoặc bỏ phần nhắc đến nó.",
            evidence=[_said_evidence(said) for said in places],
            what=f"Biểu {name} được nhắc đến nhưng không có trong báo cáo",
            what_en=f"Form {name} is announced but the report does not hold it",
        )


def _annexes(report: Report, listed: list[tuple[str, BlockRecord]]) -> Iterator[Finding]:
    heads: dict[str, list[_Said]] = {}
    for block, following in zip(report.blocks, [*report.blocks[1:], None], strict=False):
        head = _annex_head(block, following)
        if head is not None:
            heads.setdefault(head.name, []).append(head)
    for name, found in heads.items():
        titles = {skeleton(head.text): head for head in found}
        if len(titles) > 1:
            yield finding(
                "FRM305",
                _at(found[-1].block),
                suggestion="Đánh lại số phụ lục theo danh mục tài liệu kèm theo.",
                evidence=[_said_evidence(head) for head in titles.values()],
                what=f"Phụ lục {name} có {len(titles)} bản khác nhau",
                what_en=f"Annex (Phụ lục {name}) stands {len(titles)} times with different titles",
            )
    held = set(heads) | {_number(t.annex) for t in report.tables if t.annex}
    for name, said in _announced_annexes(report, listed).items():
        if name not in held:
            yield finding(
                "FRM305",
                _at(said.block),
                suggestion=f"Gửi kèm Phụ lục {name}, hoặc bỏ phần nhắc đến nó.",
                evidence=[_said_evidence(said)],
                what=f"Phụ lục {name} được nhắc đến nhưng không có trong báo cáo",
                what_en=f"Annex (Phụ lục {name}) is announced but the report does not hold it",
            )


def _annex_head(block: BlockRecord, following: BlockRecord | None) -> _Said | None:
    """Return the annex a block heads: "Phụ lục 2", alone or with its title in capitals."""
    match = _ANNEX_HEAD.match(block.text)
    if match is None or block.type in ("table", "header", "footer"):
        return None
    title = " ".join(match["rest"].strip(" .:*–-\n").split())
    if title and not _capitals(title[:30]) and title[0] != "(":
        return None
    if not title and following is not None and following.type != "table":
        title = " ".join(following.text.split())
    return _Said(match["number"].upper(), title or "(không tên)", block)


def _announced_annexes(report: Report, listed: list[tuple[str, BlockRecord]]) -> dict[str, _Said]:
    said: dict[str, _Said] = {}
    for text, block in listed:
        match = _ANNEX_ITEM.match(text)
        if match:
            said.setdefault(match["number"].upper(), _Said(match["number"], text, block))
    for block in report.blocks:
        if block.type in ("table", "header", "footer"):
            continue
        for match in _ANNEX_PROSE.finditer(block.text):
            if not _OTHERS.match(
                block.text[match.start("number") + len(match["number"]) :].strip()
            ):
                said.setdefault(match["number"].upper(), _Said(match["number"], match[0], block))
    return said


def _number(annex: str) -> str:
    return annex.split()[-1].upper()


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def _at(block: BlockRecord) -> Located:
    return Located(block_id=block.block_id, page=block.page, bbox=block.bbox)


def _said_evidence(said: _Said) -> Evidence:
    where = f"mục {said.block.section}" if said.block.section else "phần lời"
    return Evidence(
        label="nhắc đến",
        value=said.text,
        where=where,
        block_id=said.block.block_id,
        page=said.block.page,
        bbox=said.block.bbox,
    )
