"""Questions of the console and their answers, kept a while so that paging asks once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

import pyarrow as pa
from starlette.requests import Request

from extract.errors import UsageError
from store.pages.reading import Reader, reading
from store.pages.settings import PageSettings
from store.queries import Question, period_prefix, questions, run_sql

AT_ONCE = 2  # questions that are worked on together
PATIENCE = 10.0  # seconds that another one waits for its turn
KEPT = 8  # answers
KEPT_BYTES = 32 << 20  # of one answer; a larger one is asked for again


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: a ready one by its name and parameters, or somebody's SQL."""

    sql: str = ""
    named: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A result; `cut` when there is more than the limit, `seconds` is what it took."""

    table: pa.Table
    seconds: float
    cut: bool


class Answers:
    """The latest answers of a running server, and the turns of those who ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Asked, int], Answer] = OrderedDict()
        self._guard = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def of(self, request: Request, asked: Asked, rows: int) -> Answer:
        """Return the answer, from the store or as it was given before about the same snapshot.

        Args:
            request: who asks.
            asked: the question.
            rows: how many rows of the answer at most.

        Raises:
            UsageError: when the question is wrong, changes something, or takes too long.
        """
        reader: Reader = request.app.state.reader
        key = (reader.version(), asked, rows)
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._turns.acquire(timeout=PATIENCE):
            raise UsageError(
                "Đang có nhiều câu hỏi khác chạy. Hãy thử lại sau ít giây.",
                "Other questions are being answered. Try again in some seconds.",
            )
        try:
            answer = _ask(request, asked, rows)
        finally:
            self._turns.release()
        if answer.table.nbytes <= KEPT_BYTES:
            with self._guard:
                self._kept[key] = answer
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return answer


def question_of(asked: Asked) -> Question | None:
    """Return the ready question that is asked, None when it is somebody's SQL.

    Raises:
        UsageError: when there is none of that name.
    """
    if not asked.named:
        return None
    question = questions().get(asked.named)
    if question is None:
        raise UsageError(
            f"Không có câu hỏi “{asked.named}”.",
            f"There is no question “{asked.named}”.",
        )
    return question


def _ask(request: Request, asked: Asked, rows: int) -> Answer:
    settings: PageSettings = request.app.state.settings
    question = question_of(asked)
    sql, values = asked.sql, {}
    if question is not None:
        given = dict(asked.parameters)
        sql, values = question.sql, {name: given.get(name) for name in question.parameters}
        if values.get("period"):
            values["period"] = period_prefix(str(values["period"]))
    began = time.monotonic()
    with reading(request) as store:
        table = run_sql(store, sql, settings.query_seconds, rows + 1, parameters=values)
    cut = table.num_rows > rows
    return Answer(table.slice(0, rows), time.monotonic() - began, cut)
