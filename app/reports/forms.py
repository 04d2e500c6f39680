"""What the forms of a unit's year may send; Refused in words for the rest."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.reports.queries import OwnPlan, Report
from app.reports.rules import day_value, received_value
from sync.core.refusal import Refused
from sync.core.text import clean

STATES = ("received", "accepted", "returned")
KINDS = ("inspection", "supervision")


def text(form: Mapping[str, str], name: str, longest: int = 300) -> str | None:
    """One cleaned field; None where it is empty."""
    return clean(form.get(name))[:longest] or None


def link(form: Mapping[str, str]) -> str | None:
    """A web address; anything else is refused, since it is shown as a link."""
    address = text(form, "link", 2000)
    if address and not address.startswith(("https://", "http://")):
        raise Refused(_("Đường dẫn phải bắt đầu bằng https://. Hãy chép lại cả địa chỉ."))
    return address


def own_plan(form: Mapping[str, str], before: OwnPlan | None) -> OwnPlan | None:
    """None where the box "has one" is taken away, or was never ticked and nothing else is given."""
    plan = OwnPlan(text(form, "number"), day_value(form.get("dated", "")), link(form))
    told = before is None and any((plan.number, plan.dated, plan.link))
    return plan if form.get("has") or told else None


def report(form: Mapping[str, str], now: str) -> Report | None:
    """As staff take it in; None without a day of receipt. `now` is the local minute."""
    received = received_value(form.get("received", ""), form.get("hour", ""), now)
    if received is None:
        return None
    state = form.get("state", "received")
    reason = text(form, "reason", 1000)
    if state not in STATES:
        raise Refused(_("Không rõ tình trạng báo cáo. Hãy chọn lại."))
    if state == "returned" and reason is None:
        raise Refused(_("Trả lại báo cáo thì cần ghi lý do để đơn vị biết."))
    return Report(text(form, "number"), received, state, reason, link(form))


def handed_in(form: Mapping[str, str], before: Report | None, now: str) -> Report:
    """As a unit hands it in: the moment is now; one that was accepted stays as it is."""
    if before is not None and before.state == "accepted":
        raise Refused(
            _("Báo cáo đã được chấp nhận nên không nộp lại được. Muốn sửa, hãy báo cơ quan.")
        )
    received = before.received if before is not None and before.state == "received" else now
    return Report(text(form, "number"), received, "received", None, link(form))


def inspection(form: Mapping[str, str]) -> dict[str, object]:
    kind = form.get("kind", "")
    if kind not in KINDS:
        raise Refused(_("Hãy chọn kiểm tra hoặc giám sát."))
    return {
        "kind": kind,
        "held_on": day_value(form.get("held_on", "")),
        "conclusion": text(form, "conclusion"),
        "asked": text(form, "asked", 2000),
        "done": int(form.get("done") == "1"),
    }
