"""What it means, in one canonical schema, and whether it holds."""
