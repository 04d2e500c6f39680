"""Letters, reports to a superior and talks: papers that speak without sections."""

# ruff: noqa: E501 - a paragraph of a paper is one line

from datetime import date

from app.plans.reader import Plan, read_lines

HEAD = """UBND TỈNH BẮC HÀ
SỞ TƯ LIỆU
Số: 88/STL-TH
V/v góp ý hồ sơ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Hà, ngày 12 tháng 3 năm 2026
Kính gửi: Sở Nội vụ
"""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lâm Văn Mẫu
"""


def letter(body: str, head: str = HEAD, foot: str = FOOT) -> Plan:
    return read_lines(f"{head}{body}\n{foot}".splitlines())


def texts(plan: Plan) -> list[str]:
    return [node.text for node in plan.sections]


def test_an_opening_paragraph_tells_the_basis_where_no_heading_stands_above_the_body():
    opening = "Thực hiện Công văn số 31/SNV-CCHC ngày 02/3/2026 của Sở Nội vụ về việc lấy ý kiến, Sở Tư liệu đã gửi hồ sơ cho các phòng và nhận đủ ý kiến."
    more = "Theo Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND tỉnh, hồ sơ gồm 05 tài liệu."
    body = "Các phòng góp ý tại Công văn số 12/STL-KT ngày 10/3/2026 của Phòng Kế toán, Sở đã sửa."
    plan = letter(f"{opening}\n{more}\n{body}\nTrân trọng cảm ơn./.")
    assert [(b.doc_type, b.number, b.symbol, b.date, b.issuer) for b in plan.basis] == [
        ("Công văn", "31", "SNV-CCHC", date(2026, 3, 2), "Sở Nội vụ"),
        ("Kế hoạch", "07", "KH-UBND", date(2026, 1, 5), "UBND tỉnh"),
    ]
    assert texts(plan) == [opening, more, body]
