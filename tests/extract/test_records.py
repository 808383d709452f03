"""Named tuples that are made past their class: each has all fields of it, in its order."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import extract
import normalize

FOLDERS = [Path(p) for package in (extract, normalize) for p in package.__path__]


def made() -> Iterator[tuple[str, ast.Call]]:
    """Yield each `new(Class, (...))` with the name of its module."""
    for folder in FOLDERS:
        for file in sorted(folder.rglob("*.py")):
            name = ".".join((folder.name, *file.relative_to(folder).with_suffix("").parts))
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "new":
                    yield name, node


MADE = list(made())


def count(value: ast.expr, module: ModuleType) -> int:
    """Return how many values a tuple's element stands for; a constant is unpacked."""
    if not isinstance(value, ast.Starred):
        return 1
    assert isinstance(value.value, ast.Name)
    return len(getattr(module, value.value.id))


@pytest.mark.parametrize(
    ("name", "call"), MADE, ids=[f"{name}:{call.lineno}" for name, call in MADE]
)
def test_a_record_has_all_fields_of_its_class(name: str, call: ast.Call) -> None:
    module = importlib.import_module(name)
    of_class, values = call.args
    assert isinstance(of_class, ast.Name)
    assert isinstance(values, ast.Tuple)
    fields = getattr(module, of_class.id)._fields
    assert sum(count(value, module) for value in values.elts) == len(fields)
    # A value named as a field stands in the place of that field.
    if not any(isinstance(value, ast.Starred) for value in values.elts[:-1]):
        for place, value in enumerate(values.elts):
            if isinstance(value, ast.Name) and value.id in fields:
                assert fields[place] == value.id


def test_they_are_found() -> None:
    assert {name for name, _ in MADE} >= {"extract.citations.build", "normalize.references"}
