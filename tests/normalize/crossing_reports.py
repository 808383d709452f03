"""Made-up reports of one department and quarter: prose above the forms it speaks of."""

from extract.options import ReadOptions
from extract.pipeline import extract
from normalize.pipeline import normalize
from normalize.schema import Finding

HEAD_06A = (
    "STT\tLĩnh vực, công việc giải quyết theo cấp\tTổng số\tTrực tuyến\tTrực tiếp, dịch vụ bưu "
    "chính"
    "\tTừ kỳ trước\tTổng số\tTrước hạn\tĐúng hạn\tQuá hạn\tTổng số\tTrong hạn\tQuá hạn\n"
    "(1)\t(2)\t(3)=(4)+(5)+(6)\t(4)\t(5)\t(6)\t(7)=(8)+(9)+(10)\t(8)\t(9)\t(10)"
    "\t(11)=(12)+(13)\t(12)\t(13)"
)
HEAD_03B = (
    "TT\tTên cơ quan thực hiện\tSố lượng quyết định công bố\tSố lượng Văn bản QPPL quy định TTHC "
    "được công bố\tTổng số\tTTHC quy định mới\tTTHC sửa đổi, bổ sung\tTTHC bãi bỏ\tBan hành mới "
    "hoặc sửa đổi, bổ sung (công khai)\tBãi bỏ hoặc thay thế (không công khai)\tTổng số TTHC thuộc "
    "thẩm quyền giải quyết của địa phương tính đến thời điểm báo cáo\n"
    "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)\t(9)\t(10)\t(11)"
)
HEAD_07B = (
    "TT\tLĩnh vực\tTổng số TTHC\tCấp tỉnh\tCấp huyện\tCấp xã\tTổng số TTHC\tTại BPMC Cấp tỉnh\tTại "
    "BPMC Cấp huyện\tTại BPMC Cấp xã\tTổng số quy trình\tCấp tỉnh\tCấp huyện\tCấp xã\n"
    "(1)\t(2)\t(3)=(4)+(5)+(6)\t(4)\t(5)\t(6)\t(7)=(8)+(9)+(10)\t(8)\t(9)\t(10)"
    "\t(11)=(12)+(13)+(14)\t(12)\t(13)\t(14)"
)
HEAD_08 = (
    "TT\tLĩnh vực\tDVCTT một phần được giao\tĐã triển khai\tSố lượng hồ sơ phát sinh\tDVCTT toàn "
    "trình được giao\tĐã triển khai\tSố lượng hồ sơ phát sinh\tTích hợp với Cổng dịch vụ công "
    "quốc gia\n"
    "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)\t(9)"
)


def form(code: str, head: str, rows: str, period: str = "(từ 15/6/2024 đến 14/9/2024)") -> str:
    body = "\n".join("\t".join(row.split("|")) for row in rows.strip().splitlines())
    return f"Biểu số {code}/VPCP/KSTT\n\nKỳ báo cáo: {period}\n\n{head}\n{body}"


DOSSIERS = form(
    "II.06a",
    HEAD_06A,
    "1|Đất đai|705|650|40|15|680|300|375|5|25|20|5\n2|Hộ tịch|546|452|94|0|500|240|260|0|46|46|0\n"
    "|Tổng cộng|1.251|1.102|134|15|1.180|540|635|5|71|66|5",
)
PROCEDURES = form("II.03b", HEAD_03B, "1|Sở Xây dựng|3|0|22|5|10|7|15|7|125")
ONE_STOP = "I. SỐ LƯỢNG TTHC TRIỂN KHAI TẠI BỘ PHẬN MỘT CỬA\n\n" + form(
    "II.07b",
    HEAD_07B,
    "1|Đất đai|75|60|10|5|75|60|10|5|75|60|10|5\n2|Hộ tịch|50|38|10|2|50|38|10|2|50|38|10|2",
)
ONLINE = form("II.08", HEAD_08, "1|Đất đai|20|20|300|12|12|350|25\n2|Hộ tịch|8|8|52|30|30|400|31")
PREFACE = """UBND TỈNH LÂM ĐỒNG

SỞ XÂY DỰNG

Số: 812/BC-SXD

Lâm Đồng, ngày 16 tháng 9 năm 2024

BÁO CÁO

Công tác kiểm soát thủ tục hành chính quý III năm 2024

I. KẾT QUẢ THỰC HIỆN

"""


def findings(prose: str, *forms: str) -> list[Finding]:
    return [f for f in all_findings(prose, *forms) if f.rule.startswith("XRF")]


def all_findings(prose: str, *forms: str) -> tuple[Finding, ...]:
    data = (PREFACE + "\n\n".join((prose, *forms))).encode()
    return normalize(extract(data, "report.txt", ReadOptions()), data, "report.txt").findings
