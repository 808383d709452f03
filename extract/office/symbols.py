"""Characters of the symbol fonts as Unicode.

Source: Unicode's SYMBOL.TXT and the Wingdings mapping of its standard (proposal L2/12-368).
"""

from __future__ import annotations

PRIVATE = range(0xF000, 0xF100)  # where Word keeps the characters of a symbol font
SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "⇒", 0x61: "α", 0x62: "β", 0x6D: "μ",
    0x2D: "-", 0x2B: "+", 0x3D: "=", 0x25: "%", 0xA8: "♦", 0x53: "Σ", 0x44: "Δ", 0xFF: "□",
}  # fmt: skip
WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x46: "☞",
    0x2A: "✉", 0x28: "☎",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●",
    0xA2: "■", 0xA3: "□", 0x30: "▢", 0x2A: "□",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2}


def symbol(char: str, font: str | None) -> str:
    """Return the character as Unicode; of a symbol font's unknown signs a bullet.

    A character of the private range in an ordinary font stands for that font's own character.
    """
    code = ord(char)
    table = FONTS.get((font or "").strip().lower())
    if table is None:
        if code not in PRIVATE:
            return char
        # Word writes list bullets as U+F0B7 and its like even where the font is not named.
        return SYMBOL.get(code - 0xF000) or WINGDINGS.get(code - 0xF000) or "•"
    low = code - 0xF000 if code in PRIVATE else code
    if low > 0xFF:
        return char
    return table.get(low, "•" if code in PRIVATE else char)
