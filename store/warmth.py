"""Imported by the fork server alone: everything a document needs is loaded once, before the forks.

Catalogues, lexicons and compiled patterns are made when first used; one small report uses them
all, so that no child has to make them again (0.4 s of processor time a document).
"""

from __future__ import annotations

import contextlib
import gc

from extract.options import ReadOptions
from store.task import process

_REPORT = """ỦY BAN NHÂN DÂN TỈNH A
SỞ B
Số: 1/BC-SB
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
A, ngày 05 tháng 01 năm 2024

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Thực hiện Quyết định số 2/QĐ-UBND ngày 03/01/2023, đã giải quyết 4 hồ sơ, đạt 100%.

Biểu số II.06a/VPCP/KSTT
STT\tLĩnh vực\tTổng số
(1)\t(2)\t(3)
1\tGiá\t5
"""

# Our own bug must cost the documents it is met in, each with its traceback, not the fork server.
with contextlib.suppress(Exception):
    process(_REPORT.encode(), "warmth.txt", ReadOptions(ocr="never"))
# What stands now stays in every child: the collector need not look at it, nor copy its pages.
gc.freeze()
# A child lives for one document: what it collects is not worth the looking.
gc.set_threshold(100_000, 20, 20)
