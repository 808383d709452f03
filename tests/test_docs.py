"""The documents tell the truth: generated pages are current, links hold, commands exist."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import cli
from normalize.catalogue import rules

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["rules.md", "forms.md", "schema.md", "schema.json"])
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generator().pages()[name]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs" / "huong-dan.md"])
def test_named_commands_and_rules_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"(?:^|`)trichluc ([a-z][a-z-]+)\b", text, flags=re.MULTILINE):
        assert name in cli.cli.commands, name
    for code in re.findall(r"\b[A-Z]{3}\d{3}\b", text):
        assert code in rules(), code


def test_every_column_of_the_store_is_described() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    bare = re.findall(r"^\| `([^`]+)` \| [^|]+ \|\s*\|$", page, flags=re.MULTILINE)
    assert bare == []


def test_every_sample_is_listed() -> None:
    listed = (ROOT / "samples" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "samples").iterdir():
        if path.is_file() and path.name != "README.md":
            assert f"`{path.name}`" in listed
