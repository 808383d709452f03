"""Ways of writing that are right, by other hands: no finding may come of any of them."""

from pathlib import Path

import pytest

from tests.normalize.crossing_reports import (
    DOSSIERS,
    ONE_STOP,
    ONLINE,
    PROCEDURES,
    all_findings,
    findings,
)

LINES = (Path(__file__).parents[1] / "data" / "clean_prose.txt").read_text("utf-8").splitlines()

CLEAN = [
    (
        "1. Tình hình giải quyết\n\nTrong kỳ báo cáo, toàn Sở tiếp nhận 1.251 hồ sơ "
        "(trong đó: tiếp nhận trực tuyến 1.102 hồ sơ chiếm tỷ lệ 89,16%; tiếp nhận trực "
        "tiếp, qua dịch vụ bưu chính 134 hồ sơ; hồ sơ kỳ trước chuyển qua 15 hồ sơ). Kết "
        "quả: đã giải quyết 1.180 hồ sơ (trước hạn 540 hồ sơ, đúng hạn 635 hồ sơ, quá hạn"
        " 5 hồ sơ); đang giải quyết 71 hồ sơ (trong hạn 66 hồ sơ, quá hạn 5 hồ sơ). Tỷ lệ"
        " giải quyết đúng hạn và trước hạn đạt 99,58%."
    ),
    (
        "1. Tình hình giải quyết\n\n- Số hồ sơ đã giải quyết: 1.180; trong đó, giải quyết"
        " trước hạn: 540, đúng hạn: 635, quá hạn: 5.\n\n- Số hồ sơ đang giải quyết: 71; "
        "trong đó, trong hạn: 66, quá hạn: 5."
    ),
    (
        "1. Kết quả\n\n- Tổng số hồ sơ tiếp nhận trong kỳ: 1.236 hồ sơ (trực tuyến: 1.102"
        " hồ sơ, đạt 89,2%; trực tiếp: 120 hồ sơ; bưu chính công ích: 14 hồ sơ).\n\n- Số "
        "hồ sơ từ kỳ trước chuyển sang: 15 hồ sơ."
    ),
    (
        "1. Kết quả\n\na) Kết quả giải quyết: Tổng số hồ sơ phải giải quyết 1.251 hồ sơ, "
        "đã giải quyết và trả kết quả 1.180 hồ sơ, trong đó trả trước hạn 540 hồ sơ, trả "
        "đúng hạn 635 hồ sơ, trả quá hạn 05 hồ sơ; còn lại 71 hồ sơ đang trong quá trình "
        "giải quyết."
    ),
    (
        "1. Kết quả\n\n- Có 1.175/1.180 hồ sơ được giải quyết trước và đúng hạn (đạt "
        "99,58%), còn 05 hồ sơ trễ hạn (chiếm 0,42%)."
    ),
    (
        "1. Dịch vụ công trực tuyến\n\n- Số hồ sơ tiếp nhận trực tuyến: 1.102 hồ sơ, "
        "trong đó: toàn trình 750 hồ sơ, một phần 352 hồ sơ; tỷ lệ hồ sơ trực tuyến toàn "
        "trình đạt 98%. Số hồ sơ giải quyết trực tuyến đúng hạn 1.000 hồ sơ.\n\n- Số "
        "DVCTT có phát sinh hồ sơ: 50/70 dịch vụ.\n\n- Số hồ sơ thanh toán trực tuyến: "
        "830/1.000 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Kết quả tiếp nhận hồ sơ: Trong quý III/2024, Bộ phận Một cửa đã "
        "tiếp nhận 1.236 hồ sơ (tăng 36 hồ sơ so với quý II/2024 là 1.200 hồ sơ)."
    ),
    (
        "1. Kết quả\n\n- Đã số hóa 1.180/1.180 hồ sơ giải quyết xong, đạt 100%; số hóa hồ"
        " sơ tiếp nhận 1.236/1.236 hồ sơ, đạt 100%; khai thác 300 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Sở đã tiếp nhận, giải quyết 1.180 hồ sơ. Số hồ sơ trễ hạn: 10 hồ"
        " sơ (05 hồ sơ đã giải quyết trễ hạn; 05 hồ sơ đang giải quyết quá hạn)."
    ),
    (
        "1. Công bố\n\n- Trong kỳ, Sở đã trình Chủ tịch UBND tỉnh ban hành 03 Quyết định "
        "công bố danh mục TTHC với 22 TTHC (gồm 05 TTHC ban hành mới, 10 TTHC sửa đổi, bổ"
        " sung, 07 TTHC bị bãi bỏ). Đã công khai 22 TTHC trên Cơ sở dữ liệu quốc gia. "
        "Tính đến nay, tổng số TTHC thuộc thẩm quyền giải quyết của ngành xây dựng là 125"
        " TTHC (cấp tỉnh 98 TTHC; cấp huyện 20 TTHC; cấp xã 07 TTHC)."
    ),
    (
        "1. Công bố\n\n- Quyết định số 1021/QĐ-UBND ngày 02/7/2024 của Chủ tịch UBND tỉnh"
        " công bố danh mục 05 thủ tục hành chính mới ban hành và bãi bỏ 03 thủ tục hành "
        "chính lĩnh vực nhà ở; Quyết định số 1100/QĐ-UBND ngày 20/7/2024 công bố 10 TTHC "
        "được sửa đổi, bổ sung, 04 TTHC bị bãi bỏ."
    ),
    (
        "1. Một cửa\n\n- 125/125 TTHC thực hiện theo cơ chế một cửa; 125 TTHC đã có quy "
        "trình nội bộ; 30 TTHC thực hiện liên thông; 12 TTHC thực hiện theo cơ chế một "
        "cửa liên thông."
    ),
    (
        "1. Một cửa\n\n- Có 98 TTHC tiếp nhận tại Trung tâm, 40 TTHC thực hiện không phụ "
        "thuộc địa giới. Đã thực hiện tái cấu trúc 12 TTHC toàn trình.\n\n- Sở đề xuất 15"
        " TTHC đủ điều kiện cung cấp DVCTT toàn trình trong năm 2024."
    ),
    (
        "1. Kết quả\n\n- Lĩnh vực đất đai, tiếp nhận 705 hồ sơ; lĩnh vực hộ tịch tiếp "
        "nhận 546 hồ sơ. Tổng số 1.251 hồ sơ.\n\n- Đất đai: 680 hồ sơ đã giải quyết; Hộ "
        "tịch: 500 hồ sơ đã giải quyết."
    ),
    (
        "1. Kết quả\n\n- Hồ sơ đã giải quyết của lĩnh vực Đất đai là 680 hồ sơ, còn 25 hồ"
        " sơ đang giải quyết."
    ),
    (
        "1. Kết quả\n\n- Trong kỳ báo cáo, 100% hồ sơ được giải quyết đúng hạn. Tổng số "
        "hồ sơ tiếp nhận 1.251 hồ sơ, trong đó 1.236 hồ sơ mới tiếp nhận (89,2% trực "
        "tuyến), 15 hồ sơ cũ."
    ),
    (
        "1. Kết quả\n\n- Hồ sơ đã giải quyết 1.180/1.251 hồ sơ; hồ sơ đúng và trước hạn "
        "1.175/1.180 hồ sơ; hồ sơ quá hạn 05/1.180 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Số hồ sơ tiếp nhận: 1.251 hồ sơ, số hồ sơ đã giải quyết: 1.180 "
        "hồ sơ, số hồ sơ đang giải quyết trong hạn: 66 hồ sơ, số hồ sơ quá hạn: 10 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Tiếp nhận 1.236 hồ sơ TTHC; trong đó 1.102 hồ sơ nộp qua Cổng "
        "Dịch vụ công quốc gia, 134 hồ sơ nộp trực tiếp và qua BCCI. Kết quả giải quyết: "
        "1.180 hồ sơ (trong đó 540 hồ sơ trước hạn, 635 hồ sơ đúng hạn và 05 hồ sơ quá "
        "hạn)."
    ),
    (
        "1. Kết quả\n\n- Sở Xây dựng tiếp nhận 1.236 hồ sơ, tăng 10,3% so với quý trước "
        "(1.120 hồ sơ); giải quyết 1.180 hồ sơ, tăng 80 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Số hồ sơ nộp lại: 20 hồ sơ; số hồ sơ rút: 05 hồ sơ; số hồ sơ chờ"
        " bổ sung 12 hồ sơ; số hồ sơ tiếp nhận không đúng thành phần: 02 hồ sơ."
    ),
    (
        "1. Kết quả\n\n- Trung tâm Phục vụ hành chính công tỉnh đã tiếp nhận 900 hồ sơ "
        "của Sở; Sở tiếp nhận 336 hồ sơ tại các đơn vị trực thuộc."
    ),
    (
        "1. Kết quả\n\n- Đã tiếp nhận và trả kết quả qua bưu chính công ích 45 hồ sơ; "
        "chứng thực điện tử 30 hồ sơ; hồ sơ liên thông 20 hồ sơ; hồ sơ khai sinh 12 hồ "
        "sơ."
    ),
    (
        "1. Kết quả\n\n- Kiểm tra ngẫu nhiên 50 hồ sơ đã giải quyết, phát hiện 02 hồ sơ "
        "quá hạn chưa xin lỗi."
    ),
    ("1. Kết quả\n\n- Đoàn kiểm tra rút mẫu 30 hồ sơ đã giải quyết trước hạn và 10 hồ sơ quá hạn."),
    (
        "1. Kết quả\n\n- Có 03 hồ sơ quá hạn thuộc Phòng Quản lý nhà; 02 hồ sơ quá hạn "
        "thuộc Phòng Hạ tầng."
    ),
    (
        "1. Kết quả\n\n- Nguyên nhân: 03 hồ sơ quá hạn do chờ phối hợp, 02 hồ sơ quá hạn "
        "do lỗi hệ thống."
    ),
    (
        "1. Rà soát\n\n- Rà soát 10 TTHC, đề xuất sửa đổi 04 TTHC, bãi bỏ 02 TTHC; đã ban"
        " hành Quyết định công bố 05 TTHC mới."
    ),
    (
        "1. Công bố\n\n- Sở trình ban hành Quyết định công bố 05 TTHC mới, 10 TTHC sửa "
        "đổi thuộc lĩnh vực nhà ở; công khai 15 TTHC; gỡ bỏ 07 TTHC bị bãi bỏ."
    ),
    (
        "1. Công bố\n\n- Quyết định số 99/QĐ-BXD của Bộ Xây dựng công bố 12 TTHC mới; Sở "
        "đã tham mưu công bố 05 TTHC mới."
    ),
    (
        "1. Cung cấp\n\n- Tổng số dịch vụ công trực tuyến: 70 DVC, trong đó 42 DVC trực "
        "tuyến toàn trình, 28 DVC trực tuyến một phần; số TTHC chưa đủ điều kiện 55 TTHC."
    ),
    (
        "1. Cung cấp\n\n- Có 40 DVC trực tuyến toàn trình phát sinh hồ sơ; 20/28 DVC trực"
        " tuyến một phần có phát sinh hồ sơ."
    ),
    (
        "1. Cung cấp\n\n- Trong kỳ, bổ sung 02 DVC trực tuyến toàn trình; tích hợp mới 03"
        " TTHC trên Cổng Dịch vụ công quốc gia."
    ),
    (
        "1. Cung cấp\n\n- Bộ Xây dựng đã tích hợp 12 TTHC lên Cổng Dịch vụ công quốc gia."
        " Đã tích hợp thanh toán 30 TTHC trên Cổng Dịch vụ công quốc gia."
    ),
]


@pytest.mark.parametrize("prose", CLEAN, ids=[f"writer-{n:02d}" for n in range(1, len(CLEAN) + 1)])
def test_a_right_report_is_clean_whoever_wrote_it(prose: str) -> None:
    found = findings(prose, DOSSIERS, PROCEDURES, ONE_STOP, ONLINE)
    assert [f.message for f in found] == []


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_no_rule_speaks_against_right_prose(line: str) -> None:
    prose = "1. Kết quả\n\n" + line.replace(" ¶ ", "\n\n")
    found = all_findings(prose, DOSSIERS, PROCEDURES, ONE_STOP, ONLINE)
    assert [f.message for f in found if f.level != "note"] == []
