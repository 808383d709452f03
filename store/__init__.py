"""Where it is kept, and shown: DuckDB, batch, exports, pages."""
