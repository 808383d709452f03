"""Citations as other provinces, ministries and years print them: text, then what must be found.

One line a citation: `kind|number|year|symbol|date`, as printed but without spaces in the symbol;
`kind` is that of the word before it. A text without lines must find nothing.
"""

ADMINISTRATIVE = [
    (
        "Quyết định số 1234/QĐ-UBND ngày 15/6/2022 của UBND tỉnh Lào Cai",
        "QĐ|1234||QĐ-UBND|15/6/2022",
    ),
    ("Công văn số 789/SNV-CCHC ngày 03 tháng 4 năm 2024", "CV|789||SNV-CCHC|03 tháng 4 năm 2024"),
    ("Công văn số 2231/SNV-CCHC&PC ngày 12/7/2024", "CV|2231||SNV-CCHC&PC|12/7/2024"),
    ("Công văn 12942/SXD ngày 01-8-2025", "CV|12942||SXD|01-8-2025"),
    ("Quyết định số 2972/QĐ-BNN-CN ngày 12.8.2024", "QĐ|2972||QĐ-BNN-CN|12.8.2024"),
    ("Báo cáo số 18/BCTĐ-STP ngày 04/5/2023", "BC|18||BCTĐ-STP|04/5/2023"),
    ("Thông báo kết luận số 45/TB-UBND ngày 06/6/2023", "TB|45||TB-UBND|06/6/2023"),
    ("Kế hoạch số 123/KH-UBND-VX ngày 09/01/2024", "KH|123||KH-UBND-VX|09/01/2024"),
    ("Quyết định số 88/QĐ-UBND.HC ngày 11/3/2021", "QĐ|88||QĐ-UBND.HC|11/3/2021"),
    ("Quyết định số 1811/QĐ-TTPVHCC ngày 01/9/2025", "QĐ|1811||QĐ-TTPVHCC|01/9/2025"),
    ("Công điện số 45/CĐ-TTg, ngày 20/5/2024", "CĐ|45||CĐ-TTg|20/5/2024"),
    (
        "Kế hoạch phối hợp số 01/KHPH-STC-SNV-STP ngày 10/02/2023",
        "KHPH|01||KHPH-STC-SNV-STP|10/02/2023",
    ),
    ("Giấy mời số 77/GM-UBND ngày 02/10/2025", "GM|77||GM-UBND|02/10/2025"),
    ("Tờ trình số 284/TTr-SNNMT ngày 18/3/2025", "TTr|284||TTr-SNNMT|18/3/2025"),
    ("Văn bản số 3717/UBND-KSTT ngày 22/4/2019", "|3717||UBND-KSTT|22/4/2019"),
    ("Văn bản hướng dẫn số 9318/VPCP-KSTT ngày 21/12/2021", "|9318||VPCP-KSTT|21/12/2021"),
    ("VB số 15/PNV-TH ngày 05/3/2023", "|15||PNV-TH|05/3/2023"),
    ("QĐ số 31/QĐ-SYT ngày 04/01/2022", "QĐ|31||QĐ-SYT|04/01/2022"),
    ("BÁO CÁO SỐ 12/BC-SCT NGÀY 05/3/2024", "BC|12||BC-SCT|05/3/2024"),
    ("Công văn số 1122/TCT-CS ngày 28/4/2020 của Tổng cục Thuế", "CV|1122||TCT-CS|28/4/2020"),
    ("Công văn số 56/CT-TTHT ngày 06/3/2023 của Cục Thuế", "CV|56||CT-TTHT|06/3/2023"),
    ("Công văn số 640/CAT-PC06 ngày 09/3/2023", "CV|640||CAT-PC06|09/3/2023"),
    ("Kế hoạch số 452/KH-TCTTKĐA ngày 18/9/2023", "KH|452||KH-TCTTKĐA|18/9/2023"),
    ("Quyết định 25/QĐ-BTP năm 2024", "QĐ|25||QĐ-BTP|năm 2024"),
    ("Quyết định số 60/QĐ-UBND tháng 8/2023", "QĐ|60||QĐ-UBND|tháng 8/2023"),
    ("Quyết định số 61/QĐ-UBND (14/8/2023)", "QĐ|61||QĐ-UBND|14/8/2023"),
    ("Quyết định số 62/QĐ-UBND ký ngày 14/8/2023", "QĐ|62||QĐ-UBND|14/8/2023"),
    ("Quyết định số 63/QĐ-UBND của UBND tỉnh Hà Giang ngày 14/8/2023", "QĐ|63||QĐ-UBND|14/8/2023"),
    ("theo Báo cáo tháng 02 năm 2025 số 77/BC-SCT ngày 03/3/2025", "BC|77||BC-SCT|03/3/2025"),
    ("Báo cáo quý III số 501/BC-SYT ngày 16/9/2024", "BC|501||BC-SYT|16/9/2024"),
    (
        "Kế hoạch kiểm tra công vụ của Sở Y tế số 92/KH-SYT ngày 13/02/2024",
        "KH|92||KH-SYT|13/02/2024",
    ),
    ("báo cáo tình hình thực hiện Đề án 06 (412/SYT ngày 15/5/2024)", "BC|412||SYT|15/5/2024"),
    ("Số: 59    /QĐ-SCT ngày 05/3/2024", "|59||QĐ-SCT|05/3/2024"),
    ("Quyết định số 12/QĐ - UBND ngày 05/3/2024", "QĐ|12||QĐ-UBND|05/3/2024"),
    ("Chỉ thị số 06/CT-\nUBND ngày 21/4/2020", "CT|06||CT-UBND|21/4/2020"),
    ("Quyết\nđịnh số\n12/QĐ-UBND\nngày 05/3/2024", "QĐ|12||QĐ-UBND|05/3/2024"),
    ("Quyết định số 15/QĐ-UBND ngày 31/4/2023", "QĐ|15||QĐ-UBND|31/4/2023"),
    ("Quyết định số 16/QĐ-UBND ngày 08/6/20210", "QĐ|16||QĐ-UBND|08/6/20210"),
    ("Quyết định số 17/QĐ-UBND ngày 05/011/2020", "QĐ|17||QĐ-UBND|05/011/2020"),
    ("Quyết định số 18/QĐ-UBND ngày 10/11//2025", "QĐ|18||QĐ-UBND|10/11//2025"),
    ("Tờ trình số 19/TTr-SXD 10/03/2023", "TTr|19||TTr-SXD|10/03/2023"),
    ("Hợp đồng số 05/2023/HĐ-TVGS ngày 06/3/2023", "HĐ|05|2023|HĐ-TVGS|06/3/2023"),
    ("Hợp đồng số 12/HĐMB ngày 01/6/2022", "HĐ|12||HĐMB|01/6/2022"),
    ("Giấy phép số 45/GP-BTTTT ngày 07/02/2020", "GP|45||GP-BTTTT|07/02/2020"),
    ("Giấy phép môi trường số 210/GPMT-UBND", "GPMT|210||GPMT-UBND|"),
    ("Giấy phép xây dựng số 88/GPXD ngày 04/4/2022", "GPXD|88||GPXD|04/4/2022"),
    ("Kết luận thanh tra số 12/KL-TTr ngày 05/8/2024", "KL|12||KL-TTr|05/8/2024"),
    (
        "Công văn số 30/STC-VP, ngày 05/01/2023; Quyết định số 7/QĐ-STC",
        "CV|30||STC-VP|05/01/2023\nQĐ|7||QĐ-STC|",
    ),
    ("Quyết định số 468/QĐ-TTgngày 27/3/2021", "QĐ|468||QĐ-TTg|27/3/2021"),
    ("Nghị quyết số 80/NQ-HĐND ngày 12/7/2024", "NQ|80||NQ-HĐND|12/7/2024"),
    ("điểm b khoản 2 Điều 5 Quyết định số 33/QĐ-UBND", "QĐ|33||QĐ-UBND|"),
]

NORMATIVE = [
    ("Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ", "NĐ|118|2025|NĐ-CP|09/6/2025"),
    ("Nghị quyết số 66.7/2025/NQ-CP", "NQ|66.7|2025|NQ-CP|"),
    ("Nghị quyết 66.25/2026/NQ-CP ngày 02/4/2026", "NQ|66.25|2026|NQ-CP|02/4/2026"),
    ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "NQ|30c||NQ-CP|08/11/2011"),
    ("Thông tư số 03/2025/TT-VPCP", "TT|03|2025|TT-VPCP|"),
    (
        "Thông tư liên tịch số 01/2017/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC ngày 29/12/2017",
        "TTLT|01|2017|TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC|29/12/2017",
    ),
    ("Thông tư liên tịch số 20/2005/TTLT/BTC-BNV", "TTLT|20|2005|TTLT/BTC-BNV|"),
    (
        "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        "NQLT|403|2017|NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN|",
    ),
    ("Quyết định số 09/2021/QĐ-UBND ngày 23/8/2021", "QĐ|09|2021|QĐ-UBND|23/8/2021"),
    ("Nghị quyết số 01/2023/NQ-HĐTP", "NQ|01|2023|NQ-HĐTP|"),
    ("Văn bản hợp nhất số 05/VBHN-NHNN ngày 01/02/2024", "VBHN|05||VBHN-NHNN|01/02/2024"),
    ("Lệnh số 01/2024/L-CTN ngày 01/02/2024", "L|01|2024|L-CTN|01/02/2024"),
    ("Quyết định số 1234/QĐ-CTN", "QĐ|1234||QĐ-CTN|"),
    ("Nghị định số\n45/2020/NĐ-\nCP ngày 08/4/2020", "NĐ|45|2020|NĐ-CP|08/4/2020"),
    ("NĐ 61/2018/NĐ-CP và TT 01/2018/TT-VPCP", "NĐ|61|2018|NĐ-CP|\nTT|01|2018|TT-VPCP|"),
    ("Nghị quyết số 1686/NQ-UBTVQH15 ngày 16/6/2025", "NQ|1686||NQ-UBTVQH15|16/6/2025"),
    ("Nghị định số 63/CP ngày 24/10/1995", "NĐ|63||CP|24/10/1995"),
    ("Nghị định số 80-CP ngày 14/4/1993", "NĐ|80||CP|14/4/1993"),
    ("Quyết định số 123/1999/QĐ-TTg", "QĐ|123|1999|QĐ-TTg|"),
]

ASSEMBLY = [
    (
        "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 ngày 19/02/2025",
        "Luật|64|2025|QH15|19/02/2025",
    ),
    ("Luật số 72/2025/QH15", "Luật|72|2025|QH15|"),
    ("Bộ luật Lao động số 45/2019/QH14", "BL|45|2019|QH14|"),
    ("Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội", "NQ|202|2025|QH15|12/6/2025"),
    ("Nghị quyết số 30/2026/QH16", "NQ|30|2026|QH16|"),
    ("Pháp lệnh số 02/2022/UBTVQH15", "PL|02|2022|UBTVQH15|"),
    ("Nghị quyết số 114/2025/UBTVQH15", "NQ|114|2025|UBTVQH15|"),
    ("Luật Đất đai (31/2024/QH15)", "Luật|31|2024|QH15|"),
]

PARTY = [
    ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026 của Đảng ủy", "NQ|12||NQ/ĐU|05/9/2026"),
    ("Quy chế số 05-QC/BTCTU-BDVTU", "QC|05||QC/BTCTU-BDVTU|"),
    ("Quy định số 37-QĐ/TW ngày 25/10/2021", "QyĐ|37||QĐ/TW|25/10/2021"),
    ("Quy định số 08-QĐi/TW ngày 25/10/2018", "QyĐ|08||QĐi/TW|25/10/2018"),
    ("Hướng dẫn 36-HD/VPTW ngày 03/4/2018", "HD|36||HD/VPTW|03/4/2018"),
    ("Công văn số 337 -CV/TU ngày 11/7/2023", "CV|337||CV/TU|11/7/2023"),
    ("Nghị quyết 57-NQ/TW", "NQ|57||NQ/TW|"),
    ("Chương trình hành động số 27-CTr/TU ngày 15/11/2022", "CTr|27||CTr/TU|15/11/2022"),
    ("Kết luận số 126-KL/TW và Kết luận số 127-KL/TW", "KL|126||KL/TW|\nKL|127||KL/TW|"),
]

LISTS = [
    (
        "các Quyết định số 12, 15 và 18/QĐ-UBND ngày 05/3/2024",
        "QĐ|12||QĐ-UBND|05/3/2024\nQĐ|15||QĐ-UBND|05/3/2024\nQĐ|18||QĐ-UBND|05/3/2024",
    ),
    ("các Nghị định số 61/2018 và 107/2021/NĐ-CP", "NĐ|61|2018|NĐ-CP|\nNĐ|107|2021|NĐ-CP|"),
    (
        "công văn số 3718/STC-VP ngày 23/8/2023 và 4103/STC ngày 15/9/2023",
        "CV|3718||STC-VP|23/8/2023\nCV|4103||STC|15/9/2023",
    ),
    (
        "các Công văn số: 15/SNV-TCCB; 16/SNV-TCCB; 17/SNV-TCCB",
        "CV|15||SNV-TCCB|\nCV|16||SNV-TCCB|\nCV|17||SNV-TCCB|",
    ),
    (
        "Quyết định số 12/QĐ-UBND và số 13/QĐ-UBND cùng ngày 05/3/2024",
        "QĐ|12||QĐ-UBND|05/3/2024\nQĐ|13||QĐ-UBND|05/3/2024",
    ),
    (
        "Quyết định số 20/QĐ-UBND, Quyết định số 21/QĐ-UBND ngày 05/3/2024",
        "QĐ|20||QĐ-UBND|\nQĐ|21||QĐ-UBND|05/3/2024",
    ),
    ("các Quyết định số: Quyết định 710/QĐ-UBND ngày 28/03/2023", "QĐ|710||QĐ-UBND|28/03/2023"),
    ("(Quyết định số (Quyết định số 1911/QĐ-UBND ngày 14/8/2023)", "QĐ|1911||QĐ-UBND|14/8/2023"),
]

DATE_BEFORE = [
    (
        "Ngày 03/7/2025, HĐND tỉnh ban hành Nghị quyết số 03/NQ-HĐND về biên chế",
        "NQ|03||NQ-HĐND|03/7/2025",
    ),
    (
        "Ngày 15 tháng 4 năm 2024 Sở Y tế đã có Công văn số 88/SYT-NVY gửi các đơn vị",
        "CV|88||SYT-NVY|15 tháng 4 năm 2024",
    ),
    ("Từ ngày 03/7/2025 áp dụng mức thu. Căn cứ Nghị quyết số 03/NQ-HĐND", "NQ|03||NQ-HĐND|"),
    ("Quyết định số 12/QĐ-UBND có hiệu lực từ ngày 05/3/2024", "QĐ|12||QĐ-UBND|"),
]

BLANK = [
    ("(kèm theo Báo cáo số /BC-STC ngày /2/2023 của Sở Tài chính)", "BC|||BC-STC|/2/2023"),
    ("Báo cáo số      /BC-SNV ngày     tháng 12 năm 2024", "BC|||BC-SNV|tháng 12 năm 2024"),
    ("Kèm theo Quyết định số ......../QĐ-UBND ngày .../.../2024", "QĐ|||QĐ-UBND|.../.../2024"),
    (
        "Nghị quyết số     /2024/NQ-HĐND ngày    tháng    năm 2024",
        "NQ||2024|NQ-HĐND|tháng    năm 2024",
    ),
    ("Báo cáo số ..... -BC/TU ngày   tháng 5 năm 2024", "BC|||BC/TU|tháng 5 năm 2024"),
]

DAMAGED = [
    ("Quyết định số 3043/QÐ-UBND ngày 05/3/2019", "QĐ|3043||QÐ-UBND|05/3/2019"),
    ("Quyết định số 12/QD-UBND ngày 05/3/2019", "QĐ|12||QD-UBND|05/3/2019"),
    ("Thông tư số 12/2019/OĐ-BGDĐT", "TT|12|2019|OĐ-BGDĐT|"),
    ("Công văn số 77/ВТС-TCT ngày 05/3/2019", "CV|77||ВТС-TCT|05/3/2019"),
    ("Quyết định số 1961/QĐUBND ngày 06/9/2019", "QĐ|1961||QĐUBND|06/9/2019"),
    ("Nghị định số 61/2018/NĐCP ngày 23/4/2018", "NĐ|61|2018|NĐCP|23/4/2018"),
    ("Thông tư số 01/2018/TTVPCP", "TT|01|2018|TTVPCP|"),
    ("Nghị quyết số 30c/NQCP", "NQ|30c||NQCP|"),
    ("Quyết định số l2/QĐ-UBND ngày 05/3/2019", "QĐ|l2||QĐ-UBND|05/3/2019"),
    ("Quyết định số 1O5/QĐ-UBND ngày O5/3/2019", "QĐ|1O5||QĐ-UBND|O5/3/2019"),
    ("Quyết định số 12–QĐ/TU ngày 05/3/2019", "QĐ|12||QĐ/TU|05/3/2019"),
    ("Quyết định số 12/QĐ‑UBND ngày 05/3/2019", "QĐ|12||QĐ‑UBND|05/3/2019"),
    ("Quyết định số 1961QĐ-UBND ngày 05/3/2024", "QĐ|1961||QĐ-UBND|05/3/2024"),
    ("Quyết định số 12/qđ-ubnd ngày 05/3/2024", "QĐ|12||qđ-ubnd|05/3/2024"),
    ("Quyết đ ịnh s ố 12/QĐ-UBND ngày 05/3/2024", "|12||QĐ-UBND|05/3/2024"),
    ("Công văn số số 220/STC-VP ngày 15/01/2023", "CV|220||STC-VP|15/01/2023"),
    ("Quyết định số 12/QĐ/UBND ngày 05/3/2004", "QĐ|12||QĐ/UBND|05/3/2004"),
]

SILENT = [
    "Biểu số II.06a/VPCP/KSTT ban hành kèm theo",
    "Biểu số 06a/VPCP/KSTT",
    "Biểu số 06 /VPCP/KSTT",
    "đạt 1510/1510 hồ sơ, 09/09 TTHC, 07/9, 382/394",
    "02 lần/năm; 60 km/h; 5/người; 100/TTHC",
    "mã số 1.005429.000.00.00.H32 và 2.000815.000.00.00.H55.02",
    "mã hồ sơ 000.00.12.H62-201105-0004, H32.16-240506-0012, G22.99.08-260921-896048",
    "ĐT: 0258.3822.123, Fax 0258-3822456",
    "biển số 79A-123.45, 79C-012.34",
    "tài khoản số 3713.0.1053412.91046, số 12345678/KBNN",
    "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc/90ad-4354/ABC-1",
    "số 12/5 đường Trần Phú, phường Lộc Thọ",
    "giai đoạn 2021-2025, năm 2022/2023, 14/3/1988-14/3/2023",
    "mục I.3, điểm 2.1/2.2",
    "kinh phí 1.234.567.000 đồng, 12/15 triệu đồng",
    "STT/TT và TT/VB",
    "Mẫu số 01/ĐKTĐ, Mẫu 02/TTr-UBND, mẫu số 04a/ĐK",
    "QCVN 102:2016/BTTTT, TCVN 4054:2005/BKHCN, ISO 9001:2015",
    "Luật Thanh tra năm 2022, Nghị định này, Quyết định nêu trên",
    "ngày 15/12/2022 – 14/12/2023, tháng 11/2022-11/2023",
    "thửa đất số 12/TBĐ, tờ bản đồ số 5",
    "Khu A/B, tầng 3/VP, phòng số 5/UBND",
    "ngày 26/11/NĐ",
    "từ 01/2026 đến 13/2026",
    "và/hoặc; hồ sơ /TTHC; - KH/TU",
    "ban hành 12 QĐ-UBND và 03 KH-UBND",
    "Đề án 06/CP đã triển khai tại 3/5 xã",
    "gồm 2 phòng/ban, 3/UBND cấp xã",
]
