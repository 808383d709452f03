"""What a clerk sees first: what was read, what is cited, what is wrong, the counts, what next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from normalize.catalogue import rules
from store.database import Store
from store.wording import say

MOST = 12  # rows of a list before it says how many more there are
MOST_CITED = 6
_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}


def show_overview(store: Store, console: Console, db: str, lang: str) -> None:
    """Print the whole overview of a store.

    Args:
        store: open, read only or not.
        console: where to print; its width decides how the tables wrap.
        db: the database's name, for the commands to try next.
        lang: "vi" or "en".
    """
    console.print(Text(say("overview.head", lang, db=db), style="bold"))
    _read(store, console, lang)
    _decisions(store, console, lang)
    _malformed(store, console, db, lang)
    _form(store, console, lang)
    _findings(store, console, lang)
    _next(console, db, lang)


def period_label(kind: str | None, start: date | None, end: date | None, lang: str) -> str:
    """Return a period as an office names it: "Quý III/2023", "Năm 2023"."""
    if end is None:
        return "–"
    names: dict[str, Callable[[date], str]] = {
        "year": lambda d: f"Năm {d.year}" if lang == "vi" else str(d.year),
        "quarter": lambda d: (
            f"Quý {('I', 'II', 'III', 'IV')[(d.month - 1) // 3]}/{d.year}"
            if lang == "vi"
            else f"{d.year} Q{(d.month - 1) // 3 + 1}"
        ),
        "half_year": lambda d: f"6 tháng {d.year}" if lang == "vi" else f"{d.year} H1",
        "nine_months": lambda d: f"9 tháng {d.year}" if lang == "vi" else f"{d.year} 9 months",
        "month": lambda d: f"Tháng {d.month}/{d.year}" if lang == "vi" else f"{d:%Y-%m}",
    }
    if kind in names:
        return names[kind](end)
    return f"{start:%d/%m/%Y} – {end:%d/%m/%Y}" if start else f"– {end:%d/%m/%Y}"


def grid(headers: Sequence[str], right: Sequence[int] = ()) -> Table:
    """Return an empty table with a plain head; the columns in `right` hold numbers."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for position, header in enumerate(headers):
        table.add_column(header, justify="right" if position in right else "left")
    return table


def _print(console: Console, head: str, body: RenderableType | None = None) -> None:
    console.print()
    console.print(Text(head, style="bold"))
    if body is not None:
        console.print(body)


def _words(lang: str, *names: str) -> list[str]:
    return [say(f"overview.{name}", lang) for name in names]


def _read(store: Store, console: Console, lang: str) -> None:
    files, failed, reports = store.row(
        "SELECT count(*), count(*) FILTER (status = 'failed'), "
        "count(DISTINCT report_id) FILTER (status <> 'failed') FROM documents"
    ) or (0, 0, 0)
    table = grid(
        _words(lang, "agency", "period", "file", "also", "cited", "errors", "warnings"),
        right=(4, 5, 6),
    )
    for row in store.rows(
        """
        WITH counted AS (
            SELECT d.report_id,
                   count(DISTINCT m.citation_key) FILTER (NOT m.is_own) AS cited
            FROM documents d LEFT JOIN mentions m USING (doc_id) WHERE d.is_current GROUP BY ALL
        ), found AS (
            SELECT d.report_id, count(*) FILTER (f.level = 'error') AS errors,
                   count(*) FILTER (f.level = 'warning') AS warnings
            FROM documents d JOIN findings f USING (doc_id) WHERE d.is_current GROUP BY ALL
        )
        SELECT r.agency_name, r.period_kind, r.period_from, r.period_to, r.file_name,
               (SELECT string_agg(o.file_name, ', ' ORDER BY o.file_name) FROM documents o
                WHERE o.report_id = r.report_id AND o.doc_id <> r.doc_id) AS others,
               coalesce(cited, 0), coalesce(errors, 0), coalesce(warnings, 0)
        FROM documents r LEFT JOIN counted USING (report_id) LEFT JOIN found USING (report_id)
        WHERE r.is_current AND r.precedence = 0 AND r.status <> 'failed'
        ORDER BY r.period_to DESC NULLS LAST, r.agency_name
        """
    ):
        agency, kind, start, end, file, others, *counts = row
        label = period_label(kind, start, end, lang)
        table.add_row(agency or "?", label, file, others or "", *map(str, counts))
    key = "overview.read_failed" if failed else "overview.read"
    _print(console, say(key, lang, files=files, reports=reports, failed=failed), table)
    for name, reason in store.rows(
        f"SELECT file_name, {'error_en' if lang == 'en' else 'error'} FROM documents "
        "WHERE status = 'failed' ORDER BY file_name"
    ):
        console.print(Text(f"  {name}: {reason}", style="red"))


def _decisions(store: Store, console: Console, lang: str) -> None:
    total, times = store.row("SELECT count(*), sum(mention_count)::BIGINT FROM decisions") or (0, 0)
    table = grid(_words(lang, "citation", "times", "reports", "dated"), right=(1, 2))
    for key, mentions, documents, issued, dates in store.rows(
        "SELECT citation_key, mention_count, document_count, issued_on, dates FROM decisions "
        "ORDER BY mention_count DESC, document_count DESC, citation_key LIMIT ?",
        [MOST_CITED],
    ):
        if issued:
            when = f"{issued:%d/%m/%Y}"
        elif dates:
            listed = ", ".join(f"{d:%d/%m/%Y}" for d in dates)
            when = say("overview.dates_differ", lang, dates=listed)
        else:
            when = say("overview.undated", lang)
        table.add_row(key, str(mentions), str(documents), when)
    _print(console, say("overview.decisions", lang, decisions=total, mentions=times or 0), table)


def _malformed(store: Store, console: Console, db: str, lang: str) -> None:
    message = "f.message_en" if lang == "en" else "f.message"
    rows = store.rows(
        f"""
        SELECT d.agency_name, min_by({message}, f.finding_id), count(*),
               min_by(f.suggestion, f.finding_id)
        FROM findings f JOIN mentions m USING (mention_id)
        JOIN documents d ON d.doc_id = f.doc_id
        WHERE d.is_current AND f.level = 'error' AND starts_with(f.rule, 'REF')
        GROUP BY d.agency_name, f.rule, m.citation_key
        ORDER BY f.rule, d.agency_name, min(m.ordinal)
        """
    )
    table = grid(_words(lang, "agency", "wrong", "count", "suggested"), right=(2,))
    for row in rows[:MOST]:
        table.add_row(*(" ".join(str(value or "–").split()) for value in row))
    total = sum(count for _, _, count, _ in rows)
    _print(console, say("overview.malformed", lang, count=total), table)
    if len(rows) > MOST:
        rest = sum(count for _, _, count, _ in rows[MOST:])
        console.print(say("overview.more", lang, count=rest, db=db))


def _form(store: Store, console: Console, lang: str) -> None:
    headers = ["agency", "period", "received", "online", "settled", "early", "on_time", "late"]
    table = grid(_words(lang, *headers, "pending"), right=range(2, 9))
    for agency, kind, start, end, *values in store.rows(
        """
        SELECT d.agency_name, coalesce(t.period_kind, d.period_kind),
               coalesce(t.period_from, d.period_from), coalesce(t.period_to, d.period_to),
               max(f.value) FILTER (f.column_no = 3), max(f.value) FILTER (f.column_no = 4),
               max(f.value) FILTER (f.column_no = 7), max(f.value) FILTER (f.column_no = 8),
               max(f.value) FILTER (f.column_no = 9), max(f.value) FILTER (f.column_no = 10),
               max(f.value) FILTER (f.column_no = 11)
        FROM counts f JOIN documents d USING (doc_id) JOIN tables t USING (table_id)
        WHERE f.form_code = 'II.06a' AND f.is_total
        GROUP BY ALL ORDER BY 4 DESC NULLS LAST, 1
        """
    ):
        label = period_label(kind, start, end, lang)
        numbers = ["–" if v is None else f"{v:,.0f}".replace(",", ".") for v in values]
        table.add_row(agency or "?", label, *numbers)
    _print(console, say("overview.form", lang), table)


def _findings(store: Store, console: Console, lang: str) -> None:
    message = "message_en" if lang == "en" else "message"
    rows = store.rows(
        f"""
        SELECT f.rule, f.level, count(*), min_by(f.{message}, f.finding_id)
        FROM findings f JOIN documents d USING (doc_id)
        WHERE d.is_current AND f.status = 'open' GROUP BY f.rule, f.level
        ORDER BY array_position(['error', 'warning', 'note'], f.level), 3 DESC, 1
        """
    )
    counts = {level: 0 for level in _COLORS}
    table = grid(_words(lang, "level", "rule", "count", "example"), right=(2,))
    for rule, level, count, example in rows:
        counts[level] += count
        if level == "note":
            continue
        slug = rules()[rule].slug if rule in rules() else ""
        table.add_row(
            Text(say(f"level.{level}", lang), style=_COLORS[level]),
            f"{rule} {slug}",
            str(count),
            " ".join(str(example).split()),
        )
    _print(console, say("overview.findings", lang, **counts), table)


def _next(console: Console, db: str, lang: str) -> None:
    _print(console, say("overview.next", lang))
    query = "SELECT department, sum(value) FROM counts WHERE column_no = 3 AND is_total GROUP BY 1"
    for command, why in (
        (f"trichluc findings --level error --db {db}", "overview.next_errors"),
        (f'trichluc sql "{query}" --db {db}', "overview.next_sql"),
        ("trichluc rules SEQ201", "overview.next_rule"),
    ):
        console.print(Text(f"  .venv/bin/{command}", style="green"), soft_wrap=True)
        console.print(f"      {say(why, lang)}")
