"""The citation engine as native code: `make native`, or a wheel made where mypy is installed.

`TRICHLUC_NATIVE=1 pip wheel --no-build-isolation .` makes that wheel. mypyc compiles the very
modules that run as Python elsewhere; `extract/native.py` refuses what is older than its source.
"""

import os

from setuptools import setup

# What every citation passes through, from the look for separators to its decision.
ENGINE = (
    "extract/citations/acceptance.py",
    "extract/citations/beside.py",
    "extract/citations/build.py",
    "extract/citations/crossing.py",
    "extract/citations/days.py",
    "extract/citations/heads.py",
    "extract/citations/listed.py",
    "extract/citations/marred.py",
    "extract/citations/matching.py",
    "extract/citations/model.py",
    "extract/citations/patterns.py",
    "extract/citations/plain.py",
    "extract/citations/relations.py",
    "extract/citations/scan.py",
    "extract/citations/short_forms.py",
    "extract/citations/tails.py",
    "extract/folding.py",
    "extract/references.py",
    "extract/text.py",
    "normalize/citations/clusters.py",
    "normalize/citations/issuers.py",
    "normalize/citations/kinds.py",
    "normalize/citations/numbers.py",
    "normalize/citations/records.py",
    "normalize/citations/spots.py",
    "normalize/citations/symbols.py",
    "normalize/dates.py",
    "normalize/grids.py",
    "normalize/identity.py",
    "normalize/references.py",
)

modules = []
if os.environ.get("TRICHLUC_NATIVE"):
    from mypyc.build import mypycify

    modules = mypycify(list(ENGINE), opt_level="3", group_name="trichluc", debug_level="0")

setup(ext_modules=modules)
