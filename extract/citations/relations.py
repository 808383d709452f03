"""What one cited document does to the next: amends, replaces, repeals, guides."""

from __future__ import annotations

import re

import regex

from extract.citations.model import RawReference

_REACH = 220  # characters between the two citations
_OBJECT = r"[^.;]{0,120}$"
_FORMS: tuple[tuple[str, str, regex.Pattern[str]], ...] = tuple(
    (name, inverse, regex.compile(text, regex.IGNORECASE))
    for name, inverse, text in (
        (
            "amended_by",
            "amends",
            r"(?:(?:được|đã|bị)\s+(?:được\s+)?sửa\s+đổi[^.;]{0,80}?(?:bởi|tại|theo|bằng)"
            r"|(?<!\p{L})sửa\s+đổi[^.;]{0,60}?bởi)\s+[^.;]{0,40}$",
        ),
        (
            "replaced_by",
            "replaces",
            r"(?:(?:được|bị)\s+thay\s+thế\s+(?:bởi|bằng|theo)"
            r"|(?<!\p{L})thay\s+thế\s+bởi)\s+[^.;]{0,40}$",
        ),
        (
            "repealed_by",
            "repeals",
            r"(?:(?:được|bị)\s+bãi\s+bỏ\s+(?:bởi|bằng|theo|tại)"
            r"|(?<!\p{L})bãi\s+bỏ\s+bởi)\s+[^.;]{0,40}$",
        ),
        ("replaces", "replaced_by", rf"(?<!\p{{L}})thay\s+thế\s+{_OBJECT}"),
        (
            "repeals",
            "repealed_by",
            rf"(?<!\p{{L}})(?:bãi\s+bỏ|hủy\s+bỏ|hết\s+hiệu\s+lực)\s+{_OBJECT}",
        ),
        ("amends", "amended_by", rf"(?<!\p{{L}})(?:sửa\s+đổi|bổ\s+sung|điều\s+chỉnh)\b{_OBJECT}"),
        (
            "guides",
            "guided_by",
            rf"(?<!\p{{L}})(?:hướng\s+dẫn|quy\s+định\s+chi\s+tiết)\s+(?:thi\s+hành|thực\s+hiện|một\s+số|[^.;]{{0,30}}điều){_OBJECT}",
        ),
        (
            "implements",
            "implemented_by",
            r"(?<!\p{L})(?:triển\s+khai(?:\s+thực\s+hiện)?|thực\s+hiện)\s+$",
        ),
    )
)


# What each form cannot do without, in the order of the forms: most texts between have none of it.
_NEEDS = (
    re.compile("đổi"),
    re.compile("thế"),
    re.compile("bỏ"),
    re.compile("thế"),
    re.compile("bỏ|lực"),
    re.compile("đổi|sung|chỉnh"),
    re.compile("dẫn|tiết"),
    re.compile("(?:khai|hiện)\\s+$"),
)
_ANY = re.compile("đổi|thế|bỏ|lực|sung|chỉnh|dẫn|tiết|(?:khai|hiện)\\s")


def relate(text: str, shift: int, found: list[RawReference]) -> tuple[RawReference, ...]:
    """Return the citations with what the words between two neighbors say of both.

    `shift` is what their offsets exceed those of the text by. The list is changed in place.
    """
    for index in range(len(found) - 1):
        one, other = found[index], found[index + 1]
        gap = other.start - one.end
        if not 6 < gap <= _REACH:
            continue
        named = _relation(text[one.end - shift : other.start - shift])
        if named is None:
            continue
        name, inverse = named
        if found[index].relation is None:
            found[index] = found[index]._replace(relation=name, related=index + 1)
        for later in range(index + 1, len(found)):
            if later > index + 1 and not _listed(text, shift, found[later - 1], found[later]):
                break
            if found[later].relation is None:
                found[later] = found[later]._replace(relation=inverse, related=index)
    return tuple(found)


def _listed(text: str, shift: int, one: RawReference, other: RawReference) -> bool:
    gap = text[one.end - shift : other.start - shift].strip().lower()
    return "shared-kind" in other.traits or gap in (",", "và", ", và", "hoặc", "; và")


def _relation(between: str) -> tuple[str, str] | None:
    if ". " in between:
        return None
    # No form goes over a stop, and all reach to the end.
    last = between[max(between.rfind("."), between.rfind(";")) + 1 :]
    lower = last.lower()
    if _ANY.search(lower) is None:
        return None
    for need, (name, inverse, pattern) in zip(_NEEDS, _FORMS, strict=True):
        if need.search(lower) is not None and pattern.search(last) is not None:
            return name, inverse
    return None
