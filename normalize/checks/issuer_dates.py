"""Check of citations dated when the body in their symbol did not exist: mostly a slip of the year.

Only tokens that stand for one body of one time are judged (`dated` of `lexicon/citing.toml`; CT and
TCT are not among them), and not within sixty days of a change, when new seals came early and
old paper was still on its way. What is dated after the report is told by REF117.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from normalize.catalogue import finding
from normalize.citing import issuer_token, knowledge, write_date
from normalize.places import Places, printed
from normalize.schema import Evidence, Finding, Mention, Report
from normalize.vocabulary import Issuer, issuer_of

_GRACE = timedelta(days=60)


def check(report: Report) -> Iterator[Finding]:
    """Yield a finding for each citation whose issuer had ended or not begun on its day."""
    places = Places(report)
    last = report.document.issued_on or date.max
    for mention in report.mentions:
        token = issuer_token(mention)
        if token not in knowledge().dated_issuers or mention.is_own or mention.issued_on is None:
            continue
        if mention.issued_on <= last:
            yield from _judge(mention, mention.issued_on, issuer_of()[token], places)


def _judge(mention: Mention, on: date, issuer: Issuer, places: Places) -> Iterator[Finding]:
    if issuer.valid_to is not None and on > issuer.valid_to + _GRACE:
        since, since_en = f"đến ngày {write_date(issuer.valid_to)}", f"until {issuer.valid_to}"
        suggestion = _heir(issuer, issuer.valid_to + timedelta(1))
    elif issuer.valid_from is not None and on < issuer.valid_from - _GRACE:
        since, since_en = f"từ ngày {write_date(issuer.valid_from)}", f"since {issuer.valid_from}"
        suggestion = None
    else:
        return
    yield finding(
        "REF121",
        mention,
        suggestion=suggestion,
        evidence=(
            places.evidence(mention),
            Evidence(label="thời gian hoạt động", value=since, where=issuer.source),
        ),
        citation=printed(mention),
        date=write_date(on),
        body=issuer.name,
        token=issuer.token,
        since=since,
        since_en=since_en,
    )


def _heir(issuer: Issuer, since: date) -> str | None:
    heir = issuer_of().get(issuer.successor or "")
    return f"Từ ngày {write_date(since)} là {heir.name} ({heir.token})" if heir else None
