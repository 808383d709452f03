"""The one canonical model: what the store, the exports and the checks speak.

Frozen pydantic models; `SCHEMA_VERSION` changes with every field. The JSON Schema published in
`docs/schema.json` is made from `Report`. Pages count from 1, rows, columns, ordinals and offsets
from 0, boxes are `(x0, y0, x1, y1)` in PDF points from the page's top left.

Identifiers are derived from the document's hash and the thing's place in it, so the same bytes
always give the same identifiers: `<doc_id[:16]>-b00012` for a block, `-m` mention, `-i` indirect
mention, `-t` table, `-f` figure, `-n` finding.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = 1

Box = tuple[float, float, float, float]
Grammar = Literal["administrative", "normative", "party", "assembly"]
Level = Literal["error", "warning", "note"]
PeriodKind = Literal["year", "quarter", "half_year", "nine_months", "month", "other"]
Status = Literal["ok", "partial", "failed"]
TextSource = Literal["native", "ocr", "mixed"]
# How a citation without a number was resolved; see `IndirectMention`.
Way = Literal["year", "date", "self", "same-block", "document"]


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Located(Record):
    """Something with a place in its document."""

    block_id: str | None = None
    page: int | None = None
    bbox: Box | None = None


class DocumentRecord(Record):
    """The document itself: letterhead, closing, period and how it was read.

    `None` means "not printed", never "unknown to us": a blank own number stays None.
    """

    doc_id: str  # sha-256 of the bytes, hex
    file_name: str
    media_type: str
    byte_size: int
    page_count: int | None = None
    text_source: TextSource = "native"
    agency_id: str | None = None
    agency_name: str | None = None
    parent_name: str | None = None
    kind: str | None = None  # BC, QĐ, …
    kind_word: str | None = None  # BÁO CÁO, as printed
    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    date_text: str | None = None
    issued_place: str | None = None
    title: str | None = None
    recipient: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    receivers: tuple[str, ...] = ()  # "Nơi nhận", item by item
    attachments: tuple[str, ...] = ()  # forms and annexes announced, as printed
    attached_to: str | None = None  # what an annex or workbook says it belongs to, as printed
    period_kind: PeriodKind | None = None
    period_from: date | None = None
    period_to: date | None = None
    status: Status = "ok"
    error: str | None = None
    error_en: str | None = None
    error_code: str | None = None  # what kind of failure: "damaged", "encrypted", "limit", …
    extractor_version: str = ""


class Slot(Located):
    """A line of the letterhead whose figures a scan shows: the own number, or the date."""

    name: Literal["number", "issued_on"]
    text: str  # as read
    confidence: float  # of OCR, 0–100, for the least sure word with a figure


class PageRecord(Record):
    """One page and how it was read."""

    number: int
    width: float
    height: float
    route: str
    confidence: float | None = None
    unassigned: float = 0.0


class BlockRecord(Record):
    """One block in reading order; a table's text is its cells, tab- and newline-separated."""

    block_id: str
    ordinal: int
    type: Literal["heading", "paragraph", "list_item", "table", "caption", "header", "footer"]
    section: str | None = None
    text: str
    page: int | None = None
    bbox: Box | None = None


class Repair(Record):
    """What was read otherwise than written, where and why; offsets in the mention's raw text."""

    start: int
    end: int
    written: str
    read: str
    why: str


class Mention(Located):
    """One place where a numbered document is cited.

    `raw_text` equals `block.text[char_start:char_end]` of its block. `traits` are printed
    peculiarities that the checks judge, from the vocabulary in `extract/patterns.toml`
    (`no-so`, `no-ngay`, `repeated-so`, `blank-number`, `blank-day`, `bracketed`, `shared-kind`,
    `shared-symbol`, `shared-date`, `detached-kind`, `torn`, `lost-separator`, `look-alike`, …).
    """

    mention_id: str
    ordinal: int
    raw_text: str
    kind_word: str | None = None  # as printed, "Công văn"
    kind: str | None = None  # "CV"; by the word, else by the symbol; None for a bare `/STC`
    symbol_kind: str | None = None  # what the symbol alone says: "BC" in BC-STC, "CV" in STC-VP
    number: str | None = None  # no leading zeros; None when blank
    year_part: str | None = None
    symbol: str | None = None  # canonical: "CĐ-TTg"
    symbol_text: str | None = None  # as printed: "CD-TTg"
    grammar: Grammar
    issued_on: date | None = None
    date_text: str | None = None
    issuer_id: str | None = None
    issuer_text: str | None = None  # "của Chính phủ", the name as printed
    subject: str | None = None  # "về …", the subject as printed
    scope: str | None = None  # "khoản 2 Điều 5"
    relation: str | None = None  # "amended_by", "replaces", "repeals", with `related_mention_id`
    related_mention_id: str | None = None
    citation_key: str
    well_formed: bool = True
    char_start: int = 0
    char_end: int = 0
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    context: str = ""
    traits: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    candidates: tuple[str, ...] = ()  # other citation keys that remain possible
    is_own: bool = False  # names the report itself
    confidence: float | None = None  # of OCR, 0–100, for the least sure word; None: not a scan


class IndirectMention(Located):
    """One place where a document is cited without its number: a law by name, "Nghị định này".

    `citation_key` is set when exactly one document can be meant, and `resolved_by` says how: a law
    by its name with the "year" or "date" of its passing; "self" for the report itself; else the
    only document of the kind named before, in the "same-block" or else in the whole "document".
    `candidates` are those that remain.
    """

    indirect_id: str
    ordinal: int
    way: Literal["law", "pointer"]
    raw_text: str
    kind: str
    name: str | None = None  # the law's, as the lexicon or else the report writes it
    year_part: str | None = None  # printed behind the name
    issued_on: date | None = None  # printed behind the name
    citation_key: str | None = None
    resolved_by: Way | None = None
    candidates: tuple[str, ...] = ()
    char_start: int = 0
    char_end: int = 0
    table_id: str | None = None
    row: int | None = None
    col: int | None = None


class Decision(Record):
    """The distinct document that mentions point to, whatever its kind."""

    citation_key: str
    kind: str | None = None
    number: str | None = None
    year: str | None = None
    symbol: str | None = None
    grammar: Grammar
    issuer_id: str | None = None
    issuer_name: str | None = None
    issued_on: date | None = None  # agreed date; None when the mentions disagree
    dates: tuple[date, ...] = ()
    mention_ids: tuple[str, ...] = ()


class CellRecord(Record):
    """One cell; `value` is its number where it is one; blank, `-` and `0` differ in `text`."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    text: str
    value: Decimal | None = None
    page: int | None = None
    bbox: Box | None = None
    places: tuple[tuple[int, Box], ...] = ()  # every page and box of a torn cell
    confidence: float | None = None  # of OCR, 0–100, for the least sure word; None: not a scan
    address: str | None = None  # on its sheet, "C7"; None in other sources and of blank cells


class TableRecord(Record):
    """One logical table, stitched over its pages."""

    table_id: str
    block_id: str
    ordinal: int
    form_code: str | None = None
    form_version: str | None = None
    form_text: str | None = None  # the code line as printed
    part: str | None = None
    title: str | None = None
    unit: str | None = None
    annex: str | None = None
    period_kind: PeriodKind | None = None
    period_from: date | None = None
    period_to: date | None = None
    page_from: int | None = None
    page_to: int | None = None
    row_count: int
    col_count: int
    header_rows: int
    index_row: int | None = None
    column_numbers: tuple[int | None, ...] = ()  # printed (1)(2)(3), by grid column
    formulas: tuple[str, ...] = ()  # "(3)=(4)+(5)+(6)", printed ones first, then the form's
    header_paths: tuple[tuple[str, ...], ...] = ()
    sheet: str | None = None
    cells: tuple[CellRecord, ...] = ()


class Figure(Located):
    """One number with its meaning.

    `nil` says how nothing was written when `value` is None or zero: "blank", "dash", "zero",
    "word" (không); a dash or a blank has no value.
    """

    figure_id: str
    ordinal: int
    source: Literal["form", "prose"]
    form_code: str | None = None
    part: str | None = None
    column_no: int | None = None
    indicator: str | None = None
    row_label: str | None = None
    row_path: tuple[str, ...] = ()
    row: int | None = None
    col: int | None = None
    is_total: bool = False
    level: str | None = None  # "province", "district", "commune", "central"
    value: Decimal | None = None
    nil: Literal["blank", "dash", "zero", "word"] | None = None
    unit: str | None = None
    raw_text: str
    table_id: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    of_figure_id: str | None = None  # a ratio's base: 1452/1477 → the figure of 1477
    confidence: float | None = None  # of OCR, 0–100, for the least sure word; None: not a scan
    period_from: date | None = None
    period_to: date | None = None


class Evidence(Record):
    """One value that a finding compares and where it stands."""

    label: str
    value: str
    where: str  # for a person: "Biểu II.06a, dòng Tổng cộng, cột (3)", "mục I.3"
    mention_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    block_id: str | None = None
    page: int | None = None
    bbox: Box | None = None


class Finding(Located):
    """One thing a reviewer should look at."""

    finding_id: str = ""
    rule: str
    level: Level
    message: str
    message_en: str
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    mention_id: str | None = None
    table_id: str | None = None


class Note(Record):
    """Something about how the file was read (not a fault of the report)."""

    code: str
    message: str
    message_en: str
    page: int | None = None


class SignatureRecord(Record):
    """A digital signature's own claims, as evidence."""

    signer: str | None = None
    office: str | None = None
    signed_at: str | None = None
    covers_whole_file: bool | None = None


class Report(Record):
    """A whole document, canonical: what one document task returns and the store keeps."""

    schema_version: int = SCHEMA_VERSION
    document: DocumentRecord
    pages: tuple[PageRecord, ...] = ()
    blocks: tuple[BlockRecord, ...] = ()
    mentions: tuple[Mention, ...] = ()
    indirect: tuple[IndirectMention, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    slots: tuple[Slot, ...] = ()
    signatures: tuple[SignatureRecord, ...] = ()
