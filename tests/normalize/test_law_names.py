"""A law cited under another law's number: told when both are known, silent else."""

import pytest

from extract.options import ReadOptions
from normalize.vocabulary import laws
from store.task import process

RIGHT = (
    "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024",
    "Căn cứ Luật Đất đai số 45/2013/QH13",
    "Căn cứ Bộ luật Lao động số 45/2019/QH14",
    "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 35/2018/QH14",
    "Luật Đất đai số 999/2024/QH15",  # a number the lexicon does not hold
    "Luật Đất nước số 45/2019/QH14",  # a name it does not hold
    "Luật số 45/2019/QH14",
)
WRONG = {
    "Căn cứ Luật Đất đai số 45/2019/QH14 ngày 20/11/2019": "45/2013/QH13, 31/2024/QH15",
    "Luật Thanh tra (số 45/2019/QH14)": "56/2010/QH12, 11/2022/QH15, 84/2025/QH15",
    "LUẬT ĐẤT ĐAI SỐ 45/2019/QH14": "45/2013/QH13, 31/2024/QH15",
}


def found(text: str) -> list[str]:
    report = process(text.encode(), "a.txt", ReadOptions())
    return [f.evidence[1].value for f in report.findings if f.rule == "REF120"]


@pytest.mark.parametrize("text", RIGHT)
def test_a_law_under_its_own_number_is_right(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "own"), WRONG.items(), ids=WRONG)
def test_the_number_of_another_law_is_told_with_the_laws_own(text: str, own: str) -> None:
    assert found(text) == [own]


def test_every_verified_law_is_right_under_its_name_and_number() -> None:
    lines = [f"Căn cứ {law.name} số {law.number};" for law in laws()]
    assert found("\n".join(lines)) == []
