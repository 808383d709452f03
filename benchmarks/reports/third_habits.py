"""How offices cite: one function a habit, each returns a paragraph and notes what it cites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from third_acts import Act, Writer, sign_of

_LAWS = (
    ("Đất đai", "45", "QH13", date(2013, 11, 29)),
    ("Tiếp công dân", "42", "QH13", date(2013, 11, 25)),
    ("Khiếu nại", "2", "QH13", date(2011, 11, 11)),
    ("Tố cáo", "25", "QH14", date(2018, 6, 12)),
    ("Phòng, chống tham nhũng", "36", "QH14", date(2018, 11, 20)),
    ("Giáo dục", "43", "QH14", date(2019, 6, 14)),
    ("Đầu tư công", "39", "QH14", date(2019, 6, 13)),
    ("Khám bệnh, chữa bệnh", "15", "QH15", date(2023, 1, 9)),
    ("Đấu thầu", "22", "QH15", date(2023, 6, 23)),
    ("Đất đai", "31", "QH15", date(2024, 1, 18)),
)
_TOPICS = (
    "phân bổ kinh phí sự nghiệp", "giao chỉ tiêu biên chế", "kiểm kê tài sản công",
    "đánh giá, xếp loại cán bộ", "đào tạo, bồi dưỡng viên chức", "tuyên truyền, phổ biến pháp luật",
    "sửa chữa trụ sở làm việc", "tổ chức Ngày hội đọc sách", "phòng cháy và chữa cháy",
    "điều chỉnh dự toán", "xử lý sau thanh tra", "triển khai chữ ký số", "quản lý hồ sơ lưu trữ",
    "tiết kiệm điện", "phòng, chống thiên tai", "phòng, chống dịch bệnh", "khen thưởng đột xuất",
    "rà soát quy hoạch", "lựa chọn nhà thầu", "kê khai tài sản, thu nhập",
)  # fmt: skip


def topic(w: Writer) -> str:
    return w.dice.choice(_TOPICS)


def _plain(w: Writer) -> str:
    return f"- Triển khai {w.cite(w.act())} về {topic(w)}; tham mưu {w.cite(w.act())}."


def _list_shared_kind(w: Writer) -> str:
    first = w.act()
    acts = [first, w.act(sign_of(first)), w.act(sign_of(first))]
    tails = [w.cite(act, "", tail=False).removeprefix("số ") for act in acts]
    return (
        f"- Thực hiện các {first.word} số {tails[0]}, số {tails[1]} và số {tails[2]} "
        f"{first.issuer}".rstrip()
        + f", đơn vị đã ban hành văn bản về {topic(w)}."
    )


def _list_shared_date(w: Writer) -> str:
    act, *_ = more = w.run("QĐ-TTg", 3)
    w.body.cited += more
    one, two, three = (each.number.zfill(2) for each in more)
    return (
        f"- Phổ biến các Quyết định số {one}, {two} và {three}/{act.symbol} ngày "
        f"{w.day(act.issued_on)} {act.issuer} đến toàn thể cán bộ, người lao động."
    )


def _far(w: Writer) -> str:
    act = w.act("NQ-CP" if w.party else "CT-TTg")
    return f"- Thực hiện {act.word} của Chính phủ về {topic(w)} {w.cite(act, '', tail=False)}."


def _bare(w: Writer) -> str:
    act = w.act("BNV-TL")
    w.body.cited.append(act)
    return f"- Bộ Nội vụ đã có văn bản hướng dẫn ({act.code} ngày {w.day(act.issued_on)})."


def _scoped(w: Writer) -> str:
    act = w.act("/NĐ-CP")
    scope = w.dice.choice(
        ("điểm b khoản 2 Điều 15", "Điều 7, 8 và 9", "Chương III", "khoản 4 Điều 21")
    )
    return f"- Áp dụng {scope} {w.cite(act)} trong công tác {topic(w)}."


def _amended(w: Writer) -> str:
    old, new = sorted((w.act("/NĐ-CP"), w.act("/NĐ-CP")), key=lambda act: act.issued_on)
    link = w.dice.choice(("được sửa đổi, bổ sung bởi", "được thay thế bằng", "đã được sửa đổi tại"))
    return f"- Cập nhật {w.cite(old, tail=False)} {link} {w.cite(new)}."


def _law(w: Writer) -> str:
    laws = [law for law in _LAWS if law[3] < w.body.issued]
    name, number, symbol, day = w.dice.choice(laws)
    act = Act("Luật", "Luật", number, str(day.year), symbol, day)
    return f"- Quán triệt Luật {name} {w.cite(act, '')} và các văn bản quy định chi tiết."


def _again(w: Writer) -> str:
    act = w.act("QĐ-TTg")
    first = f"- Kiểm điểm việc thực hiện {w.cite(act)} về {topic(w)}."
    w.body.cited.append(replace(act, dated=False))
    return f"{first} Nội dung, thời hạn theo Quyết định số {act.code}."


def _special(w: Writer) -> str:
    """Cite what its time alone allows: joint circulars, dotted and lettered resolutions."""
    year = w.body.issued.year
    if year < 2016:
        act = Act("Nghị quyết", "NQ", "30c", None, "NQ-CP", date(2011, 11, 8), "của Chính phủ")
        joint = date(2011, 12, 28)
        more = Act("Thông tư liên tịch", "TTLT", "220", "2011", "TTLT-BTC-BTNMT", joint)
        return f"- Thực hiện {w.cite(act)}; {w.cite(more)}."
    if year > 2025 or (year == 2025 and w.body.issued.month == 12):
        day = date(2025, 11, 14)
        return f"- Triển khai {w.cite(Act('Nghị quyết', 'NQ', '66.7', '2025', 'NQ-CP', day))}."
    day = w.body.issued - timedelta(days=45)
    deal = Act("Hợp đồng", "HĐ", "15", None, "HĐ-TVGS", day)
    paper = Act("Giấy phép môi trường", "GPMT", "112", None, "GPMT-UBND", day)
    return f"- Ký {w.cite(deal)} với nhà thầu tư vấn; được cấp {w.cite(paper)}."


def _without_so(w: Writer) -> str:
    act = w.act("/NĐ-CP")
    short = w.act("QĐ-TTg")
    w.body.cited += [act, short]
    return (
        f"- Thực hiện Nghị định {act.code} ngày {w.day(act.issued_on)} và QĐ số {short.code} ngày "
        f"{w.day(short.issued_on)} về {topic(w)}."
    )


def _issuer_between(w: Writer) -> str:
    act = w.act("CT-TTg")
    w.body.cited.append(act)
    return f"- Tổ chức học tập {act.word} số {act.code} {act.issuer} ngày {w.day(act.issued_on)}."


def _same_day(w: Writer) -> str:
    act, other = w.run("TB-VPCP", 2)
    w.body.cited += [act, other]
    link = w.dice.choice((" và số ", ", ", " và "))
    return f"- Theo Thông báo số {act.code}{link}{other.code} cùng ngày {w.day(act.issued_on)}."


def _in_turn(w: Writer) -> str:
    acts = sorted((w.act("BNV-TL"), w.act("BNV-TL")), key=lambda act: act.issued_on)
    w.body.cited += acts
    one, two = (act.issued_on for act in acts)
    return (
        f"- Bộ Nội vụ có các Công văn số {acts[0].number.zfill(2)} và {acts[1].code} lần lượt ngày "
        f"{one:%d}/{one.month}/{one.year} và {two:%d}/{two.month}/{two.year} về {topic(w)}."
    )


def _bracketed(w: Writer) -> str:
    cited = "; ".join(w.cite(w.act(), tail=False) for _ in range(3))
    return f"- Đơn vị đã hoàn thành 03 nhiệm vụ về {topic(w)} ({cited})."


def _grounds(w: Writer) -> str:
    return f"Căn cứ {w.cite(w.act('/TT-BTC'))}; căn cứ {w.cite(w.act('/NĐ-CP'))};"


def _units(w: Writer) -> str:
    day = w.body.issued - timedelta(days=31)
    letter = Act("Công văn", "CV", "2231", None, "SNV-CCHC&PC", day)
    ruling = Act("Quyết định", "QĐ", "1972", None, "QĐ-BYT-KCB", day)
    return f"- Rà soát theo {w.cite(letter)} của Sở Nội vụ và {w.cite(ruling)} về {topic(w)}."


def _loose(w: Writer) -> str:
    act = w.act("QĐ-TTg")
    w.body.cited.append(act)
    code = w.dice.choice(
        (f"{act.number} /QĐ-TTg", f"{act.number}/QĐ–TTg", f"{act.number}/QĐ - TTg")
    )
    return f"- Bám sát {act.word.upper()} số {code.zfill(9)} ngày {w.day(act.issued_on)}."


def _date_first(w: Writer) -> str:
    act = w.act("CT-TTg")
    w.body.cited.append(act)
    return (
        f"- Ngày {act.issued_on:%d/%m/%Y}, Thủ tướng Chính phủ ban hành {act.word} số {act.code} "
        f"về {topic(w)}."
    )


def _short(w: Writer) -> str:
    act = w.act("QĐ-TTg")
    first = f"- Thực hiện {w.cite(act)} (sau đây gọi tắt là Quyết định số {act.number.zfill(2)})."
    w.body.cited.append(replace(act, dated=False))
    return first


def _party(w: Writer) -> str:
    one, two = w.act("-KL/TW"), w.act("-NQ/TW")
    w.body.cited.append(one)
    return (
        f"- Sinh hoạt chuyên đề Kết luận {one.code}, ngày {w.day(one.issued_on)} của Ban Bí thư và "
        f"{w.cite(two)} về {topic(w)}."
    )


def _monthly(w: Writer) -> str:
    month, year = w.dice.randint(1, 9), w.body.issued.year
    act = Act("Báo cáo", "BC", str(640 + month), None, "BC-BTP", date(year, month, 26))
    if act.issued_on > w.body.issued:
        return _plain(w)
    w.body.cited.append(act)
    cited = f"Báo cáo tháng {month} số {act.code} ngày {w.day(act.issued_on)}"
    return f"- Đối chiếu {cited} của Bộ Tư pháp."


def _decoys(w: Writer) -> str:
    return w.dice.choice((
        "- Nghiệm thu theo TCVN 5574:2018, QCVN 06:2022/BXD; 12/15 gói thầu đã hoàn thành.",
        "- Thửa đất số 123, tờ bản đồ số 15; hồ sơ mã 000.00.12.H62-201105-0004 đã trả.",
        "- Đường dây nóng số 0219.3866.123; tài khoản số 3713.0.1054321 tại Kho bạc Nhà nước.",
        "- Tỷ lệ phiếu tán thành 27/27; ca trực 07h00 - 16h30, 02 lần/năm, giai đoạn 2021-2025.",
    ))  # fmt: skip


HABITS: tuple[Callable[[Writer], str], ...] = (
    _plain, _plain, _list_shared_kind, _list_shared_date, _far, _bare, _scoped, _amended, _law,
    _again, _special, _decoys, _without_so, _issuer_between, _same_day, _in_turn, _bracketed,
    _grounds,
    _units, _loose, _date_first, _short, _party, _monthly,
)  # fmt: skip
