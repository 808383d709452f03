"""Text set in fonts from before Unicode: `.VnTime` (TCVN3), `VNI-Times` (VNI).

The font's name tells the encoding, yet many a file was retyped in Unicode and kept its fonts: a
text is converted only where its letters are those of the old encoding.
"""

from __future__ import annotations

from extract.encodings import to_unicode

# Letters that Vietnamese in Unicode shares with Latin-1: they alone prove neither.
_SHARED = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")


def is_modern(text: str) -> bool:
    """Tell whether a text holds letters that only Vietnamese in Unicode has: `đ`, `ư`, `ế`."""
    return any("\u0100" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff" for c in text)


def decode(text: str, font: str | None, modern: bool) -> tuple[str, bool]:
    """Return a run's text in Unicode and whether it was converted.

    Args:
        text: what the run holds.
        font: the name of its font.
        modern: whether the paragraph around it holds letters of Unicode.
    """
    name = (font or "").lower()
    encoding = "tcvn3" if name.startswith(".vn") else "vni" if name.startswith("vni-") else None
    if encoding is None:
        return text, False
    # The capitals of TCVN3 are a font of their own: .VnTimeH draws "ñy ban" as "ỦY BAN".
    capitals = encoding == "tcvn3" and name.endswith("h")
    old = not text.isascii() and not is_modern(text)
    if old and modern:
        old = any("\x80" <= c <= "\xff" and c not in _SHARED for c in text)
    plain = to_unicode(text, encoding).text if old else text
    return (plain.upper() if capitals else plain), old
