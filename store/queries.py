"""Questions to the store: the ready ones of `store/named/`, and anybody's own SQL, read only."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from extract.errors import UsageError
from normalize.periods import parse_period
from store.connection import OUTER_FAULTS, Store, broken, marked

NAMED = Path(__file__).parent / "named"
SECONDS = 60.0
LIMIT = "limit"  # a question's own parameter: it cuts early what it then writes out
_PARAMETER = re.compile(r"\$([a-z_]+)")
_HEAD = re.compile(r"^-- (vi|en): (.+)$", re.MULTILINE)
_PERIOD = re.compile(r"\d{4}(?:Q[1-4]|H[12]|N9|M\d\d)?|\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: `title` says what it answers; `parameters` are all optional."""

    name: str
    title: str
    title_en: str
    sql: str
    parameters: tuple[str, ...]


@cache
def questions() -> dict[str, Question]:
    """Return the ready questions by name, sorted."""
    found = {}
    for path in sorted(NAMED.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        titles = dict(_HEAD.findall(text))
        found[path.stem] = Question(
            name=path.stem,
            title=titles["vi"],
            title_en=titles["en"],
            sql=text,
            parameters=tuple(p for p in dict.fromkeys(_PARAMETER.findall(text)) if p != LIMIT),
        )
    return found


def ask(store: Store, name: str, limit: int | None = None, /, **wanted: str | None) -> pa.Table:
    """Return the answer to a ready question; a parameter that is None does not filter.

    `period` may be written in any way that `period_prefix` understands; `limit` is the number of
    rows at most, all when None.

    Raises:
        UsageError: when there is no such question, or it has no such parameter.
    """
    question = questions().get(name)
    if question is None:
        raise _unknown("câu hỏi", "question", name, list(questions()))
    given = {key: value for key, value in wanted.items() if value is not None}
    for key in given:
        if key not in question.parameters:
            raise _unknown("tham số", "parameter", key, list(question.parameters))
    if "period" in given:
        given["period"] = period_prefix(given["period"])
    values: dict[str, object] = {key: given.get(key) for key in question.parameters}
    sql = question.sql
    if f"${LIMIT}" in sql:
        values[LIMIT] = limit
    if limit is not None:
        sql = f"SELECT * FROM (\n{sql.rstrip().rstrip(';')}\n) LIMIT {int(limit)}"
    return store.arrow(sql, values)


def period_prefix(text: str) -> str:
    """Return a period's name as the store writes it: "Quý III/2023" → `2023Q3`, "2023" → `2023`.

    What it names, and all that lies in it, has a name that starts with it.

    Raises:
        UsageError: when it names no period.
    """
    plain = re.sub(r"[\s-]+(?=[QHNM])", "", text.strip().upper())
    if _PERIOD.fullmatch(plain):
        return plain
    period = parse_period(text)
    if period is None:
        raise UsageError(
            f"Không hiểu kỳ báo cáo “{text}”.",
            f"“{text}” names no period.",
            remedy="Ví dụ: 2023, 2023Q3, 2023H1, 2023M09, hoặc “Quý III/2023”.",
            remedy_en="For example: 2023, 2023Q3, 2023H1, 2023M09.",
        )
    end = period.end
    letter = {
        "year": "",
        "quarter": f"Q{(end.month - 1) // 3 + 1}",
        "half_year": f"H{1 if end.month < 7 else 2}",
        "nine_months": "N9",
        "month": f"M{end.month:02d}",
    }
    return f"{end.year}{letter[period.kind]}" if period.kind in letter else f"{end:%Y-%m-%d}"


def run_sql(
    store: Store,
    sql: str,
    seconds: float = SECONDS,
    limit: int | None = None,
    parameters: Mapping[str, object] | None = None,
) -> pa.Table:
    """Return the result of anybody's SQL; it reads this store and nothing else.

    The store should be open read only; from this call on its connection reaches no file, network
    or setting.

    Args:
        store: an open store.
        sql: one statement.
        seconds: wall clock it may take.
        limit: rows returned at most; all when None.
        parameters: values of the statement's parameters by name.

    Raises:
        UsageError: when the statement is wrong, changes something, or takes too long.
    """
    connection = store.connection
    _close_doors(store)
    try:
        if len(connection.extract_statements(sql)) != 1:
            raise UsageError("Cần đúng một câu lệnh SQL.", "Exactly one SQL statement is needed.")
        clock = threading.Timer(seconds, connection.interrupt)
        clock.daemon = True
        clock.start()
        try:
            relation = connection.sql(sql, params=parameters or None)
            if relation is None:
                raise UsageError(
                    "Câu lệnh không trả về dòng nào; chỉ nhận câu hỏi (SELECT).",
                    "The statement returns no rows; only questions (SELECT) are taken.",
                )
            types = [str(kind) for kind in relation.types]
            table = _first(relation.to_arrow_reader(10_000), limit)
            return table.cast(marked(table.schema, types))
        finally:
            clock.cancel()
    except duckdb.InterruptException as error:
        raise UsageError(
            f"Truy vấn chạy quá {seconds:g} giây nên đã dừng.",
            f"The query took more than {seconds:g} seconds and was stopped.",
            remedy="Hãy thêm điều kiện hoặc LIMIT.",
            remedy_en="Add conditions or a LIMIT.",
        ) from error
    except OUTER_FAULTS as error:
        raise broken(error, store.path) from error
    except duckdb.Error as error:
        detail = str(error).strip()
        raise UsageError(f"Câu lệnh SQL sai: {detail}", f"The SQL is wrong: {detail}") from error


def _close_doors(store: Store) -> None:
    locked = store.row("SELECT current_setting('lock_configuration')")
    if locked and locked[0]:
        return
    store.run("SET enable_external_access = false")
    store.run("SET lock_configuration = true")


def _first(batches: pa.RecordBatchReader, limit: int | None) -> pa.Table:
    kept, rows = [], 0
    for batch in batches:
        kept.append(batch)
        rows += batch.num_rows
        if limit is not None and rows >= limit:
            break
    table = pa.Table.from_batches(kept, batches.schema)
    return table if limit is None else table.slice(0, limit)


def _unknown(what: str, what_en: str, name: str, known: list[str]) -> UsageError:
    listed = ", ".join(known) or "–"
    return UsageError(
        f"Không có {what} “{name}”.",
        f"There is no {what_en} “{name}”.",
        remedy=f"Có: {listed}.",
        remedy_en=f"There are: {listed}.",
    )
