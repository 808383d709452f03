"""Findings as SARIF 2.1.0, which code hosts and editors show beside the files.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. A report has no
source lines: the place is given as a logical location in words ("mục I.3, trang 5"), the page and
the box in PDF points as properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from normalize.baseline import fingerprint
from normalize.catalogue import Rule, rules
from normalize.schema import Evidence, Finding, Located, Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_FINGERPRINT = "trichluc/v1"

# JSON as `json.dumps` takes it; the log leaves this module as text.
Json = dict[str, Any]


def to_sarif(reports: Iterable[Report], lang: str = "vi") -> str:
    """Return one SARIF log with the findings of all reports, in their order.

    Args:
        reports: checked reports, their findings already selected.
        lang: the language of the messages, "vi" or "en"; the other stands in the properties.
    """
    kept = list(reports)
    used = sorted({found.rule for report in kept for found in report.findings})
    places = {code: index for index, code in enumerate(used)}
    files = {_file(report): report for report in kept}  # one file may be given twice
    positions = {file: index for index, file in enumerate(files)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "trichluc",
                "version": version("trichluc"),
                "language": lang,
                "rules": [_rule(rules()[code], lang) for code in used],
            }
        },
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(report) for report in files.values()],
        "results": [
            _result(found, report, positions[_file(report)], places[found.rule], lang)
            for report in kept
            for found in report.findings
        ],
    }
    log: Json = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _file(report: Report) -> tuple[str, str]:
    return report.document.file_name, report.document.doc_id


def _uri(report: Report) -> str:
    return quote(report.document.file_name.replace("\\", "/"))


def _artifact(report: Report) -> Json:
    return {
        "location": {"uri": _uri(report)},
        "length": report.document.byte_size,
        "hashes": {"sha-256": report.document.doc_id},
    }


def _rule(rule: Rule, lang: str) -> Json:
    vi = lang != "en"
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": {"text": rule.message if vi else rule.message_en},
        "fullDescription": {"text": rule.rationale if vi else rule.rationale_en},
        "help": {"text": f"{rule.rationale if vi else rule.rationale_en}\n{rule.source}"},
        "defaultConfiguration": {"level": rule.level, "enabled": rule.on},
        "properties": {"slug": rule.slug, "source": rule.source},
    }


def _result(found: Finding, report: Report, position: int, rule_index: int, lang: str) -> Json:
    vi = lang != "en"
    text = found.message if vi else found.message_en
    if found.suggestion:
        text += f" {'Đề nghị' if vi else 'Suggestion'}: {found.suggestion.rstrip('.')}."
    where = found.evidence[0].where if found.evidence else None
    return {
        "ruleId": found.rule,
        "ruleIndex": rule_index,
        "level": found.level,
        "message": {"text": text},
        "locations": [_location(report, position, where, found)],
        "relatedLocations": [
            {"id": number, "message": {"text": f"{each.label}: {each.value}"}}
            | _location(report, position, each.where, each)
            for number, each in enumerate(found.evidence, 1)
        ],
        "partialFingerprints": {_FINGERPRINT: fingerprint(found, report.document.file_name)},
        "properties": {
            "message": found.message,
            "messageEn": found.message_en,
            "suggestion": found.suggestion,
        },
    }


def _location(report: Report, position: int, where: str | None, at: Located | Evidence) -> Json:
    location: Json = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(report), "index": position}},
        "properties": {"page": at.page, "bbox": list(at.bbox) if at.bbox else None},
    }
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    return location
