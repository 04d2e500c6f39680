import pytest

from tests.pages import check

PATHS = (
    "/reports/?year=2020",
    "/reports/?year=2020&show=behind",
    "/reports/?year=2031",
    "/reports/settings?year=2020",
    "/reports/units/XA/2020",
    "/reports/units/XA/2031",
    "/reports/plans/{plan}/2020/page",
    "/reports/plans/{plan}/2020/reminders",
    "/reports/plans/{plan}/2020/close",
    "/handover/",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_keeps_the_house_rules(app, client_as, plan, say, path):
    say("XA", "II.1.1", state="doing", due="2020-01-15", proposal="Hỗ trợ")
    client = client_as("admin")
    client.post("/reports/units/XA/2020/plan", data={"number": "2-KH/ĐTN"})
    client.post("/reports/units/XA/2020/reports/year", data={"received": "2020-11-20"})
    for _ in range(2):
        client.post("/reports/units/XA/2020/inspections", data={"kind": "inspection"})
    answer = client.get(path.format(plan=plan))
    assert answer.status_code == 200
    check(app, answer.get_data(as_text=True))


def test_links_of_the_list_lead_to_the_units(client_as, plan):
    client = client_as("viewer")
    assert 'href="/reports/units/XA/2020"' in client.get("/reports/?year=2020").get_data(
        as_text=True
    )
    assert client.get("/reports/units/XA/2020").status_code == 200
