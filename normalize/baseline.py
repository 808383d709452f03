"""The baseline: findings an office already knows, so that only new ones are shown."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.errors import UsageError
from normalize.schema import Finding, Report

_NEIGHBOR = "số liền kề"  # evidence that only shows the order, and changes with other citations


def fingerprint(found: Finding, file_name: str) -> str:
    """Return what stays the same while the report is edited elsewhere.

    Made of the file's name, the rule and the values the finding compares; of no page, line,
    identifier or wording of the message.
    """
    values = sorted(
        f"{each.label}={each.value}" for each in found.evidence if each.label != _NEIGHBOR
    )
    parts = [file_name, found.rule, *(values or [found.message_en])]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class Known(BaseModel):
    """A finding that the baseline knows, as often as `count`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    rule: str
    file: str
    message: str
    count: int = 1


class Baseline(BaseModel):
    """The known findings, sorted by file, rule and fingerprint."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    findings: tuple[Known, ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Baseline:
        """Return the baseline that knows every finding of the reports."""
        counts: Counter[str] = Counter()
        first: dict[str, Known] = {}
        for report in reports:
            file = report.document.file_name
            for found in report.findings:
                mark = fingerprint(found, file)
                counts[mark] += 1
                first.setdefault(
                    mark,
                    Known(fingerprint=mark, rule=found.rule, file=file, message=found.message),
                )
        known = (entry.model_copy(update={"count": counts[mark]}) for mark, entry in first.items())
        return cls(findings=tuple(sorted(known, key=lambda k: (k.file, k.rule, k.fingerprint))))

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Return the baseline in the file.

        Raises:
            UsageError: when there is no such file or it is no baseline.
        """
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            reason, reason_en = _reasons(error)
            raise UsageError(
                f"Không đọc được tệp mốc: {reason}.",
                f"The baseline cannot be read: {reason_en}.",
                remedy="Tạo lại bằng `trichluc check … --write-baseline`.",
                remedy_en="Make it anew with `trichluc check … --write-baseline`.",
                file=str(path),
            ) from error

    def save(self, path: Path) -> None:
        """Write the baseline as JSON that compares well line by line."""
        text = json.dumps(self.model_dump(), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

    def filter(self, findings: Iterable[Finding], file_name: str) -> Iterator[Finding]:
        """Yield the findings of one file that the baseline does not know, or not as often."""
        left = {known.fingerprint: known.count for known in self.findings}
        for found in findings:
            mark = fingerprint(found, file_name)
            if left.get(mark, 0) > 0:
                left[mark] -= 1
            else:
                yield found


def _reasons(error: Exception) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "không tìm thấy tệp", "no such file"
    if isinstance(error, OSError):
        return error.strerror or "I/O", error.strerror or "I/O"
    return "nội dung không phải là tệp mốc", "it is no baseline"
