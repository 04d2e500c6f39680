"""A plan written for the tests, units to give it to."""

from sqlite_utils import Database

from app.checklists import assignment
from app.db import write_tx
from app.plans import intake
from app.plans.store import Paper

PLAN = """\
HUYỆN ĐOÀN MẪU
***
Số: 12-KH/ĐTN

KẾ HOẠCH

Tổ chức Tháng Thanh niên năm 2020

Thực hiện Kế hoạch số 45-KH/TĐTN ngày 10/01/2020 của Tỉnh Đoàn Mẫu, Huyện Đoàn xây dựng kế hoạch:

I. MỤC ĐÍCH, YÊU CẦU:

Phát huy tinh thần xung kích của đoàn viên thanh niên.

II. NỘI DUNG THỰC HIỆN:

1. Tuyên truyền:

- Tuyên truyền về truyền thống của Đoàn trên bảng tin và mạng xã hội.

- Tổ chức hội thi tìm hiểu lịch sử địa phương trước ngày 15/3.

2. Tình nguyện:

- Trồng mới 500 cây xanh tại các tuyến đường nông thôn.

- Thường xuyên ra quân dọn vệ sinh môi trường.

III. TỔ CHỨC THỰC HIỆN:

1. Huyện Đoàn:

- Theo dõi, tổng hợp kết quả của các cơ sở Đoàn.

2. Các cơ sở Đoàn trực thuộc:

Các cơ sở Đoàn xây dựng kế hoạch riêng. Tổ chức thực hiện và định kỳ hàng năm báo cáo.

Nơi nhận:
- Tỉnh Đoàn (b/c);
- Các cơ sở Đoàn trực thuộc;
- Lưu VP.

TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN
BÍ THƯ



Nguyễn Văn Mẫu
"""

AT = "2020-02-03T04:05:06Z"


def paper(text: str = PLAN, name: str = "ke-hoach.txt") -> Paper:
    return Paper(text.encode(), name, by="văn phòng", at=AT)


def add_plan(db: Database, text: str = PLAN) -> int:
    """The sample (or another text) as a draft; gives its id."""
    with write_tx(db):
        return intake.take_in(db, paper(text)).plan


def add_unit(db: Database, code: str, *, kind: str = "xa", office: bool = False) -> int:
    cursor = db.conn.execute(
        "INSERT INTO unit (code, name, kind, is_office) VALUES (?, ?, ?, ?)",
        [code, f"Đơn vị {code}", kind, int(office)],
    )
    return int(cursor.lastrowid or 0)


def assigned(db: Database, *codes: str, plan: int | None = None, year: int = 2020) -> list[int]:
    """Checklists of these units (made where missing) for the sample plan; gives their ids."""
    plan = plan or add_plan(db)
    units = []
    for code in codes:
        row = db.conn.execute("SELECT id FROM unit WHERE code = ?", [code]).fetchone()
        units.append(int(row[0]) if row else add_unit(db, code))
    with write_tx(db):
        assignment.assign(db, plan, year, units)
    found = []
    for unit in units:
        (checklist,) = db.conn.execute(
            "SELECT id FROM checklist WHERE plan_id = ? AND unit_id = ? AND year = ?",
            [plan, unit, year],
        ).fetchone()
        found.append(int(checklist))
    return found
