"""Imported by the fork server alone: everything a document needs is loaded once, before the forks.

Catalogues, lexicons and compiled patterns are made when first used; one small report uses them
all, so that no child has to make them again (0.4 s of processor time a document).
"""

from __future__ import annotations

import codecs
import contextlib
import gc

from extract.options import ReadOptions
from store.task import process

_REPORT = """ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA
SỞ TÀI CHÍNH
Số: 1/BC-STC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Khánh Hòa, ngày 05 tháng 01 năm 2024

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Kính gửi: Ủy ban nhân dân tỉnh; Văn phòng Ủy ban nhân dân tỉnh

Thực hiện Quyết định số 2/QĐ-UBND ngày 03/01/2023 của Ủy ban nhân dân tỉnh Khánh Hòa, Công \
văn số 12, Quyết định số 3/QĐ-UBND ngày 04/01/2023 của UBND huyện Khánh Sơn và Công văn số \
4/UBND-VX ngày 05/01/2023 của Ủy ban nhân dân phường Vĩnh Hải, Luật Đất đai số 31/2024/QH15, \
đã giải quyết 4 hồ sơ, đạt 100%, tăng 1,234 hồ sơ; có 3/4 hồ sơ trả trước hạn.

Trong lĩnh vực Giá tiếp nhận mới 10 hồ sơ trực tuyến toàn trình, 5 hồ sơ trực tiếp; tổng số hồ sơ \
đã giải quyết 4 hồ sơ đúng hạn, 1 hồ sơ quá hạn, đang giải quyết 5 hồ sơ trong hạn. Thủ tục \
2.000345.000.00.00.H32. Hồ sơ nhận trong kỳ 10 hồ sơ; kết quả giải quyết 4 hồ sơ; tổng số hồ sơ \
tiếp nhận 10 hồ sơ; chưa giải quyết 5 hồ sơ; đã giải quyết 1,234 hồ sơ.

Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT; Phụ lục 1.

Nơi nhận:
- Như trên; - Sở Y tế;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn A

Biểu số II.06a/VPCP/KSTT
(kèm theo Báo cáo số 1/BC-STC ngày 05/01/2024 của Sở Tài chính)
TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
Kỳ báo cáo: Năm 2023
Đơn vị tính: Số hồ sơ TTHC
STT\tLĩnh vực\tSố hồ sơ\tTrực tuyến\tTrực tiếp
(1)\t(2)\t(3)=(4)+(5)\t(4)\t(5)
1\tGiá\t5\t2\t1
\tTổng số\t6\t2\t1
"""
# What the readers of PDF and of packages decode by is looked up by name, and imported then.
for _encoding in ("utf-16-le", "cp437"):
    codecs.lookup(_encoding)

# Our own bug must cost the documents it is met in, each with its traceback, not the fork server.
with contextlib.suppress(Exception):
    process(_REPORT.encode(), "warmth.txt", ReadOptions(ocr="never"))
# What stands now stays in every child: the collector need not look at it, nor copy its pages.
gc.freeze()
# A child lives for one document: what it collects is not worth the looking.
gc.set_threshold(100_000, 20, 20)
