"""The office's own settings of the checks, from `trichluc.toml`.

[check]
select = ["REF", "SEQ"]        # codes or prefixes; empty means every rule that is on
ignore = ["REF109"]
baseline = "trichluc-baseline.json"

[check.per-path-ignores]
"phu-luc/*.xlsx" = ["SEQ"]

[rules.REF118]
on = true
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.errors import UsageError
from normalize.catalogue import rules
from normalize.schema import Finding

FILE_NAME = "trichluc.toml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CheckSettings(_Table):
    """The table `[check]`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str | None = None
    per_path_ignores: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, alias="per-path-ignores"
    )


class RuleSettings(_Table):
    """The table `[rules.CODE]`."""

    on: bool | None = None


class Configuration(_Table):
    """Which findings the office wants to see."""

    check: CheckSettings = CheckSettings()
    rules: dict[str, RuleSettings] = Field(default_factory=dict)

    def with_options(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Configuration:
        """Return the settings with the command's own: its select replaces, its ignore adds.

        Raises:
            UsageError: when a code or prefix names no rule.
        """
        wanted, refused = tuple(select), tuple(ignore)
        changed = self.check.model_copy(
            update={
                "select": wanted or self.check.select,
                "ignore": (*self.check.ignore, *refused),
            }
        )
        return _known(self.model_copy(update={"check": changed}), None)

    def apply(self, findings: Iterable[Finding], path: str) -> Iterator[Finding]:
        """Yield the findings of the file at `path` that the office wants to see."""
        wanted = self.check.select
        refused = (*self.check.ignore, *self._ignored_at(path))
        for found in findings:
            taken = found.rule.startswith(wanted) if wanted else self._is_on(found.rule)
            if taken and not (refused and found.rule.startswith(refused)):
                yield found

    def _is_on(self, code: str) -> bool:
        own = self.rules.get(code)
        return own.on if own and own.on is not None else rules()[code].on

    def _ignored_at(self, path: str) -> tuple[str, ...]:
        pure = PurePath(path).as_posix()
        return tuple(
            code
            for pattern, codes in self.check.per_path_ignores.items()
            if fnmatchcase(pure, pattern) or fnmatchcase(pure, f"*/{pattern}")
            for code in codes
        )


def read_configuration(text: str, file: str | None = None) -> Configuration:
    """Return the settings that the TOML text gives.

    Raises:
        UsageError: when it is no TOML, has an unknown key, or names no rule; `file` is shown.
    """
    try:
        return _known(Configuration.model_validate(tomllib.loads(text)), file)
    except tomllib.TOMLDecodeError as error:
        raise _unusable(f"sai cú pháp TOML ({error})", f"it is no TOML ({error})", file) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason, reason_en = _REASONS.get(first["type"], (first["msg"], first["msg"]))
        raise _unusable(f"“{where}” {reason}", f"“{where}” {reason_en}", file) from error


def load_configuration(folder: Path) -> Configuration:
    """Return the settings of the nearest `trichluc.toml` in the folder or above, else the defaults.

    Raises:
        UsageError: see `read_configuration`.
    """
    for place in (folder, *folder.resolve().parents):
        path = place / FILE_NAME
        if path.is_file():
            return read_configuration(path.read_text(encoding="utf-8"), str(path))
    return Configuration()


# What pydantic says by type of error, in an office's words.
_REASONS = {
    "extra_forbidden": ("không phải là khóa cấu hình", "is no key of the configuration"),
    "tuple_type": (
        'phải là danh sách mã quy tắc, ví dụ ["REF", "SEQ201"]',
        'must be a list of codes, for example ["REF", "SEQ201"]',
    ),
    "string_type": ("phải là chuỗi ký tự trong ngoặc kép", "must be text in quotes"),
    "bool_parsing": ("phải là true hoặc false", "must be true or false"),
    "bool_type": ("phải là true hoặc false", "must be true or false"),
    "dict_type": ("phải là một bảng", "must be a table"),
    "model_type": ("phải là một bảng", "must be a table"),
}


def _known(configuration: Configuration, file: str | None) -> Configuration:
    check = configuration.check
    ignored = [code for codes in check.per_path_ignores.values() for code in codes]
    for code in (*check.select, *check.ignore, *ignored, *configuration.rules):
        if not code or not any(known.startswith(code) for known in rules()):
            near = _nearest(code)
            raise UsageError(
                f"Không có quy tắc nào mang mã “{code}”.",
                f"No rule has the code “{code}”.",
                remedy=f"{near[0]}Xem danh mục bằng `trichluc rules`.",
                remedy_en=f"{near[1]}See the catalogue with `trichluc rules`.",
                file=file,
            )
    return configuration


def _nearest(code: str) -> tuple[str, str]:
    """Return a question after the code that was probably meant, in both languages; else nothing."""
    names = {known: known for known in rules()} | {r.slug.upper(): c for c, r in rules().items()}
    names |= {known[:3]: known[:3] for known in rules()}  # a family is a prefix too
    found = get_close_matches(code.upper(), names, n=1, cutoff=0.75)
    if not found:
        return "", ""
    return f"Có phải ý định ghi “{names[found[0]]}”? ", f"Did you mean “{names[found[0]]}”? "


def _unusable(reason: str, reason_en: str, file: str | None) -> UsageError:
    return UsageError(
        f"Không dùng được cấu hình: {reason}.",
        f"The configuration cannot be used: {reason_en}.",
        remedy="Sửa tệp trichluc.toml hoặc bỏ tệp đó đi.",
        remedy_en="Correct or remove the trichluc.toml.",
        file=file,
    )
