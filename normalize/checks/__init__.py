"""The checks: one rule family a module, each with `check(report) -> Iterator[Finding]`.

The folder is the registry. A module reads nothing but the canonical `Report`; its rules' levels,
sentences and examples stand in `normalize/checks/rules/<family>.toml` (see `normalize.catalogue`).
"""
