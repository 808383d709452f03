"""What is printed around a table and tells what it is: form code, title, period, unit, part, annex.

Blocks are read upwards from the table; the first that is no caption ends the search. The second
part of a form, which prints nothing but "II. …" above its table, inherits the first part's caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.document import FURNITURE, Block, BlockKind, Caption
from extract.folding import fold

MAX_BLOCKS = 10
MAX_TITLE = 400  # characters

_CRUMBS = re.compile(r"\*+|</?[a-z][^<>]*>", re.IGNORECASE)
_FORM = re.compile(
    r"^\(?\s*(?:biểu(?:\s+mẫu)?|mẫu(?:\s+biểu)?)(?:\s+báo\s+cáo)?(?:\s+số)?\s*:?\s*"
    r"(?P<code>(?:[IVX]+\s*\.\s*)?\d{1,2}\s*[a-zđ]?(?:\s*[/-]\s*[A-ZĐ&]+)*)\s*\)?\.?$",
    re.IGNORECASE,
)
_FORM_BARE = re.compile(r"^[IVX]+\.\d{1,2}[a-z]?(?:/[A-ZĐ]+)+$")
_PERIOD = re.compile(r"^\(?\s*kỳ\s+báo\s+cáo\b\s*:?", re.IGNORECASE)
_PERIOD_RANGE = re.compile(r"^\(?\s*(?:tính\s+)?từ\s+(?:ngày\s+)?\d", re.IGNORECASE)
_PERIOD_WORD = re.compile(
    r"^\(?\s*(?:năm|quý|tháng|\d+ tháng)\s+[\dIVX/]+[^.;]{0,40}\)?$", re.IGNORECASE
)
_UNIT = re.compile(r"^\(?\s*(?:đơn vị tính|đvt|đơn vị)\s*:\s*(?P<unit>[^)]*)\)?$", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\(\s*(?:(?:ban hành|đính|gửi)\s+)?kèm(?:\s+theo)?\b[^()]*(?:\([^()]*\)[^()]*)*\)",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"^phụ\s+lục(?:\s+số)?(?:\s*:?\s*(?P<number>\d{1,2}|[IVX]{1,5}(?!\w)))?", re.IGNORECASE
)
_PART = re.compile(r"^(?:phần\s+)?(?P<part>[IVX]{1,4})\s*[.:)-]\s*(?P<title>\S.*)$", re.DOTALL)
_FOOTNOTE = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|\*{1,3})\s+[^\W\d].{0,600}$", re.DOTALL)
_SIGNED = re.compile(
    r"^(?:(?:kt|tm|tl|tuq|q)\.\s*)?(?:giam doc|pho giam doc|chu tich|pho chu tich|chanh van phong"
    r"|truong|pho|bo truong|thu truong|nguoi|noi nhan|luu|cong hoa xa hoi|doc lap|uy ban nhan dan"
    r"|ubnd)\b"
)


@dataclass(slots=True)
class _Found:
    form: str | None = None
    period: list[str] = field(default_factory=list)
    unit: str | None = None
    attached: str | None = None
    part: str | None = None
    part_title: str | None = None
    annex: str | None = None
    title: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    def headed(self) -> bool:
        """Tell whether the top of the caption is reached: nothing of it can stand higher."""
        return self.annex is not None or (self.form is not None and bool(self.title))


def find_caption(before: Sequence[Block], previous: Caption | None = None) -> Caption:
    """Return the caption of a table from the blocks before it.

    Args:
        before: the blocks between the table and the one before it, in reading order.
        previous: the caption of the table before, when only `before` stands between.
    """
    found = _Found()
    for block in list(_upwards(before))[:MAX_BLOCKS]:
        pieces = _pieces(block)
        if found.headed() or not _take(block, pieces, found):
            break
        found.blocks.append(block.ordinal)
    return _inherit(_caption(found), found.part_title, previous)


def opens_table(text: str) -> bool:
    """Tell whether a line names a form or an annex: "Biểu số II.06a/VPCP/KSTT", "Phụ lục 2"."""
    line = " ".join(text.split())
    return any(pattern.match(line) for pattern in (_FORM, _FORM_BARE, _ANNEX))


def is_footnote(block: Block) -> bool:
    """Tell whether a paragraph begins as a footnote does: with its mark and a space."""
    return block.kind is BlockKind.PARAGRAPH and bool(_FOOTNOTE.match(block.text))


def _upwards(before: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks from the table up, without furniture and the footnotes of a page's end."""
    page = None
    for block in reversed(before):
        if block.kind is BlockKind.TABLE:
            return
        if block.kind in FURNITURE or not block.text.strip():
            continue
        ended = page is not None and block.page is not None and block.page < page
        if ended and is_footnote(block):
            continue
        page = block.page
        yield block


def _pieces(block: Block) -> list[str]:
    """Return a block's lines without markup; one line may hold annex, title and attachment."""
    text = _CRUMBS.sub("\n", block.text)
    text = _ATTACHED.sub(lambda m: "\n" + " ".join(m[0].split()) + "\n", text)
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _take(block: Block, pieces: list[str], found: _Found) -> bool:
    """Take a block into the caption; return False when it is none of it."""
    trial = replace(found, period=list(found.period), title=list(found.title))
    for piece in reversed(pieces):
        if not _take_line(block, piece, trial):
            return False
    for name in (
        "form",
        "period",
        "unit",
        "attached",
        "part",
        "part_title",
        "annex",
        "title",
    ):
        setattr(found, name, getattr(trial, name))
    return True


def _take_line(block: Block, line: str, found: _Found) -> bool:
    if match := _FORM.match(line) or _FORM_BARE.match(line):
        if found.form is None:
            found.form = match[0].strip("() ")
            return True
        return False
    if match := _UNIT.match(line):
        found.unit = found.unit or match["unit"].strip(" .") or None
        return True
    if _PERIOD.match(line) or _PERIOD_RANGE.match(line) or _PERIOD_WORD.match(line):
        found.period.insert(0, line)
        return True
    if _ATTACHED.fullmatch(line):
        found.attached = found.attached or line
        return True
    if match := _ANNEX.match(line):
        return _take_annex(line, match, found)
    return _take_title(block, line, found)


def _take_annex(line: str, match: re.Match[str], found: _Found) -> bool:
    """Take "Phụ lục 2", with or without the title on its line; not a sentence that names one."""
    rest = line[match.end() :].strip(" .:-–")
    if rest and not _is_upper(rest):
        return False
    found.annex = f"Phụ lục {match['number']}" if match["number"] else "Phụ lục"
    if rest:
        found.title.insert(0, rest)
    return True


def _take_title(block: Block, line: str, found: _Found) -> bool:
    headed = _is_upper(line) or (block.style.centered and block.style.bold)
    headed = headed or block.kind is BlockKind.CAPTION
    match = _PART.match(line)
    outside = bool(found.title or found.period or found.attached)
    if match and (_is_upper(match["title"]) or block.kind is BlockKind.HEADING):
        if outside or found.part:
            return False  # the report's own heading, not a part of a form
        found.part, found.part_title = match["part"].upper(), match["title"]
        return True
    if not headed or _SIGNED.match(fold(line)):
        return False
    if sum(map(len, found.title)) + len(line) > MAX_TITLE:
        return False
    if found.title and found.annex is None and found.form is not None:
        return False
    found.title.insert(0, line)
    return True


def _is_upper(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def _caption(found: _Found) -> Caption:
    return Caption(
        form_text=found.form,
        title=" ".join(found.title) or None,
        period_text=" ".join(found.period) or None,
        unit_text=found.unit,
        attached_text=found.attached,
        part=found.part,
        annex=found.annex,
        blocks=tuple(sorted(set(found.blocks))),
    )


def _inherit(caption: Caption, part_title: str | None, previous: Caption | None) -> Caption:
    """Give a further part of a form what only its first part prints; else the part's own title."""
    if caption.part is None or caption.title or caption.form_text or caption.annex:
        return caption
    own = replace(caption, title=part_title)
    if previous is None or previous.form_text is None or previous.part in (None, caption.part):
        return own
    return replace(
        caption,
        form_text=previous.form_text,
        title=previous.title,
        period_text=caption.period_text or previous.period_text,
        unit_text=caption.unit_text or previous.unit_text,
        attached_text=previous.attached_text,
        annex=previous.annex,
    )
