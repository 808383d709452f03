"""What is made while the cycle collector rests is old afterwards; what is frozen stays so."""

import gc
from collections.abc import Iterator

import pytest

from extract.collecting import collection_paused, collection_rare


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.enable()


def _is_old(made: object) -> bool:
    return any(one is made for one in gc.get_objects(generation=2))


def test_a_result_is_old_and_the_collector_on_again() -> None:
    with collection_paused():
        made = [[number] for number in range(1000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert _is_old(made)


def test_nested_pauses_end_with_the_outer_one() -> None:
    with collection_paused():
        with collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_cycle_made_meanwhile_is_still_collected() -> None:
    class Knot:
        pass

    with collection_paused():
        knot = Knot()
        knot.itself = knot  # type: ignore[attr-defined]
        del knot
    gc.collect()
    assert not any(type(one) is Knot for one in gc.get_objects())


def test_what_a_batch_froze_stays_frozen() -> None:
    with collection_rare():
        frozen = gc.get_freeze_count()
        with collection_paused():
            made = [[number] for number in range(1000)]
        assert gc.get_freeze_count() >= frozen > 0
        assert not _is_old(made)
