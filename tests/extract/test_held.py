"""Held spans answer as looking at every one of them does."""

from hypothesis import given
from hypothesis import strategies as st

from extract.held import Held

SPAN = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))
SPANS = st.lists(SPAN, max_size=8)


def free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(a < end and start < b for a, b in spans)


@given(SPANS, st.lists(SPAN, max_size=8))
def test_what_is_free_is_told_also_after_more_is_held(
    spans: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    held, spans = Held(spans), list(spans)
    for span in asked:
        assert held.frees(*span) == free(spans, *span)
        if held.frees(*span):
            held.add(*span)
            spans.append(span)


@given(SPANS, SPAN, SPAN)
def test_a_part_of_the_text_holds_what_reaches_into_it(
    spans: list[tuple[int, int]], part: tuple[int, int], asked: tuple[int, int]
) -> None:
    offset, length = part[0], part[1] - part[0]
    start, end = min(asked[0], length - 1), min(asked[1], length)
    inside = Held(Held(spans).within(offset, length))
    assert inside.frees(start, end) == free(spans, start + offset, end + offset)
