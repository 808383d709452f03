"""Every library that a user installs may be used by an office as it likes."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

LOCK = Path(__file__).resolve().parents[1] / ".ci" / "requirements.lock"
ALLOWED = re.compile(
    r"\b(?:MIT|0?BSD|Apache|MPL|Mozilla Public|ISC|PSF|Python Software|Zlib|Unlicense)"
    r"|Public[ -]Domain",
    re.IGNORECASE,
)
# Libraries under another licence, with who decided for them and why it is no burden.
DECIDED = {"pebble": "LGPL; chosen by the design for isolation, used unchanged as a library"}
ELSEWHERE = {"colorama", "tzdata"}  # of other systems: the lock names them, this one has them not


def locked() -> list[str]:
    """Return the names of the locked libraries."""
    text = LOCK.read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)) - ELSEWHERE)


def licence_of(name: str) -> str:
    """Return what a library says of its licence: its expression, else its classifiers."""
    said = metadata(name)
    classes = [c for c in said.get_all("Classifier") or () if c.startswith("License")]
    return " ".join([said.get("License-Expression") or said.get("License") or "", *classes])


@pytest.mark.parametrize("name", locked())
def test_a_library_is_free_to_use(name: str) -> None:
    licence = licence_of(name)
    assert ALLOWED.search(licence) or name in DECIDED, f"{name}: {licence!r}"


@pytest.mark.parametrize("name", sorted(DECIDED))
def test_an_exception_is_still_one(name: str) -> None:
    assert name in locked()
    assert not ALLOWED.search(licence_of(name).replace("or Lesser General Public", ""))
