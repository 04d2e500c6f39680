"""A made-up paper with every part, for the tests of both printers."""

from datetime import date

from app.papers.paper import (
    Annex,
    Column,
    Heading,
    Letterhead,
    Paper,
    Row,
    Signature,
    Table,
    Text,
)

LETTERS = "Ẫẵỡựỹ Đđ"


def paper(profile, *, rows=60, number=None, day=None):
    """A report of three pages with a table of `rows` rows and one annex across."""
    table = Table(
        (Column("TT", 1, centred=True), Column("Nơi nhận", 6), Column("Ghi chú", 3)),
        tuple(Row((str(i), f"Đơn vị {i} {LETTERS}", "")) for i in range(1, rows + 1)),
    )
    return Paper(
        profile=profile,
        letterhead=Letterhead(
            "Tỉnh Đoàn Mẫu", "Huyện Đoàn Mẫu", "Mẫu Sơn", "BC", "ĐTN", number, day
        ),
        kind="BÁO CÁO",
        subject="Kết quả năm 2020",
        address="Kính gửi: Tỉnh Đoàn Mẫu",
        blocks=(Heading("I. KẾT QUẢ"), Text(f"Đã làm xong {LETTERS}. " * 12), table),
        signature=Signature("TM", "Ban Thường vụ", "Bí thư", "Nguyễn Văn Mẫu"),
        recipients=("- Tỉnh Đoàn Mẫu (b/c);", "Các cơ sở Đoàn trực thuộc", "Lưu VP."),
        annexes=(Annex("Số liệu", (table,)),),
    )


DAY = date(2026, 2, 3)
