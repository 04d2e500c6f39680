"""A paragraph that hides several duties, told apart into them."""

import re

from app.plans.reader.markers import CAPITALS
from sync.core.text import clean, fold

_VERB = (
    r"(xay dung|to chuc|bao cao|trien khai|phoi hop|chu tri|tuyen truyen|kiem tra|giam sat|"
    r"don doc|chi dao|huong dan|tham muu|theo doi|tong hop|danh gia|so ket|tong ket|phan cong|"
    r"bo tri|de xuat|gui|lap|ban hanh|thanh lap|cu|chuan bi|ra soat|cung co|kien toan|tiep tuc|"
    r"tang cuong|day manh|thuc hien|phat huy|nang cao|doi moi|quan triet|van dong|dang ky|"
    r"cap nhat|cong khai|khen thuong|dong vien|duy tri|phat dong|xu ly|giai quyet|tiep nhan|"
    r"thong bao|phat hien|nhan rong|dam bao|bao dam|giao|moi|thong ke|rut kinh nghiem|quan tam|"
    r"giu gin|phan anh|giao duc)"
)
_ADVERB = r"(dinh ky|thuong xuyen|kip thoi|chu dong|hang (nam|quy|thang|tuan)|dong thoi|tich cuc)"
_DUTY = re.compile(rf"({_ADVERB}( |,))?({_ADVERB} )?({_VERB}\b)|{_ADVERB}\b")
_MUST = re.compile(r"\b(can|phai|co trach nhiem|co nhiem vu|de nghi|yeu cau|chiu trach nhiem)\b")
_SENTENCE = re.compile(rf"(?<=[.!])\s+(?=[{CAPITALS}])")
_AND = re.compile(
    r"\s+và\s+(?=định kỳ\b|báo cáo\b|gửi báo cáo\b|tổng hợp\b|(?:hàng|hằng) (?:năm|quý|tháng)\b)"
)


def split_offer(text: str) -> list[str]:
    """The duties in a paragraph, in order, two or more; an empty list where there is only one.

    Sentences, parts after a semicolon, and 'và định kỳ …', 'và báo cáo …' stand alone when they
    open with a duty; other words stay with the duty before them. The wording is kept.
    """
    parts: list[str] = []
    for piece in _pieces(clean(text)):
        if parts and not _is_duty(piece[1]):
            parts[-1] += piece[0] + piece[1]
        else:
            parts.append(piece[1])
    return [_tidy(part) for part in parts] if len(parts) > 1 else []


def _pieces(text: str) -> list[tuple[str, str]]:
    """(what stood before it, piece) for each place where a duty may begin."""
    pieces = []
    for sentence in _SENTENCE.split(text):
        for index, clause in enumerate(re.split(r";\s+", sentence)):
            for place, part in enumerate(_AND.split(clause)):
                before = " và " if place else "; " if index else " "
                pieces.append((before, part))
    return pieces


def _is_duty(text: str) -> bool:
    plain = fold(text)
    return bool(_DUTY.match(plain) or _MUST.search(plain[:120])) and len(plain.split()) > 2


def _tidy(text: str) -> str:
    text = text.strip(" ;,")
    return text[:1].upper() + text[1:]
