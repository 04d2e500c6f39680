"""Builds tabs from plain rows, for an invented plan."""

from collections.abc import Sequence
from datetime import date

from sync.core.inspect import inspect
from sync.core.inspection import Inspection, Row
from sync.core.tab import Cell, Merge, PlanNode, Scalar, Tab

YEAR = 2027

_PLAN = """
I section MỤC TIÊU
I.1 item Giúp đoàn viên hiểu luật giao thông, biết sơ cứu người bị nạn trên đường.
II section NHIỆM VỤ
II.1 group Tuyên truyền an toàn giao thông
II.1.1 item Treo pa-nô, phát tờ rơi về đội mũ bảo hiểm tại cổng trường và chợ trung tâm.
II.1.2 item Tổ chức phiên toà giả định xét xử vụ đua xe trái phép cho học sinh trung học.
II.1.3 item Đăng ít nhất bốn video ngắn về văn hoá giao thông trên trang mạng xã hội của Đoàn.
II.2 group Bến đò và đường làng
II.2.1 item Rà soát điểm đen, kiến nghị lắp gương cầu lồi, biển cảnh báo ở ngã ba khuất tầm nhìn.
II.2.2 item Trao áo phao cho hộ dân qua sông; hướng dẫn chủ đò kiểm tra dụng cụ nổi mỗi chuyến.
II.2.3 item Sơn vạch giảm tốc, phát quang bụi rậm hai bên tuyến đường thanh niên tự quản.
II.3 group Đội hình “Cổng trường an toàn”
II.3.1 item Thành lập đội hình “Cổng trường an toàn” phân luồng xe đưa đón giờ tan học.
II.3.2 item Tập huấn sơ cứu chấn thương, cấp phát túi thuốc cho đội viên trực chốt.
III section TỔ CHỨC THỰC HIỆN
III.1 group Huyện Đoàn
III.1.1 item Ban hành hướng dẫn, kiểm tra việc thực hiện và khen thưởng tập thể xuất sắc.
III.2 group Các cơ sở Đoàn trực thuộc
III.2.1 item Lập dự toán riêng của đơn vị. Gửi số liệu sáu tháng và cả năm về văn phòng cấp trên.
"""

PLAN = tuple(
    PlanNode(key, role, text)
    for key, role, text in (line.split(" ", 2) for line in _PLAN.strip().splitlines())
)


def serial(iso: str) -> int:
    return (date.fromisoformat(iso) - date(1899, 12, 30)).days


def day(iso: str, pattern: str = "dd/mm/yyyy") -> Cell:
    """A cell formatted as a date."""
    return Cell(
        serial(iso), date.fromisoformat(iso).strftime("%d/%m/%Y"), pattern=pattern, date=True
    )


def box(ticked: bool, yes: Scalar = True, no: Scalar = False) -> Cell:
    value = yes if ticked else no
    shown = str(value).upper() if isinstance(value, bool) else str(value)
    return Cell(value, shown, checkbox=(yes, no))


def percent(fraction: float) -> Cell:
    return Cell(fraction, f"{fraction:.0%}", pattern="0%")


def formula(value: Scalar) -> Cell:
    return Cell(value, "" if value is None else str(value), formula="=")


def cell(value: Cell | Scalar) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None or value == "":
        return Cell()
    return Cell(value, str(value), formula="=" if str(value).startswith("=") else "")


def tab(
    rows: Sequence[Sequence[Cell | Scalar]], merges: Sequence[tuple[int, int, int, int]] = ()
) -> Tab:
    """A tab of these rows; merges as (first row, last row, first column, last column)."""
    return Tab(
        "Bảng", tuple(tuple(map(cell, row)) for row in rows), tuple(Merge(*one) for one in merges)
    )


def lines(text: str) -> list[list[Cell | Scalar]]:
    """Rows written as lines with | between cells, all text, as a CSV file holds them."""
    return [[part.strip() for part in line.split("|")] for line in text.strip("\n").splitlines()]


def read(rows: Sequence[Sequence[Cell | Scalar]] | str, year: int = YEAR) -> Inspection:
    return inspect(tab(lines(rows) if isinstance(rows, str) else rows), PLAN, year=year)


def fields(found: Inspection) -> list[str | None]:
    return [column.field for column in found.columns]


def keys(found: Inspection) -> list[str | None]:
    """What each entry row was taken for: its key, "?" where it is asked about, None for own."""
    return ["?" if row.ambiguous else row.key for row in found.entries]


def kinds(found: Inspection) -> list[str]:
    return [row.kind for row in found.rows]


def entry(found: Inspection, number: int) -> Row:
    return next(row for row in found.rows if row.row == number)
