"""What several files say against each other: each rule's examples, order, reviews."""

from pathlib import Path

import pytest

from normalize.catalogue import Rule, rules
from tests.store.comparing import found, made

COMPARING = [rule for rule in rules().values() if rule.compares]


@pytest.mark.parametrize("rule", COMPARING, ids=lambda r: r.code)
def test_the_example_fires(rule: Rule, tmp_path: Path) -> None:
    assert rule.code in {code for code, _ in found(made(rule.example, tmp_path))}


@pytest.mark.parametrize("rule", COMPARING, ids=lambda r: r.code)
def test_the_counter_example_is_silent(rule: Rule, tmp_path: Path) -> None:
    assert found(made(rule.counter_example, tmp_path)) == []
