"""What can be a Vietnamese syllable: the measure by which encodings are told apart.

Source: the onset, nucleus, coda and tone of Vietnamese orthography; a stopped coda (c, ch, p, t)
bears only the sharp or the heavy tone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = frozenset("\u0301\u0323")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:iê|yê|ươ|uô|oa|oă|oe|uâ|uê|uơ|uyê|uya|uy|uă|oo|ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu"
    "|yêu|oi|ôi|ơi|oai|oay|oeo|ui|ưi|ưu|uôi|ươi|ươu|uây|uyu|uao|uai|uay|oao|[aăâeêioôơuưy])"
)
_CODA = "(?P<coda>ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Tell whether a word, NFC, can be one Vietnamese syllable: `huyện`, not `huyÖn`."""
    if word[1:] != word[1:].lower() and not word.isupper():
        return False
    tones: list[str] = []
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else letters).append(char)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letters))
    match = _SYLLABLE.fullmatch(bare)
    if match is None:
        return False
    stopped = (match["coda"] or "") in {"c", "ch", "p", "t"}
    return not (stopped and tones and tones[0] not in _STOPPED)


def marked_words(text: str) -> list[str]:
    """Return the words that hold a letter beyond ASCII."""
    return [word for word in WORD.findall(text) if not word.isascii()]


def syllable_share(words: list[str]) -> float:
    """Return which share of the words can be syllables, 0–1; 0 without words."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
