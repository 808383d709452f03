"""Times whole documents of very many citations: `python benchmarks/long_documents.py`.

    python benchmarks/long_documents.py [--citations 1000 2000 4000 8000 16000] [--shape NAME …]

Each shape is a document that some check could take the square of: the list of a year, days at
random, one number under many symbols, a table of documents. Prints the CPU time of the whole task,
from bytes to findings, and what one citation takes. Linear work keeps that time.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from extract.options import ReadOptions
from store.task import process

KINDS = (("Quyết định", "QĐ-"), ("Kế hoạch", "KH-"), ("Công văn", ""), ("Báo cáo", "BC-"))
BODIES = ("UBND", "STC", "SNV", "STP", "SYT", "SXD", "HĐND", "STTTT", "SNN", "VP")
SUBJECT = "phê duyệt quy trình nội bộ giải quyết thủ tục hành chính trong lĩnh vực đất đai"


def _day(share: float, year: int = 2023) -> str:
    day = date(year, 1, 1) + timedelta(days=int(share * 364))
    return f"ngày {day.day:02d}/{day.month:02d}/{day.year}"


def realistic(count: int, dice: random.Random) -> Iterator[str]:
    """Yield citations of ten bodies and eight years, numbers rising through each year."""
    for _ in range(count):
        (kind, sign), body, share = dice.choice(KINDS), dice.choice(BODIES), dice.random()
        number = int(share * 3000) + dice.randint(1, 9)
        day = _day(share, dice.randint(2016, 2023))
        yield f"Thực hiện {kind} số {number}/{sign}{body} {day} về việc rà soát thủ tục;"


def one_year(count: int, dice: random.Random) -> Iterator[str]:
    """Yield one register of one year, every eighth date a slip."""
    for i in range(count):
        place = i if i % 8 else dice.randrange(count)
        yield f"Quyết định số {i + 1}/QĐ-UBND {_day(place / count)} của UBND tỉnh;"


def random_days(count: int, dice: random.Random) -> Iterator[str]:
    """Yield one register whose dates say nothing of its numbers."""
    for i in range(count):
        yield f"Quyết định số {i + 1}/QĐ-UBND {_day(dice.random())} của UBND tỉnh;"


def falling(count: int, dice: random.Random) -> Iterator[str]:
    """Yield one register whose last quarter falls: every number there rivals every other."""
    for i in range(count):
        number = i + 1 if i < count * 3 // 4 else count * 7 // 4 - i
        yield f"Quyết định số {number}/QĐ-UBND {_day(i / count)} của UBND tỉnh;"


def shared_register(count: int, dice: random.Random) -> Iterator[str]:
    """Yield several kinds numbered in one series."""
    for i in range(count):
        kind, sign = dice.choice(KINDS)
        yield f"{kind} số {i + 1}/{sign}STC {_day(i / count)};"


def one_number(count: int, dice: random.Random) -> Iterator[str]:
    """Yield one number under ever other units of one office."""
    for i in range(count):
        unit = "".join(chr(65 + i // 26**place % 26) for place in range(4))
        yield f"Công văn số 5/STC-{unit} {_day(i / count)};"


def two_documents(count: int, dice: random.Random) -> Iterator[str]:
    """Yield two documents a digit apart, cited again and again."""
    for i in range(count):
        yield f"Quyết định số {710 + i % 2}/QĐ-UBND ngày 0{1 + i % 2}/03/2023 {SUBJECT} {i};"


def short_forms(count: int, dice: random.Random) -> Iterator[str]:
    """Yield decisions, each cited again in short."""
    for i in range(count // 2):
        day = _day(2 * i / count)
        yield f"Quyết định số {i + 1}/QĐ-UBND {day}; QĐ {i + 1} nêu trên, Quyết định này;"


def undated(count: int, dice: random.Random) -> Iterator[str]:
    """Yield citations without a date, with no real one, and of another year than their number."""
    for i in range(count // 3):
        yield (
            f"Quyết định số {i + 1}/QĐ-UBND của UBND tỉnh, Công văn số {i + 1}/STC-VP ngày "
            f"32/13/2023 và Nghị định số {i + 1}/2023/NĐ-CP ngày 01/02/2022;"
        )


def listed(count: int, dice: random.Random) -> Iterator[str]:
    """Yield a table of documents, dates in a column of their own."""
    yield "STT\tSố, ký hiệu\tNgày ban hành\tTrích yếu"
    for i in range(count):
        yield f"{i + 1}\t{i + 1}/QĐ-UBND\t{_day(i / count)[5:]}\tVề việc rà soát {i} thủ tục"


def coded(count: int, dice: random.Random) -> Iterator[str]:
    """Yield codes of procedures, half of them short of a digit."""
    for i in range(count // 2):
        code = f"1.{i:06d}.000.00.00.H32 và 1.{i % 99999:05d}.000.00.00.H32"
        yield f"Thủ tục {code} theo Quyết định số {i + 1}/QĐ-UBND {_day(i / count)};"


SHAPES: dict[str, Callable[[int, random.Random], Iterator[str]]] = {
    shape.__name__: shape
    for shape in (
        *(realistic, one_year, random_days, falling, shared_register, one_number),
        *(two_documents, short_forms, undated, listed, coded),
    )
}


def made(shape: str, count: int) -> bytes:
    """Return the document of a shape with about `count` citations."""
    return "\n".join(SHAPES[shape](count, random.Random(1))).encode()


def work(document: bytes) -> None:
    """Run the whole task on a document."""
    process(document, "long.txt", ReadOptions(ocr="never"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [1000, 2000, 4000, 8000, 16000, 30000]
    parser.add_argument("--citations", type=int, nargs="*", default=sizes)
    parser.add_argument("--shape", nargs="*", default=list(SHAPES), choices=list(SHAPES))
    asked = parser.parse_args()
    work(made("realistic", 50))  # reads the lexicons
    print(f"{'seconds, and µs a citation':20}" + "".join(f"{n:>16}" for n in asked.citations))
    for shape in asked.shape:
        print(f"{shape:20}", end="", flush=True)
        for count in asked.citations:
            document = made(shape, count)
            begun = time.process_time()
            work(document)
            spent = time.process_time() - begun
            print(f"{spent:9.2f} {spent / count * 1e6:6.0f}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
