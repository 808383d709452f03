"""What a citation means: symbol, kind, number, issuer, key; which ones are one document."""
