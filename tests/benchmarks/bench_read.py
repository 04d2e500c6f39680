"""How long reading a plan of twelve pages takes, as .docx and as .pdf."""

import io
import sys
import time

import typst
from docx import Document
from pypdfium2 import PdfDocument

from app.plans.reader import read_bytes

SECTIONS, LIMITS = 14, {"docx": 0.3, "pdf": 1.0}
_ITEM = (
    "Các cơ sở Đoàn phối hợp với chính quyền địa phương, nhà trường và gia đình tổ chức các hoạt "
    "động vui chơi lành mạnh cho thanh thiếu nhi, báo cáo kết quả trước ngày 15/12/2026."
)


def lines() -> list[str]:
    """A plan of fourteen sections with three groups of three items each."""
    text = ["Số: 15 - KH/ĐTN", "KẾ HOẠCH", "Công tác Đoàn và phong trào thanh thiếu nhi năm 2026"]
    for section in range(1, SECTIONS + 1):
        text.append(f"{_roman(section)}. NHIỆM VỤ THỨ {section}")
        for group in range(1, 4):
            text.append(f"{group}. Nhóm nhiệm vụ thứ {group}:")
            text += [f"- {_ITEM}"] * 3
    return [*text, "Nơi nhận:", "- Các cơ sở Đoàn;", "- Lưu VP.", "BÍ THƯ", "Nguyễn Văn Mẫu"]


def _roman(number: int) -> str:
    return (
        "X" * (number // 10)
        + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
    )


def word(text: list[str]) -> bytes:
    document = Document()
    for line in text:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pdf(text: list[str]) -> bytes:
    body = "\n\n".join(line.replace("-", "\\-") for line in text)
    page = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 14pt, lang: "vi")\n'
    made = typst.compile(f"{page}{body}".encode(), format="pdf")
    if not isinstance(made, bytes):
        raise SystemExit("one file was expected")
    return made


def seconds(data: bytes, times: int = 5) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        plan = read_bytes(data, "plan")
        best = min(best, time.perf_counter() - start)
        if len(plan.sections) != SECTIONS:
            raise SystemExit(f"read {len(plan.sections)} sections")
    return best


if __name__ == "__main__":
    for kind, made in (("docx", word(lines())), ("pdf", pdf(lines()))):
        took = seconds(made)
        pages = f", {len(PdfDocument(made))} pages" if kind == "pdf" else ""
        sys.stdout.write(f"{kind}: {took:.3f} s (limit {LIMITS[kind]} s{pages})\n")
        if took > LIMITS[kind]:
            raise SystemExit(1)
