"""The papers a plan rests on, in the ways offices list and number them."""

from datetime import date

import pytest

from app.plans.reader import read_lines
from app.plans.reader.basis import read_basis

# (what the preamble says, [(kind, number, symbol, day, issuer)])
LISTS = {
    "one kind and one issuer before a colon": (
        (
            "Thực hiện các Kế hoạch của Tỉnh Đoàn Sông Mẫu: số 12-KH/TĐTN ngày 06/01/2026 về hè; "
            "số 40-KH/TĐTN ngày 15/7/2026 về hội thao; Đoàn xã xây dựng kế hoạch như sau:"
        ),
        [
            ("Kế hoạch", "12", "KH/TĐTN", date(2026, 1, 6), "Tỉnh Đoàn Sông Mẫu"),
            ("Kế hoạch", "40", "KH/TĐTN", date(2026, 7, 15), "Tỉnh Đoàn Sông Mẫu"),
        ],
    ),
    "one day and one issuer behind the last": (
        "Căn cứ các Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017 của Trung ương;",
        [
            ("Nghị quyết", "18", "NQ/TW", date(2017, 10, 25), "Trung ương"),
            ("Nghị quyết", "19", "NQ/TW", date(2017, 10, 25), "Trung ương"),
        ],
    ),
    "each its own day": (
        (
            "Thực hiện Kế hoạch số 01/KH-UBND ngày 02/01/2026 và số 05/KH-UBND ngày 08/01/2026 "
            "của UBND tỉnh về cải cách hành chính"
        ),
        [
            ("Kế hoạch", "01", "KH-UBND", date(2026, 1, 2), "UBND tỉnh"),
            ("Kế hoạch", "05", "KH-UBND", date(2026, 1, 8), "UBND tỉnh"),
        ],
    ),
    "the issuer before the number": (
        "Thực hiện Kế hoạch của UBND tỉnh số 07/KH-UBND ngày 02/3/2026 về trồng cây,",
        [("Kế hoạch", "07", "KH-UBND", date(2026, 3, 2), "UBND tỉnh")],
    ),
    "a letter that guides": (
        (
            "Thực hiện công văn hướng dẫn số 23/SGD-GDMN ngày 01 tháng 3 năm 2012 của Sở Giáo dục "
            "V/v tổ chức hội thi, Phòng thông báo:"
        ),
        [("Công văn", "23", "SGD-GDMN", date(2012, 3, 1), "Sở Giáo dục")],
    ),
    "a kind by its letters": (
        "Thực hiện KH số 07-KH/ĐTN ngày 20/02/2026 của BCH Đoàn xã về Tháng Thanh niên,",
        [("Kế hoạch", "07", "KH/ĐTN", date(2026, 2, 20), "BCH Đoàn xã")],
    ),
    "two of a kind without numbers": (
        (
            "Thực hiện chương trình công tác Đoàn năm 2024, chương trình công tác Đội năm 2024; "
            "căn cứ Kế hoạch số 18-KH/TWĐTN ngày 28/2/2024 của Trung ương Đoàn,"
        ),
        [
            ("Chương trình", None, None, None, None),
            ("Chương trình", None, None, None, None),
            ("Kế hoạch", "18", "KH/TWĐTN", date(2024, 2, 28), "Trung ương Đoàn"),
        ],
    ),
    "a plan only told of in the title of another": (
        (
            "Thực hiện Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Thủ tướng về thi đua hằng năm và "
            "Kế hoạch 5 năm theo Nghị quyết Đại hội của Đảng và Kế hoạch số 16/KH-HĐ ngày "
            "31/8/2021 của Hội đồng Thi đua, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
        ),
        [
            ("Chỉ thị", "19", "CT-TTg", date(2021, 7, 16), "Thủ tướng"),
            ("Kế hoạch", "16", "KH-HĐ", date(2021, 8, 31), "Hội đồng Thi đua"),
        ],
    ),
    "who made it, and by which other paper": (
        (
            "Căn cứ Quy chế cán bộ Đoàn do Ban Bí thư Trung ương ban hành theo Quyết định số "
            "289-QĐ/TW ngày 08/02/2010;"
        ),
        [
            ("Quy chế", None, None, None, "Ban Bí thư Trung ương"),
            ("Quyết định", "289", "QĐ/TW", date(2010, 2, 8), None),
        ],
    ),
    "what it does, behind its issuer": (
        "Căn cứ Quy định số 80-QĐ/TW ngày 18/8/2022 của Bộ Chính trị phân cấp quản lý cán bộ;",
        [("Quy định", "80", "QĐ/TW", date(2022, 8, 18), "Bộ Chính trị")],
    ),
    "bullets before them, and no number": (
        "• Thực hiện theo Điều lệ Đoàn TNCS Hồ Chí Minh;",
        [("Điều lệ", None, None, None, None)],
    ),
    "whose wish it is, told in a letter": (
        (
            "Thực hiện Công văn số 31/SNN-TT ngày 15/9/2025 của Sở Nông nghiệp và ý kiến chỉ đạo "
            "của Chủ tịch UBND xã tại Công văn số 45/UBND-KT ngày 18/9/2025, Phòng Kinh tế đề nghị:"
        ),
        [
            ("Công văn", "31", "SNN-TT", date(2025, 9, 15), "Sở Nông nghiệp"),
            ("Công văn", "45", "UBND-KT", date(2025, 9, 18), "Chủ tịch UBND xã"),
        ],
    ),
    "who asks, behind another paper": (
        (
            "Căn cứ Quyết định số 45/QĐ-UBND ngày 30 tháng 8 năm 2021 và Quyết định số 46/QĐ-UBND "
            "của UBND tỉnh quy định; theo đề nghị của Trưởng phòng tại Tờ trình số 3/TTr-N"
        ),
        [
            ("Quyết định", "45", "QĐ-UBND", date(2021, 8, 30), None),
            ("Quyết định", "46", "QĐ-UBND", None, "UBND tỉnh"),
            ("Tờ trình", "3", "TTr-N", None, "Trưởng phòng"),
        ],
    ),
    "the day behind the maker": (
        (
            "Thực hiện Kế hoạch số 19/KH-BDN của Bộ Dân nguyện (BDN) ngày 05 tháng 02 năm 2026 về "
            "phòng đọc; Công văn số 120-CV/HĐTN của Huyện Đoàn Sông Mẫu, ngày 12/4/2026 về hội thi"
        ),
        [
            ("Kế hoạch", "19", "KH-BDN", date(2026, 2, 5), "Bộ Dân nguyện (BDN)"),
            ("Công văn", "120", "CV/HĐTN", date(2026, 4, 12), "Huyện Đoàn Sông Mẫu"),
        ],
    ),
    "the desk that drew it up, behind the symbol": (
        (
            "Theo đề nghị của Công an xã tại Tờ trình số 97/TTr-CAX(PA05) ngày 19/9/2025 và Công "
            "văn số 316/TCT06 ngày 16/7/2025 của Tổ công tác, Báo cáo số 04/BC-HVT.SM ngày "
            "02/11/2025;"
        ),
        [
            ("Tờ trình", "97", "TTr-CAX(PA05)", date(2025, 9, 19), "Công an xã"),
            ("Công văn", "316", "TCT06", date(2025, 7, 16), "Tổ công tác"),
            ("Báo cáo", "04", "BC-HVT.SM", date(2025, 11, 2), None),
        ],
    ),
    "who acted and when, told before": (
        (
            "Ngày 09/01/2026, Hội Chữ thập đỏ xã có Công văn số 28/HCTĐ đề nghị hỗ trợ hiến máu; "
            "ngày 12/01/2026 Đoàn xã đã ký ban hành Kế hoạch số 07-KH/ĐTN về hiến máu."
        ),
        [
            ("Công văn", "28", "HCTĐ", date(2026, 1, 9), "Hội Chữ thập đỏ xã"),
            ("Kế hoạch", "07", "KH/ĐTN", date(2026, 1, 12), "Đoàn xã"),
        ],
    ),
    "asked by several, and by one without a number": (
        (
            "Theo đề nghị Hội Cờ tướng xã Mẫu, Hội Cờ vua xã Mẫu và Phòng Văn hóa tại Tờ trình số "
            "37/TTr-VH ngày 06/10/2025; báo cáo đề xuất của Sở Thể thao tại Công văn số 29/STT-H;"
        ),
        [
            ("Tờ trình", "37", "TTr-VH", date(2025, 10, 6), "Phòng Văn hóa"),
            ("Công văn", "29", "STT-H", None, "Sở Thể thao"),
        ],
    ),
    "what else is said of the maker": (
        (
            "Căn cứ Quyết định số 18/QĐ-BTM ngày 28/6/2023 của Bộ Thương Mẫu (sau đây gọi tắt là "
            "Quyết định số 18); Hướng dẫn số 15-HD/BTG ngày 08/01/2026 của Ban Tuyên giáo “Tuyên "
            "truyền ngày lễ”; kế hoạch công tác của Hội đồng Đội huyện năm học 2025 - 2026;"
        ),
        [
            ("Quyết định", "18", "QĐ-BTM", date(2023, 6, 28), "Bộ Thương Mẫu"),
            ("Hướng dẫn", "15", "HD/BTG", date(2026, 1, 8), "Ban Tuyên giáo"),
            ("Kế hoạch", None, None, None, "Hội đồng Đội huyện"),
        ],
    ),
    "laws with a comma in their name, by what they rule": (
        (
            "Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13; thực hiện quy định của Luật "
            "Luật sư, Điều lệ Liên đoàn Luật gia và Điều 5 Quyết định số 25/QĐ-UBND ngày "
            "12/12/2025 của UBND xã; quy định chi tiết và hướng dẫn thi hành một số điều của luật;"
        ),
        [
            ("Luật", "84/2015", "QH13", None, None),
            ("Luật", None, None, None, None),
            ("Điều lệ", None, None, None, "Liên đoàn Luật gia"),
            ("Quyết định", "25", "QĐ-UBND", date(2025, 12, 12), "UBND xã"),
        ],
    ),
    "a paper of its own behind words that name none": (
        (
            "Thực hiện nhiệm vụ trọng tâm năm 2026 của Ủy ban Kiểm tra Tỉnh Đoàn; chương trình "
            "công tác năm 2026 của Ban Chấp hành Đoàn xã, Ủy ban Kiểm tra đề ra chương trình sau:"
        ),
        [("Chương trình", None, None, None, "Ban Chấp hành Đoàn xã")],
    ),
    "two makers of one paper": (
        (
            "Thực hiện kế hoạch liên tịch số 12 KHLT/ĐTN – PVHTT ngày 10 tháng 03 năm 2026 giữa "
            "Đoàn xã Mẫu và Phòng Văn hóa - Thể thao xã Mẫu về việc tổ chức Ngày hội;"
        ),
        [
            (
                "Kế hoạch liên tịch",
                "12",
                "KHLT/ĐTN-PVHTT",
                date(2026, 3, 10),
                "Đoàn xã Mẫu và Phòng Văn hóa - Thể thao xã Mẫu",
            )
        ],
    ),
    "what its maker goes on to do": (
        "Căn cứ Quyết định số 71/QĐ-UBND ngày 10/9/2025 của UBND xã Mẫu tiếp tục ủy quyền;",
        [("Quyết định", "71", "QĐ-UBND", date(2025, 9, 10), "UBND xã Mẫu")],
    ),
    "lawyers are no law": (
        (
            "Xét đề nghị của Đoàn Luật sư xã Mẫu tại Đơn đề nghị số 58/ĐĐN-ĐLS ngày 27/11/2025; "
            "thực hiện Nghị quyết Đại hội Đoàn xã lần thứ XXIII và chủ đề năm 2026 của xã"
        ),
        [
            ("Đơn đề nghị", "58", "ĐĐN-ĐLS", date(2025, 11, 27), "Đoàn Luật sư xã Mẫu"),
            ("Nghị quyết", None, None, None, "Đại hội Đoàn xã lần thứ XXIII"),
        ],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_each_paper_of_a_list_has_its_kind_day_and_issuer(name):
    text, expected = LISTS[name]
    found = [(b.doc_type, b.number, b.symbol, b.date, b.issuer) for b in read_basis([text])]
    assert found == expected


def test_a_symbol_may_name_no_more_than_the_office():
    letter = (
        "UBND XÃ MẪU\nPHÒNG KINH TẾ\nSố: 68/PKT\nV/v sản xuất vụ Đông\n"
        "Mẫu, ngày 22 tháng 9 năm 2025\n\nKính gửi: Trưởng các thôn.\n\n"
        "Phòng Kinh tế đề nghị các thôn:\n1. Thu hoạch nhanh gọn lúa Hè Thu.\n2. Đăng ký diện tích."
    )
    plan = read_lines(letter.splitlines())
    assert (plan.doc_type, plan.number, plan.symbol) == ("CÔNG VĂN", "68", "PKT")
    assert plan.title == "V/v sản xuất vụ Đông"


@pytest.mark.parametrize(
    ("issuer", "rest"),
    [
        ("Ban Chỉ đạo tỉnh về chuyển đổi số", "hướng dẫn tổ chức cuộc thi"),
        ("Ban Chỉ đạo về phòng, chống ma túy xã Sơn Mẫu", "về việc phân công thành viên"),
        ("Ủy ban Nhà nước về người Việt Nam ở nước ngoài", "về tổ chức trại hè"),
        ("Ban Chỉ đạo tỉnh", "về tuyên truyền an toàn giao thông"),
        ("Ủy ban nhân dân xã", "về tổ chức Tết hướng dẫn các thôn"),
        ("Hội đồng Phổ biến, giáo dục pháp luật xã", "về việc tuyên truyền"),
    ],
)
def test_a_body_may_have_about_or_a_comma_in_its_name(issuer, rest):
    text = f"Căn cứ Kế hoạch số 12/KH-BCĐ ngày 01/02/2026 của {issuer} {rest};"
    assert [basis.issuer for basis in read_basis([text])] == [issuer]
