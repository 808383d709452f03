"""Readers: one module a family of files, bytes in, `Document` out (see `extract.registry`)."""
