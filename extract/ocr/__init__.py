"""Pages without a usable text layer, read from their picture by Tesseract."""
