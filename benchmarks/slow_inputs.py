"""Searches for inputs that take more than their share of time: repeated scraps of citations.

    python benchmarks/slow_inputs.py [--seconds 60] [--seed 1] [--whole]

Each try repeats a random scrap, times it at one length and at four times that length (CPU time),
and keeps what grew most. Linear work gives a growth of 4; what seems to grow faster is measured
again before it is believed. `--whole` times the whole document task, not the engine alone. Exit
code 1 when an input grows faster than `LIMIT`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

from extract.options import ReadOptions
from extract.references import find_in_text
from store.task import process

LIMIT = 9.0  # growth for four times the length; 16 is quadratic
LEAST = 0.004  # seconds below which a growth says nothing
SCRAPS = (
    *(
        "Quyết định số ",
        "12",
        "/QĐ-",
        "UBND",
        " ngày 05/3/2024",
        ", ",
        "và ",
        "; ",
        "số ",
        "(",
        ")",
    ),
    *("-", "/", " ", "\n", "Luật ", "điểm a ", "khoản 2 ", "Điều 5 ", "của UBND tỉnh ", "12/"),
    *("2024/", "KH", "Đ", "-KH/", "TU", " của ", "về ", "ngày ", "tháng ", "năm ", ".", "…", "\t"),
    *("được sửa đổi, bổ sung bởi ", "thay thế ", "kèm theo ", "Báo cáo tháng 2 ", "QH15", "TTLT-"),
    *("&", "Công văn ", "O", "l", "1", "các ", "cùng ngày ", ":", "từ ", "đến ", "NĐ-CP", "a", "A"),
    *("     ", "12, ", "12 và ", "\n\n", "Biểu số II.06a ", "đạt 97% ", "382/394 hồ sơ ", "|"),
    *("1.005429.000.00.00.H32 ", "Phụ lục 1\n", "Nơi nhận: ", "KT. GIÁM ĐỐC ", "từ 15/6/2023 "),
)


def scrap(chance: random.Random) -> tuple[str, str, str]:
    """Return what is repeated, and what stands before and after."""
    sizes = (chance.randint(1, 6), chance.randint(0, 3), chance.randint(0, 3))
    unit, before, after = ("".join(chance.choices(SCRAPS, k=size)) for size in sizes)
    return unit, before, after


def growth(work: Callable[[str], object], made: tuple[str, str, str], length: int) -> float:
    """Return how much longer four times the text takes; 0 when both are too short to tell."""
    unit, before, after = made
    times = max(1, length // len(unit))
    short = _seconds(work, before + unit * times + after)
    if short < LEAST:
        return 0.0
    return _seconds(work, before + unit * (4 * times) + after) / short


def _seconds(work: Callable[[str], object], text: str) -> float:
    taken = []
    for _ in range(2):
        begun = time.process_time()
        work(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def whole(text: str) -> object:
    """Run the whole document task on a text."""
    return process(text.encode(), "text.txt", ReadOptions(ocr="never"))


def search(
    work: Callable[[str], object], seconds: float, seed: int, length: int
) -> list[tuple[float, tuple[str, str, str]]]:
    """Return the scraps that grew most, measured twice, the worst first."""
    chance, end = random.Random(seed), time.monotonic() + seconds
    found = []
    while time.monotonic() < end:
        made = scrap(chance)
        grown = growth(work, made, length)
        if grown > LIMIT:
            grown = min(grown, growth(work, made, 2 * length))
        found.append((grown, made))
    return sorted(found, reverse=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true")
    words = parser.parse_args()
    work, length = (whole, 3_000) if words.whole else (find_in_text, 20_000)
    work("Quyết định số 12/QĐ-UBND ngày 05/3/2024")  # reads the lexicon
    found = search(work, words.seconds, words.seed, length)
    print(f"{len(found)} inputs; growth for four times the length (4 is linear), the worst:")
    for grown, made in found[:5]:
        print(f"  {grown:5.1f}  {made}")
    return 1 if found and found[0][0] > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
