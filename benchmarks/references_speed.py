"""How fast citations are read, from text to decisions: `python benchmarks/references_speed.py`.

Prints megabytes of UTF-8 a second on one core for each kind of text, whole way (spans, slots, keys,
clusters), then the same for doubled lengths: a linear engine keeps its rate. Each copy of a text
has numbers and dates of its own, the same for one document wherever the copy cites it: nothing is
quick because it was read before. The last line of our own is the report copied as it is: a text
that stands in a document again is read once.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import time
from pathlib import Path

from extract.document import Block, BlockKind, Document
from extract.references import find_references
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import DocumentRecord

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GAZETTE = (
    "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của "
    "Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;\n"
    "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục "
    "hành chính và Nghị định số 92/2017/NĐ-CP ngày 07 tháng 8 năm 2017 của Chính phủ sửa đổi, bổ "
    "sung một số điều của các nghị định liên quan đến kiểm soát thủ tục hành chính;\n"
    "Điều 1. Công bố kèm theo Quyết định này danh mục thủ tục hành chính được sửa đổi, bổ sung "
    "trong lĩnh vực quản lý công sản thuộc phạm vi chức năng quản lý của ngành tài chính trên địa "
    "bàn tỉnh; cách thức thực hiện, trình tự giải quyết và thời hạn trả kết quả cho tổ chức, cá "
    "nhân theo quy định hiện hành của pháp luật về cơ chế một cửa, một cửa liên thông.\n"
)
PLAIN = (
    "Trong kỳ báo cáo, các đơn vị đã tiếp nhận và giải quyết hồ sơ đúng hạn, không phát sinh phản "
    "ánh, kiến nghị của cá nhân, tổ chức; tỷ lệ hài lòng đạt 98,5% trên tổng số 1.510 hồ sơ.\n"
)


_NUMBER = re.compile(r"(?<![\w/.-])[0-9]{2,5}(?=/[0-9]{4}/[A-ZĐ]|/[A-ZĐ]{2}|-[A-Z]{2}/)")
_DATE = re.compile(r"(?<![0-9/])([0-9]{1,2})(/| tháng )([0-9]{1,2})(/| năm )([0-9]{4})(?![0-9/])")


def varied(text: str, times: int) -> str:
    """Return copies of the text, in each other numbers and dates, as long as before."""
    dice = random.Random(1)
    return "".join(_other(text, dice) for _ in range(times))


def _other(text: str, dice: random.Random) -> str:
    seen: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        size = len(found[0])
        if found[0] not in seen:
            seen[found[0]] = f"{dice.randrange(1, 10**size):0{size}d}"
        return seen[found[0]]

    def day(found: re.Match[str]) -> str:
        if found[0] not in seen:
            first, month, second, year = found.group(2, 3, 4, 5)
            other = (dice.randint(1, 28), dice.randint(1, 12), dice.randint(-6, 1) + int(year))
            seen[found[0]] = f"{other[0]:02d}{first}{other[1]:0{len(month)}d}{second}{other[2]}"
        return seen[found[0]]

    return _DATE.sub(day, _NUMBER.sub(number, text))


def document(text: str) -> Document:
    """Return the text as a document of paragraphs, with cells as paragraphs."""
    lines = [part for line in text.split("\n") for part in line.split("\t") if part]
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines))
    return Document("text", blocks)


def rate(text: str) -> tuple[float, int]:
    """Return megabytes a second and the number of citations."""
    made = document(text)
    record = DocumentRecord(doc_id="0" * 64, file_name="", media_type="text", byte_size=0)
    start = time.process_time()
    mentions, _ = normalize_references(find_references(made), made, Identity(record.doc_id), record)
    spent = time.process_time() - start
    return len(text.encode()) / 1e6 / spent, len(mentions)


AMERICAN = (
    "The court relied on Brown v. Board of Education, 347 U.S. 483, 495 (1954), and distinguished "
    "Plessy v. Ferguson, 163 U.S. 537 (1896). See also 42 U.S.C. § 1983; Id. at 490; Monell v. "
    "Department of Social Services, 436 U.S. 658 (1978). The petitioner was given leave to amend "
    "the complaint within thirty days of the entry of the order, and the motion was denied.\n"
)


def eyecite_rate(size: int) -> tuple[float, int] | None:
    """Return megabytes a second and citations of eyecite on its own kind of text.

    None when it is not installed (`pip install eyecite`, BSD-2); it is no dependency of ours.
    """
    if importlib.util.find_spec("eyecite") is None:
        return None
    eyecite = importlib.import_module("eyecite")
    text = AMERICAN * (size // len(AMERICAN))
    eyecite.get_citations(AMERICAN)
    start = time.process_time()
    found = eyecite.get_citations(text)
    return len(text) / 1e6 / (time.process_time() - start), len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="texts of one's own")
    asked = parser.parse_args()
    size = int(asked.megabytes * 1e6)
    report = (SAMPLES / "report.txt").read_text(encoding="utf-8")
    texts = {"report (1 citation in 460 bytes)": report, "gazette": GAZETTE, "prose": PLAIN}
    texts |= {path.name[:36]: path.read_text(encoding="utf-8") for path in asked.text}
    rate(report)  # lexicons are read once
    compiled = not str(importlib.util.find_spec("extract.references").origin).endswith(".py")
    print("engine:", "native code" if compiled else "Python; `make native` compiles it")
    for name, text in texts.items():
        times = max(1, size // len(text.encode()))
        for factor in (1, 2):
            speed, count = rate(varied(text, times * factor))
            print(
                f"{name:36} {factor * times * len(text.encode()) / 1e6:6.1f} MB "
                f"{count:7d} citations {speed:7.1f} MB/s"
            )
    again = report * max(1, size // len(report.encode()))
    speed, count = rate(again)
    print(
        f"{'report, the same over and over':36} {len(again.encode()) / 1e6:6.1f} MB "
        f"{count:7d} citations {speed:7.1f} MB/s"
    )
    other = eyecite_rate(min(size, 200_000))
    if other is None:
        print("eyecite: not installed; `pip install eyecite` puts it beside")
    else:
        print(f"{'eyecite on US opinions':36} {other[1]:18d} citations {other[0]:7.3f} MB/s")


if __name__ == "__main__":
    main()
