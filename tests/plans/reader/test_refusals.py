"""Files that are not read, each with one sentence a clerk understands."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from app.plans.reader import SecretDocument, UnreadableDocument, read_bytes, read_file
from tests.plans.reader import files, papers

TCVN3 = "§¶ng bé x· T©n Hßa x©y dùng kÕ ho¹ch n¨m 2026 vµ chØ ®¹o c\u00b8c chi bé thùc hiÖn. " * 5
VNI = "Ñaûng boä xaõ Taân Hoøa xaây döïng keá hoaïch naêm 2026 vaø chæ ñaïo caùc chi boä. " * 5


def refusal(data: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_old_fonts_are_named_and_unicode_is_asked_for():
    assert "TCVN3" in refusal(TCVN3.encode("latin-1"), "plan.txt")
    assert "TCVN3" in refusal(TCVN3.encode(), "plan.txt")
    assert "TCVN3" in refusal(files.plain_word(TCVN3))
    assert "VNI" in refusal(VNI.encode("latin-1"), "plan.txt")
    assert "Unicode" in refusal(VNI.encode(), "plan.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "plan.txt"
    path.write_bytes(b"x" * 2000)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(UnreadableDocument, match="MB"):
        read_file(path, max_bytes=1000)


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(UnreadableDocument, match="Không mở được"):
        read_file(tmp_path / "none.txt")


def test_a_zip_bomb_is_refused():
    bomb = files.package({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    assert len(bomb) < 100_000
    assert "nén bất thường" in refusal(bomb)


def test_too_many_entries_are_refused():
    assert "nén bất thường" in refusal(files.package({f"word/{n}.xml": "" for n in range(2500)}))


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/">]><a>&x;</a>',
    ],
)
def test_entities_and_doctypes_are_refused(document):
    assert "XML không an toàn" in refusal(files.package({"word/document.xml": document}))
    assert "XML không an toàn" in refusal(
        files.package({"word/document.xml": document.encode("utf-16")})
    )


def test_a_pdf_with_a_password_asks_for_one_without():
    writer = PdfWriter(PdfReader(io.BytesIO(files.pdf("Xin chào"))))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    assert "mật khẩu" in refusal(data.getvalue(), "plan.pdf")


def test_a_locked_word_document_asks_for_one_without_a_password():
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "mật khẩu" in refusal(locked)


def test_a_scan_is_told_from_a_text():
    assert "bản chụp" in refusal(files.pdf("#rect(width: 10cm, height: 20cm)"), "plan.pdf")


def test_a_text_layer_of_rubbish_is_refused():
    rubbish = (
        "CQNG HOA XA HO! CHU NGHIA VI$T NAM Doc lap Tu do Hanh phuc KE HO4CH cong tac nam " * 3
    )
    assert "Lớp chữ" in refusal(files.pdf(rubbish.replace("$", "S")), "plan.pdf")


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf", "plan.txt", "plan.doc", "plan"])
def test_the_content_decides_and_not_the_ending(name):
    title = "Ra quân làm sạch bãi biển"
    assert read_bytes(files.plain_word(papers.BARE), name).title == title
    assert read_bytes(papers.BARE.encode(), name).title == title


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "ảnh chụp"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "ảnh chụp"),
        (b"MZ" + bytes(range(256)) * 4, "không phải văn bản"),
        (b"<!DOCTYPE html><html><body>KH</body></html>", "trang web"),
        (b"", "rỗng"),
        (b"   \n\n  ", "không có chữ"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"%PDF-1.7 broken", "hỏng"),
    ],
)
def test_what_is_no_document_is_refused_in_words(data, said):
    assert said in refusal(data)


def test_a_spreadsheet_is_told_from_a_paper():
    assert "bảng tính" in refusal(files.package({"xl/workbook.xml": "<a/>"}))


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: MẬT".upper()])
def test_a_paper_with_a_secrecy_stamp_is_refused(stamp):
    for text in (f"{stamp}\n{papers.STEPS}", papers.STEPS.replace("Số: 11", f"{stamp}\nSố: 11")):
        with pytest.raises(SecretDocument, match="bí mật nhà nước"):
            read_bytes(text.encode(), "plan.txt")
    header = f"<w:hdr {files.W}>{files.paragraph(stamp)}</w:hdr>"
    with pytest.raises(SecretDocument):
        read_bytes(files.word(files.paragraph("KẾ HOẠCH"), header1=header), "plan.docx")


def test_a_paper_that_only_speaks_of_secrets_is_read():
    text = papers.STEPS.replace("I. MỤC ĐÍCH", "I. CÔNG TÁC BẢO MẬT")
    assert read_bytes(text.encode(), "plan.txt").sections[0].text == "CÔNG TÁC BẢO MẬT"
