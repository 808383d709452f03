"""Whether the native code of the engine is as new as the Python it was made of.

`make native` compiles the modules named in `setup.py`; Python then prefers what was compiled, even
after the source was changed. In a checkout that would run yesterday's rules, so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_SHARED = "trichluc__mypyc*.so"  # what all compiled modules share: without it nothing is compiled


def outdated(root: Path = _ROOT) -> Iterator[Path]:
    """Yield the compiled modules of a tree that are older than their sources, or have none."""
    for package in ("extract", "normalize"):
        for compiled in root.joinpath(package).rglob("*.so"):
            source = compiled.with_name(compiled.name.partition(".")[0] + ".py")
            if not source.exists() or source.stat().st_mtime > compiled.stat().st_mtime:
                yield compiled


def refuse_outdated(root: Path = _ROOT) -> None:
    """Look at the compiled modules of a checkout; an installed package holds what was built.

    Raises:
        ImportError: when one of them is older than its source.
    """
    if not root.joinpath(".git").exists() or not any(root.glob(_SHARED)):
        return
    old = sorted(str(path.relative_to(root)) for path in outdated(root))
    if old:
        raise ImportError(
            f"Mã biên dịch cũ hơn mã nguồn: {old[0]}. Hãy chạy make native, hoặc make interpreted. "
            f"/ Compiled code is older than its source: {old[0]}. "
            "Run make native, or make interpreted."
        )
