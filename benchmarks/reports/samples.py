"""Writes the made-up reports of `samples/`: `python benchmarks/reports/samples.py samples`.

The PDF is printed from the Word file by LibreOffice, as an office would. Which faults were put in
on purpose is told in `samples/README.md`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from model import SampleReport, form_06a, form_08
from writers import write_docx, write_html, write_markdown, write_text, write_xlsx

PROVINCE = "UBND TỈNH KHÁNH HÒA"
OFFICE = "Kính gửi: Văn phòng UBND tỉnh Khánh Hòa"
TITLE = (
    "Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông và thực "
    "hiện thủ tục hành chính trên môi trường điện tử {period}"
)
Q3 = ("Kỳ báo cáo: Quý III/2023", "(từ 15/6/2023 đến 14/9/2023)")
RECEIVERS = ("- Như trên;", "- Lưu: VT, VP.")

HOME_AFFAIRS = SampleReport(
    PROVINCE,
    "SỞ NỘI VỤ",
    "Số: 2815/BC-SNV",
    "Khánh Hòa, ngày 18 tháng 9 năm 2023",
    "BÁO CÁO",
    TITLE.format(period="Quý III năm 2023"),
    OFFICE,
    (
        "Thực hiện Kế hoạch số 10562/KH-UBND ngày 31/10/2022 của UBND tỉnh Khánh Hòa, Sở Nội vụ "
        "báo cáo kết quả thực hiện Quý III năm 2023 như sau:",
        "I. TÌNH HÌNH, KẾT QUẢ THỰC HIỆN KIỂM SOÁT THỦ TỤC HÀNH CHÍNH",
        "1. Công bố, công khai thủ tục hành chính",
        "- Sở đã tham mưu UBND tỉnh ban hành Quyết định số 1745/QĐ-UBND ngày 25/7/2023 về công bố "
        "danh mục thủ tục hành chính lĩnh vực tổ chức phi chính phủ; Quyết định số 1911/QĐ-UBND "
        "ngày 14/8/2023 về công bố danh mục thủ tục hành chính bị bãi bỏ.",
        "- Sở đã có Công văn số 2290/TTr-SNV ngày 27/7/2023 đề nghị phê duyệt quy trình nội bộ.",
        "2. Tình hình, kết quả giải quyết thủ tục hành chính",
        "- Tổng số hồ sơ tiếp nhận trong kỳ là 214 hồ sơ; đã giải quyết 205 hồ sơ, trong đó đúng "
        "hạn 205 hồ sơ, quá hạn 0 hồ sơ; đang giải quyết 9 hồ sơ (trong hạn).",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "3. Triển khai cơ chế một cửa, một cửa liên thông",
        "- Sở tiếp tục thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, được sửa "
        "đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ.",
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2023",
        "- Tiếp tục số hóa hồ sơ theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT.",
    ),
    RECEIVERS,
    "GIÁM ĐỐC",
    "Nguyễn Văn An",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            Q3,
            "(kèm theo Báo cáo số 2815/BC-SNV ngày 18/9/2023 của Sở Nội vụ)",
            (
                ("1", "Tổ chức phi chính phủ", *"62 50 10 2 58 8 50 0 4 4 0".split()),
                # The fault: 96 + 40 + 5 is 141.
                ("2", "Thi đua, khen thưởng", *"142 96 40 5 137 37 100 0 5 5 0".split()),
                ("3", "Công chức, viên chức", *"10 8 2 0 10 4 6 0 0 0 0".split()),
                ("", "Tổng cộng", *"214 154 52 7 205 49 156 0 9 9 0".split()),
            ),
        ),
    ),
)

HEALTH = SampleReport(
    PROVINCE,
    "SỞ Y TẾ",
    "Số: 4127/BC-SYT",
    "Khánh Hòa, ngày 15 tháng 9 năm 2023",
    "BÁO CÁO",
    TITLE.format(period="Quý III năm 2023"),
    OFFICE,
    (
        "Thực hiện Quyết định số 94/QĐ-UBND ngày 11/01/2023 của UBND tỉnh Khánh Hòa ban hành Kế "
        "hoạch kiểm soát thủ tục hành chính năm 2023, Sở Y tế báo cáo như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Công bố, công khai thủ tục hành chính",
        "- Đã trình UBND tỉnh tại Tờ trình số 3390/TTr-SYT ngày 02/8/2023; UBND tỉnh ban hành "
        "Quyết định số 1874/QĐ-UBND ngày 10/8/2023 công bố 04 thủ tục hành chính lĩnh vực dược "
        "phẩm.",
        "2. Giải quyết thủ tục hành chính",
        "- Trong kỳ tiếp nhận 1.236 hồ sơ, trong đó 1.102 hồ sơ trực tuyến; đã giải quyết 1.180 hồ "
        "sơ; đang giải quyết 71 hồ sơ, đều trong hạn.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "3. Thủ tục hành chính trên môi trường điện tử",
        "- Thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ và Thông tư "
        "số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ.",
        "II. PHƯƠNG HƯỚNG QUÝ IV NĂM 2023",
        "- Triển khai Công văn số 8021/UBND-KSTT ngày 14/8/2023 của UBND tỉnh.",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT.",
    ),
    RECEIVERS,
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    "Trần Thị Bình",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            Q3,
            "(kèm theo Báo cáo số 4127/BC-SYT ngày 15/9/2023 của Sở Y tế)",
            (
                ("1", "Dược phẩm", *"705 660 45 0 690 500 190 0 15 15 0".split()),
                ("2", "Khám bệnh, chữa bệnh", *"482 402 65 15 431 31 400 0 51 51 0".split()),
                ("3", "An toàn thực phẩm", *"64 40 24 0 59 9 50 0 5 5 0".split()),
                ("", "Tổng cộng", *"1.251 1.102 134 15 1.180 540 640 0 71 71 0".split()),
            ),
        ),
    ),
)

DISTRICT = SampleReport(
    PROVINCE,
    "UBND HUYỆN DIÊN KHÁNH",
    "Số: 642/BC-UBND",
    "Diên Khánh, ngày 19 tháng 9 năm 2023",
    "BÁO CÁO",
    TITLE.format(period="Quý III năm 2023"),
    OFFICE,
    (
        # The fault: other departments date this decision 11/01/2023.
        "Thực hiện Quyết định số 94/QĐ-UBND ngày 12/01/2023 của UBND tỉnh Khánh Hòa, UBND huyện "
        "Diên Khánh báo cáo kết quả như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Chỉ đạo, điều hành",
        # The fault: April has 30 days.
        "- UBND huyện tiếp tục thực hiện Chỉ thị số 06/CT-UBND ngày 31/4/2020 của UBND tỉnh và "
        "Quyết định số 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh.",
        "- Đã ban hành Kế hoạch số 35/KH-UBND ngày 03/02/2023 và Công văn số 1407/UBND-VP ngày "
        "21/7/2023 về chấn chỉnh kỷ luật, kỷ cương hành chính.",
        "2. Giải quyết thủ tục hành chính",
        "- Tổng số hồ sơ: 3.518 hồ sơ, trong đó tiếp nhận trong kỳ 3.402 hồ sơ, kỳ trước chuyển "
        "sang 116 hồ sơ; đã giải quyết 3.377 hồ sơ; đang giải quyết 141 hồ sơ.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT.",
    ),
    RECEIVERS,
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "Lê Hoàng Cường",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            Q3,
            "(kèm theo Báo cáo số 642/BC-UBND ngày 19/9/2023 của UBND huyện Diên Khánh)",
            (
                ("1", "Đất đai", *"1948 1105 748 95 1840 640 1190 10 108 105 3".split()),
                ("2", "Hộ tịch", *"1120 980 140 0 1112 912 200 0 8 8 0".split()),
                ("3", "Đăng ký kinh doanh", *"450 401 28 21 425 125 300 0 25 25 0".split()),
                ("", "Tổng cộng", *"3518 2486 916 116 3377 1677 1690 10 141 138 3".split()),
            ),
        ),
    ),
)

Y2024 = ("Kỳ báo cáo: Năm 2024", "(từ 15/12/2023 đến 14/12/2024)")
JUSTICE = SampleReport(
    PROVINCE,
    "SỞ TƯ PHÁP",
    "Số: 3960/BC-STP",
    "Khánh Hòa, ngày 16 tháng 12 năm 2024",
    "BÁO CÁO",
    TITLE.format(period="năm 2024"),
    OFFICE,
    (
        "Thực hiện Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ, Sở Tư pháp "
        "báo cáo kết quả năm 2024 như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Thẩm định quy định thủ tục hành chính",
        "- Trong năm, Sở đã thẩm định 12 dự thảo văn bản theo Nghị định số 34/2016/NĐ-CP ngày "
        "14/5/2016 của Chính phủ; ban hành Báo cáo số 1204/BC-STP ngày 22/4/2024.",
        "2. Thủ tục hành chính trên môi trường điện tử",
        # The fault: the decree is of 2020.
        "- Thực hiện Nghị định số 45/2020/NĐ-CP ngày 08/4/2021 của Chính phủ và Quyết định số "
        "1520/QĐ-UBND ngày 10/6/2024 của UBND tỉnh.",
        "- Tổng số hồ sơ tiếp nhận là 8.940 hồ sơ; đã giải quyết 8.871 hồ sơ.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT.",
    ),
    RECEIVERS,
    "GIÁM ĐỐC",
    "Phạm Minh Dũng",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            Y2024,
            "(kèm theo Báo cáo số 3960/BC-STP ngày 16/12/2024 của Sở Tư pháp)",
            (
                ("1", "Lý lịch tư pháp", *"8610 7900 650 60 8551 3551 5000 0 59 59 0".split()),
                ("2", "Công chứng", *"210 150 60 0 205 105 100 0 5 5 0".split()),
                # The fault: the total of (4) is 8130.
                ("3", "Luật sư", *"120 80 40 0 115 15 100 0 5 5 0".split()),
                ("", "Tổng cộng", *"8940 8230 750 60 8871 3671 5200 0 69 69 0".split()),
            ),
        ),
    ),
)

Q1 = ("Kỳ báo cáo: Quý I/2024", "(từ 15/12/2023 đến 14/3/2024)")
TRADE_ATTACHED = "(kèm theo Báo cáo số 512/BC-SCT ngày 18/3/2024 của Sở Công Thương)"
TRADE = SampleReport(
    PROVINCE,
    "SỞ CÔNG THƯƠNG",
    "Số: 512/BC-SCT",
    "Khánh Hòa, ngày 18 tháng 3 năm 2024",
    "BÁO CÁO",
    TITLE.format(period="Quý I năm 2024"),
    OFFICE,
    (
        "Thực hiện Kế hoạch số 12680/KH-UBND ngày 15/12/2023 của UBND tỉnh, Sở Công Thương báo cáo "
        "kết quả Quý I năm 2024 như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Công bố, công khai thủ tục hành chính",
        "- Đã tham mưu ban hành Quyết định số 287/QĐ-UBND ngày 29/01/2024 về công bố danh mục thủ "
        "tục hành chính lĩnh vực lưu thông hàng hóa trong nước.",
        "2. Giải quyết thủ tục hành chính",
        "- Tổng số hồ sơ là 2.044 hồ sơ; đã giải quyết 2.031 hồ sơ; đang giải quyết 13 hồ sơ.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT, II.08/VPCP/KSTT)",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT; Biểu số II.08/VPCP/KSTT.",
    ),
    RECEIVERS,
    "GIÁM ĐỐC",
    "Võ Thanh Giang",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            Q1,
            TRADE_ATTACHED,
            (
                ("1", "Xúc tiến thương mại", *"1930 1921 0 9 1920 1500 420 0 10 10 0".split()),
                ("2", "Hóa chất", *"72 70 0 2 70 40 30 0 2 2 0".split()),
                ("3", "Điện", *"42 40 2 0 41 21 20 0 1 1 0".split()),
                ("", "Tổng cộng", *"2044 2031 2 11 2031 1561 470 0 13 13 0".split()),
            ),
        ),
        form_08(
            "Biểu số II.08/VPCP/KSTT",
            Q1,
            TRADE_ATTACHED,
            (
                ("B", "DVCTT DO UBND TỈNH CHỦ ĐỘNG TRIỂN KHAI", *[""] * 7),
                ("2", "CẤP TỈNH", *[""] * 7),
                ("2.1", "Xúc tiến thương mại", *"- - - 04 04 1921 4".split()),
                ("2.2", "Hóa chất", *"05 05 70 0 0 0 5".split()),
                ("2.3", "Điện", *"03 03 40 0 0 0 3".split()),
            ),
        ),
    ),
)

COMMUNE = SampleReport(
    "UBND TỈNH KHÁNH HÒA",
    "UBND XÃ DIÊN ĐIỀN",
    "Số: 118/BC-UBND",
    "Diên Điền, ngày 15 tháng 9 năm 2025",
    "BÁO CÁO",
    TITLE.format(period="Quý III năm 2025"),
    OFFICE,
    (
        "Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ, UBND xã Diên Điền báo "
        "cáo kết quả Quý III năm 2025 như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "- Trung tâm Phục vụ hành chính công xã tiếp nhận 1.475 hồ sơ từ ngày 01/7/2025 theo Quyết "
        "định số 15/QĐ-UBND ngày 02/7/2025 của UBND xã và Nghị quyết số 202/2025/QH15 ngày "
        "12/6/2025 của Quốc hội.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "Hồ sơ kèm theo: Biểu số II.06a/VPCP/KSTT.",
    ),
    RECEIVERS,
    "CHỦ TỊCH",
    "Đỗ Quang Hải",
    (
        form_06a(
            "Biểu số II.06a/VPCP/KSTT",
            ("Kỳ báo cáo: Quý III/2025", "(từ 15/6/2025 đến 14/9/2025)"),
            "(kèm theo Báo cáo số 118/BC-UBND ngày 15/9/2025 của UBND xã Diên Điền)",
            (
                ("1", "Chứng thực", *"980 120 860 0 980 980 0 0 0 0 0".split()),
                ("2", "Hộ tịch", *"415 390 25 0 410 300 110 0 5 5 0".split()),
                ("3", "Đất đai", *"80 60 20 0 66 16 50 0 14 14 0".split()),
                ("", "Tổng cộng", *"1475 570 905 0 1456 1296 160 0 19 19 0".split()),
            ),
        ),
    ),
)


def main(folder: Path) -> None:
    """Write all sample files into the folder."""
    write_docx(HOME_AFFAIRS, folder / "so-noi-vu-quy-3-2023.docx")
    write_text(DISTRICT, folder / "ubnd-huyen-dien-khanh-quy-3-2023.txt")
    write_markdown(JUSTICE, folder / "so-tu-phap-nam-2024.md")
    write_docx(TRADE, folder / "so-cong-thuong-quy-1-2024.docx")
    write_xlsx(TRADE, folder / "so-cong-thuong-quy-1-2024-bieu.xlsx")
    write_html(COMMUNE, folder / "ubnd-xa-dien-dien-quy-3-2025.html")
    with tempfile.TemporaryDirectory() as scratch:
        word = Path(scratch) / "so-y-te-quy-3-2023.docx"
        write_docx(HEALTH, word)
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
