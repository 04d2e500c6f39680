import dataclasses

import pytest

from tests.pages import check


@pytest.fixture
def config(config):
    return dataclasses.replace(config, public_url="https://sv.example")


def test_the_list_keeps_the_house_rules_before_and_after_it_is_made(app, client_as, plan):
    client = client_as("district")
    check(app, client.get(f"/plans/{plan}/received").get_data(as_text=True))
    client.post(f"/plans/{plan}/received/make")
    check(app, client.get(f"/plans/{plan}/received").get_data(as_text=True))
    check(app, client.get(f"/plans/{plan}/received?waiting=1").get_data(as_text=True))


def test_a_rows_page_and_its_link_keep_them(app, client_as, client, plan, rows):
    staff = client_as("district")
    path = f"/plans/{plan}/received/{rows['Đoàn xã XA']}"
    check(app, staff.get(path).get_data(as_text=True))
    page = staff.post(f"{path}/link").get_data(as_text=True)
    check(app, page)
    start = page.index("https://sv.example/r/") + len("https://sv.example")
    check(app, client.get(page[start : page.index('"', start)]).get_data(as_text=True))


def test_a_units_own_page_keeps_them(app, client_as, plan, rows):
    check(app, client_as("unit", unit="XA").get(f"/plans/{plan}/received").get_data(as_text=True))


def test_a_plan_without_a_number_is_called_by_its_title_in_the_path(client_as, db, plan):
    db.conn.execute("UPDATE plan SET number = NULL, symbol = NULL, title = 'Về việc trồng cây'")
    page = client_as("district").get(f"/plans/{plan}/received").get_data(as_text=True)
    assert f'<a href="/plans/{plan}">Về việc trồng cây</a>' in page
