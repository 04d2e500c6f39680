"""The words of a paper that a norm fixes: number, day, authority, recipients, annexes."""

import re
from datetime import date
from typing import cast

from app.papers.paper import Authority, Letterhead, Paper, Signature
from app.papers.profiles import Profile

OPEN = "\u00a0" * 6
"""Room for the pen."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def printable(text: str) -> str:
    """Without the characters XML forbids; a vertical tab of a sheet's cell is a line break."""
    return _UNPRINTABLE.sub("", text.replace("\x0b", "\n"))


def number_line(profile: Profile, head: Letterhead) -> str:
    """`Số: 05-BC/ĐTN`; open where the number is given by hand after signing."""
    number = OPEN if head.number is None else f"{head.number:02}"
    line = profile.number_form.format(number=number, kind=head.kind, symbol=head.symbol)
    return line.rstrip("-/")


def date_line(head: Letterhead) -> str:
    """`Đồng Phú, ngày 03 tháng 02 năm 2026`; days below 10 and months 1, 2 bear a zero."""
    when = day_words(head)
    return f"{head.place}, {when}" if head.place else when


def day_words(head: Letterhead) -> str:
    """The paper's own day, open where it is given by hand after signing."""
    return date_words(head.day) if head.day else f"ngày{OPEN}tháng{OPEN}năm{OPEN}"


def date_words(day: date) -> str:
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def authority_lines(profile: Profile, signature: Signature) -> list[str]:
    """`TM. BAN THƯỜNG VỤ` (State, Đoàn) or `T/M BAN THƯỜNG VỤ` (Party), then the post."""
    if profile.stop == "/":
        mark = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "T/UQ", "Q": "Q."}
    else:
        mark = {code: f"{code}." for code in ("TM", "KT", "TL", "TUQ", "Q")}
    first = f"{mark.get(signature.authority, '')} {signature.body}".strip()
    return [line.upper() for line in (first, signature.post) if line]


def signature(printed: str, post: str, name: str) -> Signature:
    """A signature read from a paper: `TM. BAN THƯỜNG VỤ`, `T/M BAN THƯỜNG VỤ` alike."""
    found = re.match(r"\s*(T/?M|K/?T|T/?L|T/?UQ|Q)\b[./]?\s*(.*)", printed, re.DOTALL)
    if found is None:
        return Signature("", printed, post, name)
    code = cast(Authority, found[1].replace("/", ""))
    return Signature(code, found[2], post, name)


def recipient_lines(profile: Profile, recipients: tuple[str, ...]) -> list[str]:
    """The lines of "Nơi nhận:", each with its dash and the norm's stop; the last ends the list."""
    bare = [text.strip().lstrip("-–• ").rstrip(";,. ") for text in recipients]
    stops = [profile.recipients.end] * (len(bare) - 1) + ["."]
    return [f"- {text}{stop}" for text, stop in zip(bare, stops, strict=False)]


def annex_title(paper: Paper, position: int) -> str:
    """`PHỤ LỤC` where there is one alone, else numbered as the norm counts."""
    if len(paper.annexes) == 1:
        return "PHỤ LỤC"
    number = ROMAN[position] if paper.profile.roman_annexes else str(position + 1)
    return f"PHỤ LỤC {number}"


def annex_note(paper: Paper) -> str:
    """`(Kèm theo Báo cáo số 05-BC/ĐTN ngày 03 tháng 02 năm 2026 của Huyện Đoàn Mẫu)`."""
    head = paper.letterhead
    number = number_line(paper.profile, head).removeprefix("Số").lstrip(": ")
    issuer = f" của {head.issuer}" if head.issuer else ""
    return f"(Kèm theo {paper.kind.capitalize()} số {number} {day_words(head)}{issuer})"


def file_title(paper: Paper) -> str:
    return f"{paper.kind.capitalize()} {paper.subject}".strip()
