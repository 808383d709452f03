"""The words of the pages are whole, and the templates hold nothing that the browser refuses."""

import re
from pathlib import Path
from string import Formatter

import pytest

import store.pages
from extract.registry import load_modules
from store.pages.words import LANGUAGES, sentences, speaker

FOLDER = Path(store.pages.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
CALL = re.compile(r"""\bt\(\s*["']([a-z_]+\.[a-z_0-9]+)["']\s*[,)]""")
NAMED = re.compile(r"""["'](refused\.[a-z_]+|login\.(?!html)[a-z_]+)["']""")
# A closing angle bracket inside an attribute's value is written `&gt;` or stands in `{{ … }}`.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:")


@pytest.mark.parametrize("key", sentences())
def test_sentence_is_whole_in_both_languages(key: str) -> None:
    found = sentences()[key]
    assert set(found) == set(LANGUAGES)
    assert all(text.strip() for text in found.values())
    slots = {lang: {name for _, name, _, _ in Formatter().parse(found[lang])} for lang in found}
    assert slots["vi"] - {None} == slots["en"] - {None}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_use_words_that_exist(path: Path) -> None:
    used = set(CALL.findall(path.read_text(encoding="utf-8")))
    assert used - set(sentences()) == set()


def test_modules_use_words_that_exist() -> None:
    used = {name for path in FOLDER.glob("*.py") for name in NAMED.findall(path.read_text("utf-8"))}
    used |= {module.NAV.label for module in load_modules("store.pages") if hasattr(module, "NAV")}
    assert used - set(sentences()) == set()


def test_places_in_the_navigation_have_keys_of_their_own() -> None:
    places = [module.NAV for module in load_modules("store.pages") if hasattr(module, "NAV")]
    for name in ("key", "path", "order"):
        values = [getattr(place, name) for place in places]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_slots_are_filled() -> None:
    assert speaker("en")("drop.reading", done=1, files=3) == "Reading: 1 of 3 files"
