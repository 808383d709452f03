"""Which files are one report: renditions, versions and attachments, told from their facts alone.

The outcome depends on the documents, never on the order they came in. A *report* is what one
agency issued of one kind for one period under one title; a *version* of it is one state of its
content; a *rendition* is one file of a version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from store.attachments import annex_key, find_owner, is_attachment
from store.roles import Content, DocumentFacts, Role, agree, same_agency, squash

# The richest source first: a word processor's file has its own text, structure and numbers; a PDF
# has them as drawn; text and pictures have lost more. Kinds not named here come last.
RICHNESS = ("docx", "doc", "odt", "rtf", "html", "pdf", "text", "xlsx", "ods", "xls")
SOURCES = ("native", "mixed", "ocr")
FAR_PAST = date.min

Load = Callable[[Sequence[str]], Mapping[str, Content]]
Version = list[DocumentFacts]  # its renditions, the current one first


def assign_roles(documents: Iterable[DocumentFacts], load: Load) -> dict[str, Role]:
    """Return the role of every document, by identifier.

    Args:
        documents: all documents of the store, in any order.
        load: gives the contents of documents that must be compared.
    """
    ordered = sorted(documents, key=_rank)
    failed = [d for d in ordered if d.status == "failed"]
    readable = [d for d in ordered if d.status != "failed"]
    reports = [d for d in readable if not is_attachment(d)]
    loose = [d for d in readable if is_attachment(d)]
    families = [_versions(family, load) for family in _families(reports)]
    currents = [versions[-1][0] for versions in families]
    annexes: dict[str | None, list[DocumentFacts]] = {}
    for document in loose:
        owner = find_owner(document, currents)
        annexes.setdefault(owner.doc_id if owner else None, []).append(document)
    roles = [Role(d.doc_id, d.doc_id) for d in failed]
    for versions in families:
        roles += _report_roles(versions)
        roles += _annex_roles(annexes.get(versions[-1][0].doc_id, []), versions, load)
    roles += _annex_roles(annexes.get(None, []), None, load)
    return {role.doc_id: role for role in roles}


def _report_roles(versions: Sequence[Version]) -> list[Role]:
    """Return the roles of a report's files; it bears the name of its first version."""
    return [
        Role(
            doc_id=document.doc_id,
            report_id=versions[0][0].doc_id,
            role="superseded" if number < len(versions) - 1 else "rendition" if place else "report",
            is_current=number == len(versions) - 1 and not place,
            supersedes=versions[number - 1][0].doc_id if number else None,
            superseded_by=versions[number + 1][0].doc_id if number < len(versions) - 1 else None,
            version=number + 1,
            rendition=place,
        )
        for number, version in enumerate(versions)
        for place, document in enumerate(version)
    ]


def _annex_roles(
    documents: Sequence[DocumentFacts], owner: Sequence[Version] | None, load: Load
) -> list[Role]:
    """Return the roles of a report's annexes, or of those whose report is not in the store."""
    groups: dict[str, list[DocumentFacts]] = {}
    for document in documents:
        groups.setdefault(annex_key(document, alone=owner is None), []).append(document)
    annexes = [
        _versions(annex, load) for group in groups.values() for annex in _overlapping(group, load)
    ]
    annexes.sort(key=lambda versions: (versions[-1][0].file_name, versions[-1][0].doc_id))
    roles = []
    for place, versions in enumerate(annexes):
        for role in _report_roles(versions):
            kept = replace(role, role="superseded" if role.superseded_by else "attachment")
            if owner is not None:
                kept = replace(
                    kept,
                    report_id=owner[0][0].doc_id,
                    precedence=place + 1,
                    attached_to_doc=owner[-1][0].doc_id,
                )
            roles.append(kept)
    return roles


def _overlapping(group: Sequence[DocumentFacts], load: Load) -> list[list[DocumentFacts]]:
    """Part annexes that hold the same form for other rows: two units' own parts of it."""
    contents = load([d.doc_id for d in group]) if len(group) > 1 else {}
    parted: list[list[DocumentFacts]] = []
    for document in sorted(group, key=_rank):
        joined = [document]
        for part in list(parted):
            if any(_share_rows(contents[document.doc_id], contents[o.doc_id]) for o in part):
                parted.remove(part)
                joined += part
        parted.append(joined)
    return parted


def _share_rows(a: Content, b: Content) -> bool:
    return not a.figures or not b.figures or not a.figures.keys().isdisjoint(b.figures)


def _families(documents: Sequence[DocumentFacts]) -> list[list[DocumentFacts]]:
    """Group documents into reports; one that could belong to two of them stays alone."""
    families: list[list[DocumentFacts]] = []
    named: dict[tuple[object, ...], list[int]] = {}
    for document in sorted(documents, key=lambda d: (-_told(d), _rank(d))):
        candidates = sorted({n for name in _names(document) for n in named.get(name, ())})
        fitting = [n for n in candidates if all(_same_report(document, o) for o in families[n])]
        if len(fitting) == 1:
            families[fitting[0]].append(document)
        else:
            fitting = [len(families)]
            families.append([document])
        for name in _names(document):
            named.setdefault(name, []).append(fitting[0])
    return families


def _names(document: DocumentFacts) -> list[tuple[object, ...]]:
    """Return under which names a document's report is looked for; two of one report share one."""
    period = (document.period_kind, document.period_from, document.period_to)
    names: list[tuple[object, ...]] = [("title", squash(document.title), *period)]
    if None not in _own(document):
        names.append(("own", *_own(document)))
    agencies = [("id", document.agency_id), ("name", squash(document.agency_name))]
    return [(document.kind, *agency, *name) for name in names for agency in agencies if agency[1]]


def _told(document: DocumentFacts) -> int:
    facts = (document.agency_id, document.parent_name, document.issued_place, document.number)
    return sum(fact is not None for fact in facts)


def _same_report(a: DocumentFacts, b: DocumentFacts) -> bool:
    if a.kind is None or a.kind != b.kind or not same_agency(a, b):
        return False
    if None not in (a.number, a.symbol, a.issued_on) and _own(a) == _own(b):
        return True
    title, other = squash(a.title), squash(b.title)
    if not title or title != other:
        return False
    if (a.period_kind, a.period_from, a.period_to) != (b.period_kind, b.period_from, b.period_to):
        return False
    # Without a period, two documents of one title are two documents when their numbers differ.
    return a.period_to is not None or not _conflict(a, b)


def _own(document: DocumentFacts) -> tuple[str | None, str, date | None]:
    return document.number, squash(document.symbol), document.issued_on


def _conflict(a: DocumentFacts, b: DocumentFacts) -> bool:
    return not (agree(a.number, b.number) and agree(a.issued_on, b.issued_on))


def _rank(document: DocumentFacts) -> tuple[object, ...]:
    """Return the order of renditions: the best source first, then the latest, then by hash."""
    media = document.media_type
    richness = RICHNESS.index(media) if media in RICHNESS else len(RICHNESS)
    source = SOURCES.index(document.text_source) if document.text_source in SOURCES else 9
    late = -document.modified_at.timestamp() if document.modified_at else 0.0
    return (document.status != "ok", source, richness, late, document.doc_id)


def _versions(family: Sequence[DocumentFacts], load: Load) -> list[Version]:
    """Return a report's versions, the oldest first, each with its current rendition first."""
    if len(family) == 1:
        return [list(family)]
    contents = load([d.doc_id for d in family])
    versions: list[Version] = []
    for document in sorted(family, key=_rank):
        fitting = [
            v for v in versions if all(_same_version(document, other, contents) for other in v)
        ]
        if fitting:
            mine = contents[document.doc_id]
            likest = [max(_likeness(mine, contents[o.doc_id]) for o in v) for v in fitting]
            fitting[likest.index(max(likest))].append(document)
        else:
            versions.append([document])
    return sorted(versions, key=_age)


def _age(version: Version) -> tuple[object, ...]:
    """Return what puts versions in order: the printed date, then the number, then the file's time.

    The report's own date says when it was issued; one without a date was not issued yet. Of two of
    one day the higher number is the later. When a file was first saved comes last: copies have it
    wrong. When it was read tells nothing, for a folder is read in any order: so an old version that
    comes again, or after its correction, stays an old version.
    """
    issued = max((d.issued_on for d in version if d.issued_on), default=FAR_PAST)
    numbers = [int(d.number) for d in version if d.number and d.number.isdecimal()]
    modified = min((d.modified_at for d in version if d.modified_at), default=datetime.min)
    return issued, max(numbers, default=0), modified, version[0].doc_id


def _same_version(a: DocumentFacts, b: DocumentFacts, contents: Mapping[str, Content]) -> bool:
    """Tell whether two files of a report have one content.

    Two files of one kind are read alike, so any difference in figures or references counts. Files
    of different kinds are read by different readers: there only a whole number that both print for
    the same row and column, and differently, is a correction.
    """
    if _conflict(a, b):
        return False
    if a.media_type == b.media_type and a.text_source == b.text_source:
        return a.content_key == b.content_key
    if "ocr" in (a.text_source, b.text_source):
        return True
    mine, other = contents[a.doc_id].figures, contents[b.doc_id].figures
    return all(other.get(key, value) == value for key, value in mine.items())


def _likeness(a: Content, b: Content) -> float:
    mine = a.references + Counter(a.figures.items())
    other = b.references + Counter(b.figures.items())
    return (mine & other).total() / max(1, (mine | other).total())
