"""The decisions: found by number, symbol, date, issuer or title; one with all that cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.folding import skeleton
from store.database import Store
from store.pages.images import picture_url
from store.pages.navigation import NavEntry
from store.pages.reading import reading, records
from store.pages.rendering import page

ROWS = 50  # decisions on a page
MENTIONS = 100  # mentions of one decision on a page
CONFLICTS = ("SEQ201", "SEQ202", "SEQ204", "REG801", "REG802", "REG803")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decisions are asked for; `disputed`: only those that reports date differently."""

    words: str = ""
    disputed: bool = False
    skipped: int = 0

    def query(self, skip: int) -> str:
        """Return the address of the same question further on."""
        disputed = "&disputed=1" if self.disputed else ""
        return f"/decisions?q={quote(self.words)}{disputed}&skip={skip}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a decision is given, by whom and how often."""

    day: date | None
    mentions: int
    departments: tuple[str, ...]


def decisions(request: Request) -> Response:
    """Show the decisions that are asked for, the most cited first."""
    query = request.query_params
    skip = query.get("skip", "")
    wanted = Wanted(
        words=query.get("q", "").strip()[:200],
        disputed=query.get("disputed") == "1",
        skipped=min(int(skip), 1_000_000) if skip.isascii() and skip.isdecimal() else 0,
    )
    with reading(request) as store:
        found = search(store, wanted)
        total = store.rows("SELECT count(*) FROM decisions")[0][0]
    return page(
        request,
        "decisions.html",
        wanted=wanted,
        found=found[:ROWS],
        more=len(found) > ROWS,
        rows=ROWS,
        total=total,
        decision_url=decision_url,
    )


def decision(request: Request) -> Response:
    """Show one decision: what is known of it, who dates it how, and every mention."""
    key = request.path_params["key"]
    with reading(request) as store:
        known = records(store, _DECISION, {"key": key})
        if not known:
            raise HTTPException(404)
        asked = {"key": key, "most": MENTIONS + 1}
        mentions = records(store, _MENTIONS, asked)
        relations = records(store, _RELATIONS, {"key": key})
        register = records(store, _REGISTER, {"key": key})
        findings = records(store, _FINDINGS, {"key": key, "rules": list(CONFLICTS)})
        dates = tuple(
            Dated(day, count, tuple(names))
            for day, count, names in store.rows(_DATES, {"key": key})
        )
    return page(
        request,
        "decision.html",
        decision=known[0],
        dates=dates,
        mentions=[{**m, "parts": in_context(m["context"], m["raw_text"])} for m in mentions][
            :MENTIONS
        ],
        more=len(mentions) > MENTIONS,
        relations=relations,
        register=register,
        findings=findings,
        decision_url=decision_url,
        picture_url=picture_url,
    )


def search(store: Store, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the decisions that hold all words, whatever case and tones, and one more than a page.

    A word is looked for in key, date, issuer, title in the register, and the title that reports
    print.
    """
    words = skeleton(wanted.words).split()
    asked: dict[str, object] = {
        "disputed": wanted.disputed,
        "most": ROWS + 1,
        "skip": wanted.skipped,
    }
    if not words:
        return records(store, _LISTED.format(found=_ALL), asked)
    asked["words"] = words
    # Titles that reports print are a table a hundred times as long: only for words that are names.
    titles = any(word.isalpha() and len(word) > 2 for word in words)
    found = f"{_BY_WORDS} UNION {_BY_TITLE}" if titles else _BY_WORDS
    return records(store, _LISTED.format(found=found), asked)


def decision_url(key: str) -> str:
    """Return the address of a decision's page; a key holds slashes."""
    return f"/decisions/{quote(key)}"


def in_context(context: str | None, printed: str) -> tuple[str, str, str]:
    """Return the words before a citation, the citation, and the words after it."""
    if not context or printed not in context:
        return "", printed, ""
    # The context holds as much on either side: of several the middle one is meant.
    middle = (len(context) - len(printed)) // 2
    starts = [n for n in range(len(context)) if context.startswith(printed, n)]
    start = min(starts, key=lambda n: abs(n - middle))
    return context[:start], printed, context[start + len(printed) :]


_FOLDED = "lower(strip_accents(translate({text}, 'đĐðÐƉ', 'ddddd')))"
_HOLDS = "list_bool_and(list_transform($words, lambda word: contains({text}, word)))"
_ALL = "SELECT citation_key FROM decisions"
_TEXT = _FOLDED.format(
    text="concat_ws(' ', replace(replace(d.citation_key, '/', ' '), '-', ' '), d.citation_key, "
    "d.issuer_name, r.title, "
    "array_to_string(list_transform(d.dates, lambda x: strftime(x, '%d %m %Y %-d')), ' '))"
)
_BY_WORDS = f"""
SELECT d.citation_key FROM decisions d
LEFT JOIN (SELECT citation_key, any_value(title) AS title FROM register GROUP BY ALL) r
  USING (citation_key)
WHERE {_HOLDS.format(text=_TEXT)}
"""
_BY_TITLE = f"""
SELECT citation_key FROM mentions
WHERE subject IS NOT NULL AND {_HOLDS.format(text=_FOLDED.format(text="subject"))}
"""
_LISTED = """
WITH found AS ({found}), listed AS (
    SELECT d.* FROM decisions d
    WHERE citation_key IN (SELECT citation_key FROM found) AND (NOT $disputed OR len(dates) > 1)
    ORDER BY document_count DESC, mention_count DESC, citation_key LIMIT $most OFFSET $skip
), titled AS (
    SELECT citation_key, any_value(subject ORDER BY length(subject)) AS title
    FROM mentions
    WHERE subject IS NOT NULL AND citation_key IN (SELECT citation_key FROM listed) GROUP BY ALL
)
SELECT listed.*, coalesce(r.title, titled.title) AS title
FROM listed LEFT JOIN titled USING (citation_key)
LEFT JOIN (SELECT citation_key, any_value(title) AS title FROM register GROUP BY ALL) r
  USING (citation_key)
ORDER BY document_count DESC, mention_count DESC, citation_key
"""
_DECISION = "SELECT * FROM decisions WHERE citation_key = $key"
_DATES = """
SELECT m.issued_on, count(*), list_sort(list(DISTINCT coalesce(d.agency_name, d.file_name)))
FROM current_mentions m JOIN current_documents d USING (doc_id)
WHERE m.citation_key = $key AND NOT m.is_own
GROUP BY m.issued_on ORDER BY count(*) DESC, m.issued_on
"""
_MENTIONS = """
SELECT m.mention_id, m.doc_id, m.raw_text, m.context, m.issued_on, m.well_formed, m.subject,
       coalesce(m.page, b.page) AS page, m.bbox, b.section, d.file_name, d.media_type,
       d.agency_name AS department, d.period_kind, d.period_from, d.period_to
FROM current_mentions m JOIN current_documents d USING (doc_id) LEFT JOIN blocks b USING (block_id)
WHERE m.citation_key = $key AND NOT m.is_own
ORDER BY d.agency_name, d.period_to, m.doc_id, m.ordinal LIMIT $most
"""
# A relation is kept with one of the two mentions; here it is told from this decision's side.
_RELATIONS = """
SELECT m.relation, o.citation_key AS other, count(*) AS times,
       any_value(m.doc_id) AS doc_id, any_value(m.mention_id) AS mention_id
FROM current_mentions m JOIN mentions o ON o.mention_id = m.related_mention_id
WHERE m.citation_key = $key AND m.relation IS NOT NULL AND o.citation_key <> $key
GROUP BY ALL ORDER BY times DESC, other LIMIT 50
"""
_REGISTER = """
SELECT citation_key, issued_on, title, issuer, source_file, sheet, "row" FROM register
WHERE citation_key = $key LIMIT 20
"""
_FINDINGS = """
SELECT f.finding_id, f.doc_id, f.rule, f.level, f.message, f.message_en, f.status
FROM findings f JOIN mentions m USING (mention_id)
WHERE m.citation_key = $key AND f.rule IN (SELECT unnest($rules)) AND f.status <> 'dismissed'
ORDER BY f.rule, f.finding_id LIMIT 20
"""

NAV = NavEntry(3, "/decisions", "decisions.title", "d")
ROUTES: tuple[BaseRoute, ...] = (
    Route("/decisions", decisions),
    Route("/decisions/{key:path}", decision),
)
