"""The norms of official papers as layout profiles, each with the dates it holds for."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres from the edge of an upright A4 page."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class TopLine:
    """A line at the top right: the State's or the organisation's name; size in points."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class RecipientsForm:
    """How the "Nơi nhận:" block is set; sizes in points."""

    head_size: float
    list_size: float
    bold_italic: bool
    end: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One norm; sizes in points, `line` the distance of body lines, `source` the document.

    `number_form` takes `number`, `kind`, `symbol`; `mark` stands below the issuer, a rule where
    it is empty; `title_end` below the subject likewise; `stop` ends "TM" and its kin. `bold_post`:
    the signer's post is as bold as the authority above it; `addresses_reports`: a report says
    "Kính gửi"; `small_subject`: the subject begins with a small letter.
    """

    code: str
    name: str
    source: str
    valid_from: date
    valid_to: date | None
    margins: Margins
    top: tuple[TopLine, ...]
    superior_size: float
    issuer_size: float
    mark: str
    number_form: str
    number_size: float
    date_size: float
    kind_size: float
    subject_size: float
    title_end: str
    body_size: float
    line: float
    signature_size: float
    stop: str
    bold_post: bool
    recipients: RecipientsForm
    roman_annexes: bool
    addresses_reports: bool
    small_subject: bool


PARTY = (TopLine("ĐẢNG CỘNG SẢN VIỆT NAM", 15),)

HD05 = Profile(
    code="dang-hd05-2026",
    name="Đảng (Hướng dẫn 05-HD/VPTW)",
    source="Hướng dẫn 05-HD/VPTW ngày 27/5/2026",
    valid_from=date(2026, 5, 27),
    valid_to=None,
    margins=Margins(20, 20, 30, 15),
    top=PARTY,
    superior_size=14,
    issuer_size=14,
    mark="*",
    number_form="Số {number}-{kind}/{symbol}",
    number_size=14,
    date_size=14,
    kind_size=16,
    subject_size=14,
    title_end="-----",
    body_size=14,
    line=18,
    signature_size=14,
    stop="/",
    bold_post=False,
    recipients=RecipientsForm(14, 12, bold_italic=False, end=";"),
    roman_annexes=False,
    addresses_reports=False,
    small_subject=True,
)

PROFILES = (
    Profile(
        code="doan-hd29-2013",
        name="Đoàn (Hướng dẫn 29-HD/TWĐTN-VP)",
        source="Hướng dẫn 29-HD/TWĐTN-VP ngày 29/10/2013",
        valid_from=date(2013, 10, 29),
        valid_to=None,
        margins=Margins(20, 20, 30, 20),
        top=(TopLine("ĐOÀN TNCS HỒ CHÍ MINH", 15),),
        superior_size=14,
        issuer_size=14,
        mark="***",
        number_form="Số: {number}-{kind}/{symbol}",
        number_size=14,
        date_size=14,
        kind_size=15,
        subject_size=14,
        title_end="-----",
        body_size=14,
        line=19,
        signature_size=14,
        stop=".",
        bold_post=True,
        recipients=RecipientsForm(12, 11, bold_italic=True, end=";"),
        roman_annexes=False,
        addresses_reports=True,
        small_subject=False,
    ),
    replace(
        HD05,
        code="dang-hd36-2018",
        name="Đảng (Hướng dẫn 36-HD/VPTW)",
        source="Hướng dẫn 36-HD/VPTW ngày 03/4/2018",
        valid_from=date(2018, 4, 3),
        valid_to=date(2026, 5, 26),
        recipients=RecipientsForm(14, 12, bold_italic=False, end=","),
    ),
    HD05,
    Profile(
        code="nd30-2020",
        name="Nhà nước (Nghị định 30/2020/NĐ-CP)",
        source="Nghị định 30/2020/NĐ-CP ngày 05/3/2020, Phụ lục I",
        valid_from=date(2020, 3, 5),
        valid_to=None,
        margins=Margins(20, 20, 30, 15),
        top=(
            TopLine("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12),
            TopLine("Độc lập - Tự do - Hạnh phúc", 13),
        ),
        superior_size=13,
        issuer_size=13,
        mark="",
        number_form="Số: {number}/{kind}-{symbol}",
        number_size=13,
        date_size=14,
        kind_size=14,
        subject_size=14,
        title_end="",
        body_size=14,
        line=18,
        signature_size=14,
        stop=".",
        bold_post=True,
        recipients=RecipientsForm(12, 11, bold_italic=True, end=";"),
        roman_annexes=True,
        addresses_reports=True,
        small_subject=False,
    ),
)
DEFAULT = PROFILES[0]


def by_code(code: str | None) -> Profile | None:
    return next((profile for profile in PROFILES if profile.code == code), None)


def valid_on(day: date) -> list[Profile]:
    """The profiles a paper of that day may be written by."""
    return [
        profile
        for profile in PROFILES
        if profile.valid_from <= day and (profile.valid_to is None or day <= profile.valid_to)
    ]


def for_day(code: str | None, day: date) -> Profile:
    """The profile asked for, or the one that took its place by that day.

    An unknown or unset code gives the Đoàn's form.
    """
    asked = by_code(code) or DEFAULT
    if asked in valid_on(day):
        return asked
    return next((one for one in valid_on(day) if one.top == asked.top), asked)
