import pytest

from app.auth import user_queries as users
from tests.conftest import unit_id
from tests.pages import check

GOOD = "ba con mèo đen 7"


@pytest.fixture
def admin(client_as):
    return client_as("admin")


def user_id(db, name):
    return users.account_by_name(db, name).viewer.id


def test_the_pages_keep_the_house_rules(app, admin, db, client_as):
    client_as("unit", unit="XTL")
    for url in ("/users/", "/users/new", f"/users/{user_id(db, 'unit XTL')}"):
        answer = admin.get(url)
        assert answer.status_code == 200
        check(app, answer.text)


def test_an_account_for_a_unit_is_added(admin, db):
    unit = unit_id(db, "XTL")
    form = {"name": "xã Tân Lập", "role": "unit", "unit_id": str(unit), "password": GOOD}
    assert admin.post("/users/new", data=form).status_code == 303
    viewer = users.account_by_name(db, "xã Tân Lập").viewer
    assert (viewer.role, viewer.unit_id) == ("unit", unit)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "role": "viewer", "password": GOOD}, "Tên đăng nhập"),
        ({"name": "a", "role": "viewer", "password": "ngắn"}, "ít nhất 12"),
        ({"name": "a", "role": "unit", "unit_id": "999", "password": GOOD}, "đơn vị nào"),
        ({"name": "a", "role": "king", "password": GOOD}, "vai trò"),
    ],
)
def test_a_refused_account_is_told_why_on_the_form(app, admin, form, words):
    answer = admin.post("/users/new", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    check(app, answer.text)


def test_a_name_taken_is_refused(admin):
    form = {"name": "ADMIN", "role": "viewer", "password": GOOD}
    assert admin.post("/users/new", data=form).status_code == 409


def test_a_role_is_changed_from_the_next_request_on(admin, client_as, db):
    viewer = client_as("viewer")
    assert viewer.get("/units/-/new").status_code == 403
    admin.post(f"/users/{user_id(db, 'viewer')}", data={"role": "district"})
    assert viewer.get("/units/-/new").status_code == 200


def test_closing_an_account_ends_its_sessions(admin, client_as, db):
    district = client_as("district")
    admin.post(f"/users/{user_id(db, 'district')}/active", data={"active": "0"})
    assert district.get("/units/").status_code == 302


def test_a_new_password_from_the_administrator_ends_sessions_too(admin, client_as, db):
    district = client_as("district")
    admin.post(f"/users/{user_id(db, 'district')}/password", data={"password": GOOD})
    assert district.get("/units/").status_code == 302


@pytest.mark.parametrize(("path", "form"), [("", {"role": "viewer"}), ("/active", {"active": "0"})])
def test_the_last_administrator_stays(app, admin, db, path, form):
    answer = admin.post(f"/users/{user_id(db, 'admin')}{path}", data=form)
    assert answer.status_code == 409
    assert "quản trị cuối cùng" in answer.text
    check(app, answer.text)


def test_an_unknown_account_is_not_found(admin):
    assert admin.get("/users/999").status_code == 404


def test_users_are_added_by_command(runner, db):
    unit_id(db, "XTL")
    args = ["user", "add", "xtl", "--role", "unit", "--unit", "XTL"]
    result = runner.invoke(args=args, input=f"{GOOD}\n")
    assert result.exit_code == 0, result.stderr
    assert users.account_by_name(db, "xtl").viewer.role == "unit"


def test_a_password_is_set_by_command(runner, db):
    runner.invoke(args=["user", "add", "lan", "--role", "admin"], input=f"{GOOD}\n")
    before = users.account_by_name(db, "lan").password_hash
    result = runner.invoke(args=["user", "password", "lan"], input="một con gà trống 9\n")
    assert result.exit_code == 0, result.stderr
    assert users.account_by_name(db, "lan").password_hash != before


@pytest.mark.parametrize(
    ("args", "typed"),
    [
        (["user", "add", "a", "--role", "unit"], GOOD),
        (["user", "add", "a", "--role", "unit", "--unit", "KHONG"], GOOD),
        (["user", "add", "a", "--role", "admin"], "ngắn"),
        (["user", "password", "nobody"], GOOD),
    ],
)
def test_a_refused_command_says_so_in_one_line(runner, db, args, typed):
    result = runner.invoke(args=args, input=f"{typed}\n")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
