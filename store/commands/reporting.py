"""The office's own work with the reports: the province's form, return notes, who has reported."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from extract.errors import StoreError, UsageError
from store.commands.frame import DB, ROWS, command, show
from store.commands.past import as_of

SUFFIXES = ("xlsx", "docx", "csv", "json", "parquet")
PERIOD = click.option("--period", required=True, help="2023, 2023Q3, 2023H1, “Quý III/2023”.")


@command("aggregate")
@click.argument("code", metavar="FORM")
@PERIOD
@click.option("--by", type=click.Choice(["department", "field"]), default="department")
@click.option("--only-clean", is_flag=True, help="Bỏ báo cáo còn lỗi / leave faulty reports out.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Tệp .xlsx, .docx, .csv, .json, .parquet / a file.",
)
@DB
@as_of
def aggregate_form(
    lang: str,
    code: str,
    period: str,
    by: str,
    only_clean: bool,
    output: Path | None,
    db: Path | None,
) -> int:
    """Biểu tổng hợp toàn tỉnh / a form of the whole province."""
    from store.aggregate import aggregate, brief, to_arrow
    from store.aggregate_docx import write_docx
    from store.aggregate_xlsx import note_lines, write_xlsx
    from store.database import open_store

    form = output.suffix.lower().lstrip(".") if output is not None else "table"
    if output is not None and form not in SUFFIXES:
        raise UsageError(
            f"Không ghi được tệp “{output.name}”: đuôi tệp không rõ.",
            f"“{output.name}” has no suffix of a known format.",
            remedy=f"Dùng: {', '.join(SUFFIXES)}.",
            remedy_en=f"Use: {', '.join(SUFFIXES)}.",
        )
    with open_store(db) as store:
        result = aggregate(store, code, period, by, only_clean=only_clean)
    if not result.lines:
        click.echo(_nothing(lang, result.form.code, result.period), err=True)
    if output is not None and form in ("xlsx", "docx"):
        _write(output, write_xlsx(result) if form == "xlsx" else write_docx(result))
    elif output is not None:
        show(to_arrow(result), form, output)
    else:
        for part in result.form.parts:
            if part.name:
                click.echo(f"{part.name}. {part.title or ''}")
            show(brief(result, part), "text", None)
    for text, _ in note_lines(result):
        click.echo(text, err=True)
    return 0


def _nothing(lang: str, code: str, period: str) -> str:
    from store.wording import say

    return say("aggregate.nothing", lang, code=code, period=period)


def _write(path: Path, data: bytes) -> None:
    """Write a file, its folder made when missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise StoreError(
            f"Không ghi được tệp ({error.strerror}).",
            f"The file cannot be written ({error.strerror}).",
            remedy="Hãy kiểm tra đường dẫn, quyền ghi và dung lượng đĩa.",
            remedy_en="Check the path, the permissions and the disk space.",
            file=str(path),
        ) from error


@command("return-note")
@click.argument("document", metavar="DOC", required=False)
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path),
    help="Mọi báo cáo có lỗi / all, to a folder.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Tệp .docx / a file.")
@DB
def return_note_of(
    lang: str, document: str | None, folder: Path | None, output: Path | None, db: Path | None
) -> int:
    """Công văn trả lại báo cáo để chỉnh sửa / a note that returns a report."""
    from store.database import open_store
    from store.return_note import (
        faulty_documents,
        find_document,
        note_name,
        return_note,
        write_note,
    )

    if (document is None) == (folder is None):
        raise UsageError(
            "Cần tên một văn bản, hoặc --all THƯ_MỤC.",
            "Name one document, or give --all FOLDER.",
            remedy="Ví dụ: trichluc return-note bao-cao.docx -o tra-lai.docx",
            remedy_en="For example: trichluc return-note report.docx -o note.docx",
        )
    with open_store(db) as store:
        wanted = [find_document(store, document)] if document else faulty_documents(store)
        notes = [return_note(store, doc_id) for doc_id in wanted]
    for note in notes:
        path = output if output and folder is None else (folder or Path()) / note_name(note)
        _write(path, write_note(note))
        click.echo(str(path))
    return 0


@command("status")
@PERIOD
@click.option(
    "--agencies",
    type=click.Path(path_type=Path),
    help="CSV: agency_id,name của đơn vị phải báo cáo / who has to report.",
)
@click.option("--due", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Hạn gửi / last day.")
@ROWS
@DB
@as_of
def status_of(
    lang: str,
    period: str,
    agencies: Path | None,
    due: datetime | None,
    form: str,
    db: Path | None,
) -> int:
    """Ai đã báo cáo, ai chưa; mã thoát 1 khi còn việc / who has reported; exit 1 if not all."""
    from store.database import open_store
    from store.reporting import is_well, read_agencies, standings, to_arrow

    expected = read_agencies(agencies) if agencies is not None else None
    with open_store(db) as store:
        found = standings(store, period, expected, due.date() if due else None)
    show(to_arrow(found, lang), form, None)
    return 0 if is_well(found) else 1


@command("report")
@PERIOD
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Tệp .html / a file.",
)
@DB
def report_page(lang: str, period: str, output: Path, db: Path | None) -> int:
    """Toàn cảnh của tỉnh trên một trang / the province's picture on one page."""
    from store.database import open_store
    from store.province_page import province_page

    with open_store(db) as store:
        page = province_page(store, period, lang)
    _write(output, page.encode("utf-8"))
    click.echo(str(output))
    return 0


COMMANDS = (
    aggregate_form,
    return_note_of,
    status_of,
    report_page,
)
