"""What a citation means: symbol, kind, number, issuer, key; and which citations are one document."""
