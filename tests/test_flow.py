"""The house rules that keep the house: imports go down, modules stay short, names are ours."""

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RANK = {"extract": 0, "normalize": 1, "store": 2, "cli": 3}
FOLDERS = ("extract", "normalize", "store")
MODULES = [*sorted(p for f in FOLDERS for p in (ROOT / f).rglob("*.py")), ROOT / "cli.py"]


def rank(path: Path) -> int:
    return RANK[path.relative_to(ROOT).parts[0].removesuffix(".py")]


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the direction"
            names.append(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_only_go_down(path: Path) -> None:
    upward = [n for n in imported(path) if RANK.get(n.split(".")[0], -1) > rank(path)]
    assert upward == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_passes_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_import_names_belong_to_us_alone() -> None:
    owners = packages_distributions()
    for name in RANK:
        assert set(owners.get(name, ["trichluc"])) == {"trichluc"}


def test_nothing_else_is_importable_at_the_root() -> None:
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")}
    importable = {p.stem for p in ROOT.glob("*.py")} | packages
    assert importable == {*RANK, "setup"}  # the build's own, installed nowhere
