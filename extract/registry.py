"""The registry: the modules of a folder, by sorted name, then what outsiders add by entry point."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType


@cache
def load_modules(package: str) -> tuple[ModuleType, ...]:
    """Return the public modules of a package, sorted by name, then those of `trichluc.<folder>`.

    Args:
        package: an importable package name such as `extract.readers`.

    Raises:
        ValueError: when two modules bear the same name.
    """
    root = importlib.import_module(package)
    names = sorted(m.name for m in pkgutil.iter_modules(root.__path__) if m.name[0] != "_")
    modules = {name: importlib.import_module(f"{package}.{name}") for name in names}
    group = "trichluc." + package.rpartition(".")[2]
    for point in sorted(entry_points(group=group), key=lambda p: p.name):
        if point.name in modules:
            raise ValueError(f"{group}: two modules are named {point.name!r}")
        modules[point.name] = point.load()
    return tuple(modules.values())
