"""Who issues a paper without a letterhead: the subject of its lead sentence."""

import re

from app.plans.reader.markers import CAPITALS

_VERBS = (
    r"(?:xây dựng|ban hành|hướng dẫn|đề ra|tổ chức|báo cáo|thông báo|triển khai|đề nghị|yêu cầu)"
)
_SUBJECT = re.compile(rf"(?:^|[;,.]\s+)(?P<who>[{CAPITALS}][^;,.:]{{3,90}}?)\s+{_VERBS}\b")


def issuer_in_lead(lead: str | None) -> str | None:
    """'...; Ban Chấp hành Huyện Đoàn xây dựng Kế hoạch ...' -> 'Ban Chấp hành Huyện Đoàn'."""
    found = list(_SUBJECT.finditer(lead or ""))
    return found[-1]["who"].strip() if found else None
