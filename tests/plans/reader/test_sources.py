"""The kinds of files a plan comes in."""

import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from app.plans.reader import Node, UnreadableDocument, read_bytes, read_file, read_lines
from app.plans.reader.files import source_lines
from app.plans.reader.markdown import read_markdown
from tests.plans.reader import files, papers

# ruff: noqa: E501 - the sources of the files stand as they are

NUMBERING = f"""<?xml version="1.0"?><w:numbering {files.W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def outline(nodes: tuple[Node, ...]) -> list[tuple[str, str, str]]:
    """(role, marker, text) of every node in order."""
    found = []
    for node in nodes:
        found += [(node.role, node.marker, node.text), *outline(node.children)]
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_in_any_unicode_reads_the_same(encoding):
    assert read_bytes(papers.PARTY.encode(encoding), "plan.txt") == read_lines(
        papers.PARTY.splitlines()
    )


def test_decomposed_letters_read_as_composed_ones():
    loose = unicodedata.normalize("NFD", papers.STEPS)
    assert loose != papers.STEPS
    assert read_lines(loose.splitlines()).sections == read_lines(papers.STEPS.splitlines()).sections


@pytest.mark.parametrize("name", papers.ALL)
def test_a_word_document_reads_as_its_text_does(name):
    text = papers.ALL[name].rstrip()
    told = read_bytes(files.plain_word(text), f"{name}.docx")
    assert outline(told.sections) == outline(read_lines(text.splitlines()).sections)
    assert told.recipients == read_lines(text.splitlines()).recipients


def test_numbers_that_live_in_the_numbering_part_are_seen():
    body = "".join(
        [
            files.paragraph("KẾ HOẠCH"),
            files.paragraph("Công tác năm 2026"),
            files.listed("MỤC ĐÍCH", 1),
            files.listed("Nâng cao chất lượng.", 2),
            files.listed("NỘI DUNG", 1),
            files.listed("Tuyên truyền", 1, 1),
            files.listed("Trên mạng xã hội", 1, 2),
            files.listed("Viết bài.", 1, 3),
            files.listed("Quay phim.", 1, 3),
            files.listed("Trên loa truyền thanh", 1, 2),
            files.listed("Phát thanh hằng tuần.", 2),
            files.listed("Sáng thứ hai.", 2, 1),
            files.listed("Kiểm tra", 1, 1),
            files.listed("Thành lập đoàn.", 2),
        ]
    )
    plan = read_bytes(files.word(body, numbering=NUMBERING), "plan.docx")
    assert outline(plan.sections) == [
        ("section", "I.", "MỤC ĐÍCH"),
        ("item", "-", "Nâng cao chất lượng."),
        ("section", "II.", "NỘI DUNG"),
        ("group", "1.", "Tuyên truyền"),
        ("group", "1.1.", "Trên mạng xã hội"),
        ("item", "a)", "Viết bài."),
        ("item", "b)", "Quay phim."),
        ("group", "1.2.", "Trên loa truyền thanh"),
        ("item", "-", "Phát thanh hằng tuần."),
        ("item", "+", "Sáng thứ hai."),
        ("group", "2.", "Kiểm tra"),
        ("item", "-", "Thành lập đoàn."),
    ]
    assert plan.sections[1].children[0].children[0].children[1].key == "II.1.1.1.b"


def test_a_letterhead_and_a_foot_made_of_tables_are_read_cell_by_cell():
    body = "".join(
        [
            files.table(
                ["TỈNH ĐOÀN BẮC HÀ\nBCH HUYỆN ĐOÀN SÔNG LAM\n***", "ĐOÀN TNCS HỒ CHÍ MINH"],
                ["Số: 12 - KH/ĐTN", "Sông Lam, ngày 02 tháng 3 năm 2026"],
            ),
            files.paragraph("KẾ HOẠCH"),
            files.paragraph("Hội trại năm 2026"),
            files.paragraph("I. NỘI DUNG"),
            files.paragraph("- Dựng trại."),
            files.table(
                [
                    "Nơi nhận:\n- Tỉnh Đoàn (b/c);\n- Lưu VP.",
                    "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\n\nCao Văn Mẫu",
                ]
            ),
        ]
    )
    plan = read_bytes(files.word(body), "plan.docx")
    assert (plan.number, plan.symbol, plan.place) == ("12", "KH/ĐTN", "Sông Lam")
    assert plan.issuing_parent == "TỈNH ĐOÀN BẮC HÀ"
    assert plan.issuing_body == "BCH HUYỆN ĐOÀN SÔNG LAM"
    assert [r.name for r in plan.recipients] == ["Tỉnh Đoàn", "Lưu VP"]
    assert plan.signers[0].name == "Cao Văn Mẫu"


def test_a_table_of_tasks_in_word_gives_items():
    body = "".join(
        [
            files.paragraph("KẾ HOẠCH"),
            files.paragraph("Công tác quý I"),
            files.paragraph("I. NHIỆM VỤ"),
            files.table(
                ["TT", "Nội dung công việc", "Chủ trì", "Thời hạn"],
                ["1", "Ra quân\ntrồng cây", "Đoàn xã", "15/3/2026"],
                ["2", "Hiến máu", "Các chi đoàn", "Quý II/2026"],
            ),
        ]
    )
    items = read_bytes(files.word(body), "plan.docx").sections[0].children
    assert [(i.key, i.text, i.leader) for i in items] == [
        ("I.1", "Ra quân trồng cây", "Đoàn xã"),
        ("I.2", "Hiến máu", "Các chi đoàn"),
    ]
    assert [str(i.deadline.due) for i in items if i.deadline] == ["2026-03-15", "2026-06-30"]


def test_a_text_box_is_read_once():
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{files.paragraph('Số: 09 - KH/ĐTN')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{files.paragraph('Số: 09 - KH/ĐTN')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    body = box + files.paragraph("KẾ HOẠCH") + files.paragraph("Thăm hỏi gia đình chính sách")
    lines = source_lines(files.word(body + files.paragraph("- Tặng quà.")), "plan.docx")
    assert [line.text for line in lines].count("Số: 09 - KH/ĐTN") == 1


def test_deleted_and_hidden_words_are_not_read():
    body = (
        files.paragraph("KẾ HOẠCH")
        + "<w:p><w:del><w:r><w:delText>Bỏ</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>ẩn</w:t></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t>Hội thi</w:t></w:r></w:p>"
        + files.paragraph("- Tổ chức.")
    )
    assert read_bytes(files.word(body), "plan.docx").title == "HỘI THI"


def test_markdown_loses_its_signs_and_keeps_its_tables():
    text = """**ĐOÀN XÃ TÂN HÒA**

Số: 12-KH/ĐTN

_Tân Hòa, ngày 02 tháng 3 năm 2026_

# KẾ HOẠCH

**Tổ chức ngày hội đọc sách**

## I. NỘI DUNG

### 1. Hoạt động chính

| Hoạt động | Đơn vị phụ trách | Thời gian |
|---|---|---|
| **Trưng bày** sách | Chi đoàn | Trước ngày 20/4 |

## II. TỔ CHỨC THỰC HIỆN

- Các chi đoàn *đăng ký* tham gia.
"""
    plan = read_bytes(text.encode(), "plan.md")
    assert (plan.title, plan.symbol) == ("Tổ chức ngày hội đọc sách", "KH/ĐTN")
    item = plan.sections[0].children[0].children[0]
    assert (item.text, item.leader) == ("Trưng bày sách", "Chi đoàn")
    assert plan.sections[1].children[0].text == "Các chi đoàn đăng ký tham gia."


@pytest.mark.parametrize(
    "text",
    [
        "- Việc A (*)\n- Việc B (*)",
        "- Việc A *đợt 1\n- Việc B đợt 2*",
        "1. Ra quân *đợt 1\n2. Ra quân đợt 2*",
        "Việc A (*), việc B (*)",
        "Các việc (*) của Đoàn\nvà việc (*) của Hội",
        "Đợt *một\n\nĐợt hai*",
    ],
)
def test_a_sign_that_opens_nothing_in_markdown_stays(text):
    assert [line.text for line in read_markdown(text.split("\n"))] == text.split("\n")


def test_marks_of_notes_in_a_markdown_table_stay():
    rows = ["| Việc | Đơn vị | Hạn |", "| x (*) | y | 1/7 |", "| z (*) | t | 2/7 |"]
    told = [line.text for line in read_markdown(rows)]
    assert told == ["Việc\tĐơn vị\tHạn", "x (*)\ty\t1/7", "z (*)\tt\t2/7"]


def test_slanted_words_over_two_lines_of_markdown_lose_their_signs():
    text = "*(Ban hành kèm theo Kế hoạch\nsố 12-KH/ĐTN)*\n**“Thắp sáng\nđường quê”**"
    assert [line.text for line in read_markdown(text.split("\n"))] == [
        "(Ban hành kèm theo Kế hoạch",
        "số 12-KH/ĐTN)",
        "“Thắp sáng",
        "đường quê”",
    ]


PRINTED = """
#grid(columns: (1fr, 1fr), align: center,
  [TỈNH ĐOÀN BẮC HÀ \\ BCH HUYỆN ĐOÀN SÔNG LAM \\ \\*\\*\\* \\ Số: 15 - KH/ĐTN],
  [ĐOÀN TNCS HỒ CHÍ MINH \\ \\ _Sông Lam, ngày 02 tháng 3 năm 2026_])
#align(center)[*KẾ HOẠCH* \\ *Tổ chức các hoạt động hè cho thanh thiếu nhi trên địa bàn huyện năm 2026*]
#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true))
#for i in range(1, 4) [
  *#numbering("I.", i) NỘI DUNG THỨ #i*

  Các cơ sở Đoàn phối hợp với nhà trường, gia đình quản lý thiếu nhi trong dịp hè, tổ chức các sân chơi
  lành mạnh, phòng ngừa tai nạn đuối nước; báo cáo kết quả về Huyện Đoàn trước ngày 15/8/2026.

  \\- Mỗi cơ sở Đoàn tổ chức ít nhất một lớp dạy bơi miễn phí cho thiếu nhi có hoàn cảnh khó khăn trong
  tháng 7 năm 2026.

  #v(6cm)
]
#grid(columns: (1fr, 1fr),
  text(11pt)[*Nơi nhận:* \\ - Tỉnh Đoàn (b/c); \\ - Các cơ sở Đoàn; \\ - Lưu VP.],
  align(center)[*TM. BAN THƯỜNG VỤ* \\ PHÓ BÍ THƯ \\ \\ \\ Đoàn Thị Mẫu])
"""


def test_a_pdf_is_put_together_again_from_its_printed_lines():
    plan = read_bytes(files.pdf(f'#set page(numbering: "1")\n{PRINTED}'), "plan.pdf")
    assert plan.title == (
        "Tổ chức các hoạt động hè cho thanh thiếu nhi trên địa bàn huyện năm 2026"
    )
    assert (plan.number, plan.symbol, str(plan.date)) == ("15", "KH/ĐTN", "2026-03-02")
    assert [s.marker for s in plan.sections] == ["I.", "II.", "III."]
    assert [len(s.children) for s in plan.sections] == [2, 2, 2]
    assert plan.sections[0].children[0].text.endswith("trước ngày 15/8/2026.")
    assert plan.sections[2].children[1].text.endswith("tháng 7 năm 2026.")
    assert [r.name for r in plan.recipients] == ["Tỉnh Đoàn", "Các cơ sở Đoàn", "Lưu VP"]
    assert plan.signers[0].name == "Đoàn Thị Mẫu"


def test_a_ruled_table_of_a_pdf_gives_items():
    plan = read_bytes(
        files.pdf(
            """
#align(center)[*KẾ HOẠCH* \\ *Chuyển đổi số năm 2026*]
*I. NHIỆM VỤ CỤ THỂ*

Các đơn vị thực hiện những nhiệm vụ sau đây:

#table(columns: (1cm, 6cm, 4cm, 4cm),
  [TT], [Nội dung công việc], [Đơn vị chủ trì], [Thời hạn],
  [1], [Lắp đặt mạng không dây tại nhà văn hóa các thôn trong xã], [Văn phòng Ủy ban], [Trước 30/9/2026],
  [2], [Tập huấn kỹ năng số], [Đoàn xã], [Quý II/2026])

*II. TỔ CHỨC THỰC HIỆN*

Các thôn báo cáo kết quả về Ủy ban nhân dân xã.
"""
        ),
        "plan.pdf",
    )
    found = [(n.marker, n.text, n.leader) for n in plan.sections[0].children[0].children]
    assert found == [
        ("1", "Lắp đặt mạng không dây tại nhà văn hóa các thôn trong xã", "Văn phòng Ủy ban"),
        ("2", "Tập huấn kỹ năng số", "Đoàn xã"),
    ]
    assert plan.sections[1].children[0].text.startswith("Các thôn báo cáo")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_word_97_document_is_converted(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(files.plain_word(papers.DECIMALS))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "plan.docx")],
        check=True,
        capture_output=True,
    )
    plan = read_file(tmp_path / "plan.doc")
    assert outline(plan.sections) == outline(read_lines(papers.DECIMALS.splitlines()).sections)


def test_a_word_97_document_without_a_converter_asks_for_docx(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    if sys.platform == "win32":
        monkeypatch.setenv("ProgramFiles", "")
        monkeypatch.setenv("ProgramFiles(x86)", "")
    with pytest.raises(UnreadableDocument, match=r"lưu lại thành \.docx"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plan.doc")


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(papers.BARE, encoding="utf-8")
    assert read_file(path).title == "Ra quân làm sạch bãi biển"


BARRED = """
|UBND HUYỆN SÔNG LAM                 |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM          |
|PHÒNG NỘI VỤ                        |Độc lập - Tự do - Hạnh phúc                 |
|Số: 12/KH-NV                        |Sông Lam, ngày 05 tháng 01 năm 2026         |

KẾ HOẠCH
Công tác quý I

I. NỘI DUNG

|TT |Nội dung công việc      |Chủ trì        |Thời hạn   |
|1  |Mở lớp tập huấn         |Phòng Nội vụ   |28/02/2026 |

|Nơi nhận:                           |                TRƯỞNG PHÒNG                |
|- UBND huyện;                       |                                            |
|- Lưu: VT.                          |Đinh Văn Mẫu                                |
"""


def test_a_table_drawn_with_bars_is_what_it_draws():
    plan = read_bytes(BARRED.encode(), "plan.txt")
    assert (plan.issuing_parent, plan.issuing_body) == ("UBND HUYỆN SÔNG LAM", "PHÒNG NỘI VỤ")
    assert (plan.number, plan.symbol, str(plan.date)) == ("12", "KH-NV", "2026-01-05")
    assert outline(plan.sections) == [
        ("section", "I.", "NỘI DUNG"),
        ("item", "1", "Mở lớp tập huấn"),
    ]
    assert [r.name for r in plan.recipients] == ["UBND huyện", "Lưu: VT"]
    assert [(s.titles, s.name) for s in plan.signers] == [(("TRƯỞNG PHÒNG",), "Đinh Văn Mẫu")]
    assert plan.unplaced == ()
