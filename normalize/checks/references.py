"""Checks on how a citation names its document: number, kind, symbol, year part, issuer, words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from extract.folding import fold
from extract.text import fold as regular
from normalize.catalogue import finding
from normalize.citing import (
    body_tokens,
    is_bare,
    is_kind,
    issuer_token,
    issuer_tokens,
    kind_name,
    knowledge,
    named_issuer,
    nearest_kind,
    write_citation,
    write_number,
)
from normalize.dates import HYPHENS
from normalize.places import Places, printed
from normalize.schema import Finding, Mention, Report

# "theo đúng quy định của Chính phủ tại Thông tư số …": the issuer stands before its document. Other
# words before "của" (chức năng, nhiệm vụ) say whose task it is, not who issued the paper.
_ISSUER_BEFORE = re.compile(
    r"(?:quy định|hướng dẫn|chỉ đạo|yêu cầu|kết luận)\s+của\s+"
    r"(?P<name>[^.,;:()\t\n]{3,60}?)\s+tại\s*$",
    re.IGNORECASE,
)
_BEFORE = 120  # characters to look back for it
_OLD_NUMBERING = 1997  # from 1997 on every act's number bears its year (Luật BHVBQPPL 1996)
_OLD_SYMBOLS = 2000  # acts of the 1990s bear symbols without a kind: Thông tư 07/BKH-VPTĐ
# Offices named themselves and their unit in any paper's symbol until TTLT 55/2005/TTLT-BNV-VPCP:
# Tờ trình số 2653/KHĐT-CNDV ngày 07/7/2003.
_ONE_FORM = 2005
_TERM = re.compile(r"(?:UBTVQH|QH)\d{1,2}")

Judge = Callable[[Mention, Places], Finding | None]


def check(report: Report) -> Iterator[Finding]:
    """Yield the findings on each citation, in the order of the citations."""
    places = Places(report)
    for mention in report.mentions:
        if mention.is_own and _own_is_filled(report):
            continue
        if "short-form" in mention.traits:
            continue  # "Nghị định 61": its symbol stands, and is judged, elsewhere
        for judge in _JUDGES:
            found = judge(mention, places)
            if found is not None:
                yield found


def _own_is_filled(report: Report) -> bool:
    """Tell whether the report bears its own number, or a signature that came with one.

    Annex headings of a stamped report often stay blank; the annex's parent is the letterhead's
    own number then, and the blank is no fault.
    """
    return report.document.number is not None or bool(report.signatures)


def _say(
    code: str, mention: Mention, places: Places, suggestion: str | None = None, **slots: Any
) -> Finding:
    return finding(
        code,
        mention,
        suggestion=suggestion,
        evidence=(places.evidence(mention),),
        citation=printed(mention),
        **slots,
    )


def _missing_number(mention: Mention, places: Places) -> Finding | None:
    if mention.number is not None:
        return None
    return _say("REF101", mention, places, f"Điền số văn bản trước “/{mention.symbol or ''}”")


def _is_generic(word: str) -> bool:
    return fold(word).startswith(knowledge().generic_words)


def _bound_by_its_word(mention: Mention) -> bool:
    """Tell whether the kind word stands at the number itself and names a kind of its own."""
    loose = {"detached-kind", "shared-kind", "bracketed"} & set(mention.traits)
    return bool(mention.kind_word) and not loose and not _is_generic(mention.kind_word or "")


def _kind_symbol_mismatch(mention: Mention, places: Places) -> Finding | None:
    said, meant = mention.kind, mention.symbol_kind
    if not _bound_by_its_word(mention) or mention.grammar == "assembly" or is_bare(mention):
        return None
    if said is None or meant is None or said == meant or not is_kind(meant):
        return None
    if {said, meant} == {"QyĐ", "QĐ"}:  # Party practice writes QĐ for both (HD 05-HD/VPTW)
        return None
    if fold(mention.kind_word or "") == fold(kind_name(meant)):
        return None
    if meant == "TTr" and fold(mention.kind_word or "") == "thong tri":
        return None  # the Front's: Thông tri số 09/TTr-MTTW-BTT
    if _is_narrower(said, meant) or _is_old(mention, _ONE_FORM if meant == "CV" else _OLD_SYMBOLS):
        return None  # Luật số 101-SL/L003 ngày 20-5-1957, which a sắc lệnh put in force
    return _say(
        "REF104",
        mention,
        places,
        ", hoặc ".join(_reconciled(mention, said, meant)) or None,
        kind_word=mention.kind_word,
        symbol=mention.symbol,
        meant=kind_name(meant),
    )


def _is_narrower(one: str, other: str) -> bool:
    """Tell whether one kind is a sort of the other: BC and BCTTr, TT and TTLT, HĐ and PLHĐ."""
    long, short = sorted((one, other), key=len, reverse=True)
    rest = long.removeprefix(short)
    if long.endswith(short) and len(long) > len(short) + 1:
        return True
    return rest != long and rest[:1].isupper()


def _is_old(mention: Mention, before: int = _OLD_SYMBOLS) -> bool:
    """Tell whether the act is of the years when a circular's symbol needed no kind: 07/BKH-VPTĐ."""
    return mention.issued_on is not None and mention.issued_on.year < before


def _reconciled(mention: Mention, said: str, meant: str) -> Iterator[str]:
    """Yield the citation with its symbol after the word, then with its word after the symbol.

    A công văn has no abbreviation to put into the symbol, and a decree or circular bears its year.
    """
    token = issuer_token(mention)
    if said != "CV" and token and (meant == "CV" or meant in knowledge().year_required):
        yield write_citation(mention, symbol=f"{said}-{token}")
    if meant not in knowledge().year_required or mention.year_part:
        yield write_citation(mention, kind_word=kind_name(meant))


def _bare_symbol(mention: Mention, places: Places) -> Finding | None:
    word, kind = mention.kind_word, mention.kind
    if not is_bare(mention) or kind is None or _is_old(mention):
        return None
    slots = {"symbol": mention.symbol, "issuer": mention.symbol}
    if kind == "CV":
        # A công văn may be one by its word, or by the word it shares with its neighbor.
        if word or "shared-kind" in mention.traits:
            return _say("REF119", mention, places, **slots)
        return None
    if not word or _is_generic(word):
        return None
    symbol = f"{kind}-{mention.symbol}"
    suggestion = write_citation(mention, symbol=symbol)
    return _say("REF105", mention, places, suggestion, kind=kind, wanted=symbol, **slots)


def _printed_kind(mention: Mention) -> str:
    text = mention.symbol_text or mention.symbol or ""
    return re.split(rf"[{HYPHENS}/]", text.strip(), maxsplit=1)[0].strip()


def _unknown_abbreviation(mention: Mention, places: Places) -> Finding | None:
    printed_kind = _printed_kind(mention)
    if _repaired_to_ambiguous(mention):
        suggestion: str | None = write_citation(mention)
    elif _is_unknown_kind(mention) and not _is_spelled_out(mention, places):
        word_kind = mention.kind if mention.kind_word and mention.kind != "CV" else None
        likely = word_kind or nearest_kind(printed_kind)
        token = issuer_token(mention)
        symbol = f"{likely}{'/' if mention.grammar == 'party' else '-'}{token}"
        suggestion = write_citation(mention, symbol=symbol) if likely and token else None
    else:
        return None
    return _say("REF106", mention, places, suggestion, abbreviation=printed_kind)


def _is_spelled_out(mention: Mention, places: Places) -> bool:
    """Tell whether the words before the number name the kind: "Kiến nghị số 12/KN-VKS".

    A sort of a known kind needs no words: QĐKNPT, a decision to appeal.
    """
    short = _printed_kind(mention)
    if any(is_kind(short[:cut]) and short[cut:].isupper() for cut in range(2, len(short) - 1)):
        return True
    text, start = places.text_of(mention.block_id), mention.char_start
    before = text[max(0, start - 60) : start] + text[start : mention.char_end].partition("/")[0]
    words = [word for word in re.findall(r"[^\W\d_]+", before) if fold(word) != "so"]
    return "".join(word[0] for word in words[-len(short) :]).upper() == short.upper()


def _repaired_to_ambiguous(mention: Mention) -> bool:
    """Tell whether `CD` was read as CĐ: it could as well mean something else."""
    return (
        _printed_kind(mention) in knowledge().ambiguous_kinds
        and mention.symbol_text != mention.symbol
    )


def _is_unknown_kind(mention: Mention) -> bool:
    """Tell whether the symbol is `KIND-ISSUER` with a known issuer and a kind nobody knows."""
    if not mention.symbol or mention.grammar == "assembly":
        return False
    parts = re.split(r"[-/]", mention.symbol)
    if len(parts) < 2 or is_kind(parts[0]) or not parts[0].isalpha():
        return False
    if mention.kind and _is_sort(parts[0], mention.kind):
        return False
    if mention.kind == "CV" and mention.kind_word and parts[1] not in knowledge().local_bodies:
        return False  # a công văn has no kind: its first token is a body, however little known
    # A body first makes it a công văn, whatever follows: STC-UBND would name a unit.
    return (
        parts[1] in issuer_tokens().keys() | knowledge().local_bodies
        and parts[0] not in body_tokens() | issuer_tokens().keys()
        and mention.symbol_kind in (None, parts[0])
    )


def _is_sort(short: str, kind: str) -> bool:
    """Tell whether an abbreviation names a sort of the kind: BBTT, a sort of BB; KHH is a slip."""
    rest = short.removeprefix(kind)
    return rest not in (short, "", kind[-1])


def _repeated_word(mention: Mention, places: Places) -> Finding | None:
    if not {"repeated-so", "repeated-kind", "repeated-ngay"} & set(mention.traits):
        return None
    return _say("REF107", mention, places, write_citation(mention))


def _missing_so(mention: Mention, places: Places) -> Finding | None:
    if "no-so" not in mention.traits or mention.table_id or not mention.kind_word:
        return None
    if {"detached-kind", "shared-kind", "bracketed"} & set(mention.traits):
        return None
    return _say("REF109", mention, places, write_citation(mention))


def _year_part_not_allowed(mention: Mention, places: Places) -> Finding | None:
    known = knowledge()
    if mention.grammar != "normative" or mention.symbol_kind not in known.year_forbidden:
        return None
    token = issuer_token(mention)
    if token in known.year_tolerated_issuers:
        return None
    if mention.symbol_kind == "CV" and not mention.kind_word and token not in body_tokens():
        return None  # "số 15/2022/DS-ST": a judgment's, or another register's
    plain = mention.model_copy(update={"year_part": None, "grammar": "administrative"})
    return _say(
        "REF112",
        mention,
        places,
        write_citation(plain),
        kind=kind_name(mention.symbol_kind or ""),
        number=write_number(mention),
    )


def _year_part_missing(mention: Mention, places: Places) -> Finding | None:
    if mention.year_part is not None or mention.number is None:
        return None
    year = mention.issued_on.year if mention.issued_on else None
    dated = mention.citation_key[-4:]  # elsewhere in the text, when not here
    known = year or (int(dated) if dated.isdecimal() else None)
    if known is not None and known < _OLD_NUMBERING:
        return None
    if mention.grammar == "assembly":
        if not _TERM.fullmatch(mention.symbol or "") or mention.kind == "CV":
            return None  # the Standing Committee's letters: Công văn số 179/UBTVQH10
    elif mention.grammar != "administrative" or not _needs_year(mention):
        return None
    suggestion = write_citation(mention, year=str(year)) if year else None
    name = mention.kind_word or kind_name(mention.symbol_kind or "") or "văn bản quy phạm pháp luật"
    return _say("REF113", mention, places, suggestion, kind=name, number=write_number(mention))


def _needs_year(mention: Mention) -> bool:
    kind = mention.symbol_kind
    if kind not in knowledge().year_required:
        return False
    # TT is also a careless Tờ trình: then the word says so, or the issuer is no ministry.
    return kind == mention.kind and (kind != "TT" or bool(mention.kind_word))


def _lost_separator(mention: Mention, places: Places) -> Finding | None:
    lost = {"lost-separator", "slash-symbol"} & set(mention.traits)
    if not lost and not _lacks_separator(mention):
        return None
    return _say(
        "REF114",
        mention,
        places,
        write_citation(mention),
        written=_printed_symbol(mention),
        symbol=write_number(mention),
    )


def _printed_symbol(mention: Mention) -> str:
    """Return the symbol where a hyphen is lost; all of the citation where a slash is."""
    if mention.symbol_text in (None, mention.symbol):
        return printed(mention)
    return mention.symbol_text or ""


def _lacks_separator(mention: Mention) -> bool:
    """Tell whether the same letters are printed without a hyphen or slash between them."""
    printed_text, symbol = mention.symbol_text or "", mention.symbol or ""
    if _letters(printed_text) != _letters(symbol):
        return False
    return len(re.findall(r"[-/.]", regular(printed_text).text)) < len(re.findall(r"[-/]", symbol))


def _has_other_letters(mention: Mention) -> bool:
    """Tell whether another letter is printed for one of the symbol; its case does not count."""
    printed_text, symbol = _letters(mention.symbol_text or ""), _letters(mention.symbol or "")
    return len(printed_text) == len(symbol) and printed_text != symbol


def _letters(symbol: str) -> str:
    composed = unicodedata.normalize("NFC", symbol)
    return re.sub(r"[\W_]", "", composed).casefold()


def _look_alike(mention: Mention, places: Places) -> Finding | None:
    if "look-alike" not in mention.traits and not _has_other_letters(mention):
        return None
    if _repaired_to_ambiguous(mention):
        return None
    return _say(
        "REF115",
        mention,
        places,
        write_citation(mention),
        written=mention.symbol_text or printed(mention),
        symbol=mention.symbol,
    )


def _wrong_issuer(mention: Mention, places: Places) -> Finding | None:
    token = issuer_token(mention)
    if token is None or token not in issuer_tokens():
        return None
    for text in _claimed_issuers(mention, places):
        claimed = named_issuer(text)
        if not claimed or token in claimed:
            continue
        if any(token in pair and claimed & pair for pair in knowledge().same_office):
            continue
        right = issuer_tokens()[token]
        return _say(
            "REF116", mention, places, f"của {right}", issuer=text.strip(), token=token, right=right
        )
    return None


def _claimed_issuers(mention: Mention, places: Places) -> Iterator[str]:
    if mention.issuer_text:
        yield re.sub(r"^\s*của\s+", "", mention.issuer_text, flags=re.IGNORECASE)
        return
    text = places.text_of(mention.block_id)
    found = _ISSUER_BEFORE.search(text[max(0, mention.char_start - _BEFORE) : mention.char_start])
    if found:
        yield found["name"]


_JUDGES: tuple[Judge, ...] = (
    _missing_number,
    _kind_symbol_mismatch,
    _bare_symbol,
    _unknown_abbreviation,
    _repeated_word,
    _missing_so,
    _year_part_not_allowed,
    _year_part_missing,
    _lost_separator,
    _look_alike,
    _wrong_issuer,
)
