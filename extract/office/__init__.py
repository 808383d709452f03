"""Office files: packages, Word bodies, workbooks, containers, conversion of legacy formats."""
