import time
from datetime import timedelta

import pytest

from app.auth import accounts, passwords, sessions
from app.auth import user_queries as users
from app.config import Config
from app.factory import create_app
from tests.pages import check

PASSWORD = "ba con mèo đen 7"


@pytest.fixture
def officer(app, db):
    """An account of office staff with a password."""
    with app.test_request_context():
        accounts.create(db, "can-bo", PASSWORD, "district", None)
    return users.account_by_name(db, "can-bo")


def sign_in(client, name="can-bo", password=PASSWORD, **options):
    return client.post("/sign-in", data={"name": name, "password": password}, **options)


def count(db, table):
    return db.table(table).count


def test_the_page_keeps_the_house_rules(app, client):
    answer = client.get("/sign-in")
    assert answer.status_code == 200
    check(app, answer.text)


def test_the_right_password_opens_the_site(client, officer):
    answer = sign_in(client)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"
    assert client.get("/units/").status_code == 200


def test_letters_typed_on_a_phone_are_the_same_password(client, officer):
    import unicodedata

    assert sign_in(client, password=unicodedata.normalize("NFD", PASSWORD)).status_code == 303


def test_next_is_followed_within_the_site_only(client, officer):
    answer = sign_in(client, query_string={"next": "/units/?kind=xa"})
    assert answer.headers["Location"] == "/units/?kind=xa"
    answer = sign_in(client, query_string={"next": "//evil.example"})
    assert answer.headers["Location"] == "/"


def test_a_page_asked_for_before_signing_in_comes_back(client, officer):
    answer = client.get("/units/?kind=xa")
    assert answer.headers["Location"] == "/sign-in?next=/units/?kind%3Dxa"


@pytest.mark.parametrize("name", ["can-bo", "nobody"])
def test_a_wrong_password_is_answered_alike_for_known_names_or_unknown(client, officer, name):
    answer = sign_in(client, name, "không phải mật khẩu")
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.text


def test_an_unknown_name_takes_as_long_as_a_known_one(client, db, officer):
    def fastest(name):
        best = 9.0
        for _ in range(4):
            begin = time.perf_counter()
            sign_in(client, name, "không phải mật khẩu")
            best = min(best, time.perf_counter() - begin)
        return best

    known, unknown = fastest("can-bo"), fastest("nobody")
    assert 0.5 < known / unknown < 2


def test_guessing_one_account_is_slowed_down(client, officer):
    answers = [sign_in(client, password="đoán mò lần nữa").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    answer = sign_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30


def test_guessing_many_accounts_from_one_address_is_slowed_down(client, db):
    db.conn.executemany(
        "INSERT INTO login_attempt (key, at) VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ'))",
        [["address:127.0.0.1"]] * 30,
    )
    assert sign_in(client, "someone").status_code == 429


def test_tries_counted_by_one_worker_count_for_the_other(app, client, officer):
    for _ in range(5):
        sign_in(client, password="đoán mò lần nữa")
    other = create_app(app.config["SOVIEC"]).test_client()
    other.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert sign_in(other).status_code == 429


def test_the_right_password_forgives_the_account_its_tries(client, db, officer):
    for _ in range(4):
        sign_in(client, password="đoán mò lần nữa")
    assert sign_in(client).status_code == 303
    assert db.conn.execute(
        "SELECT count(*) FROM login_attempt WHERE key LIKE 'account:%'"
    ).fetchone() == (0,)


def test_behind_a_proxy_the_visitors_address_counts_not_the_proxys(client, db, officer):
    sign_in(client, password="sai rồi sai rồi", headers={"X-Forwarded-For": "1.1.1.1, 10.0.0.7"})
    keys = {row[0] for row in db.conn.execute("SELECT key FROM login_attempt").fetchall()}
    assert "address:10.0.0.7" in keys


def test_the_names_people_type_are_not_stored(client, db):
    sign_in(client, "mật khẩu gõ nhầm ô")
    stored = db.conn.execute("SELECT key FROM login_attempt").fetchall()
    assert not any("mật khẩu" in key for (key,) in stored)


def test_signing_out_ends_the_session_even_for_a_copied_cookie(app, client, officer):
    sign_in(client)
    cookie = client.get_cookie("soviec")
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("soviec", cookie.value)
    assert thief.get("/units/").status_code == 302


def test_a_session_ends_after_eight_idle_hours(client, db, officer):
    sign_in(client)
    db.conn.execute("UPDATE session SET seen_at = '2020-01-01T00:00:00Z'")
    assert client.get("/units/").status_code == 302


def test_a_session_ends_after_seven_days(client, db, officer):
    sign_in(client)
    db.conn.execute("UPDATE session SET created_at = '2020-01-01T00:00:00Z'")
    assert client.get("/units/").status_code == 302
    assert timedelta(days=7) == sessions.LONGEST


def test_old_sessions_are_cleared_away_at_the_next_sign_in(client, db, officer):
    sign_in(client)
    db.conn.execute("UPDATE session SET created_at = '2020-01-01T00:00:00Z'")
    sign_in(client)
    assert count(db, "session") == 1


def test_a_closed_account_is_out_at_once(app, client, db, officer):
    sign_in(client)
    with app.test_request_context():
        accounts.set_active(db, officer, False)
    assert client.get("/units/").status_code == 302
    assert sign_in(client).status_code == 422


def test_a_new_password_ends_every_other_session(app, client, officer):
    sign_in(client)
    elsewhere = app.test_client()
    elsewhere.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    sign_in(elsewhere)
    fresh = "một con gà trống 9"
    answer = client.post(
        "/account/password", data={"current": PASSWORD, "fresh": fresh, "again": fresh}
    )
    assert answer.status_code == 303
    assert client.get("/units/").status_code == 200
    assert elsewhere.get("/units/").status_code == 302
    assert sign_in(elsewhere, password=fresh).status_code == 303


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"current": "sai", "fresh": "x" * 14, "again": "x" * 14}, "current"),
        ({"current": PASSWORD, "fresh": "một con gà 19", "again": "khác"}, "again"),
        ({"current": PASSWORD, "fresh": "ngắn", "again": "ngắn"}, "fresh"),
    ],
)
def test_a_refused_password_is_told_beside_its_field(app, client, officer, form, field):
    sign_in(client)
    answer = client.post("/account/password", data=form)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    check(app, answer.text)


def test_cookies_are_kept_from_scripts_or_other_sites(client, officer):
    cookie = sign_in(client).headers["Set-Cookie"]
    assert cookie.startswith("soviec=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_under_tls_the_cookie_is_bound_to_the_host(client, officer):
    cookie = sign_in(client, base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-soviec=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_behind_a_tls_proxy_public_url_says_so(config, officer):
    import dataclasses

    public: Config = dataclasses.replace(config, public_url="https://so-viec.example.vn")
    client = create_app(public).test_client()
    headers = {"Origin": "https://so-viec.example.vn"}
    answer = sign_in(client, base_url="http://127.0.0.1:5000", headers=headers)
    assert answer.headers["Set-Cookie"].startswith("__Host-soviec=")


def test_signing_in_needs_the_sites_own_form(app, officer):
    answer = sign_in(app.test_client(), headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_every_page_carries_the_forbidding_headers(client_as):
    answer = client_as("district").get("/units/")
    headers = answer.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_cookie_is_not_rewritten_on_every_page(client_as):
    assert "Set-Cookie" not in client_as("district").get("/units/").headers


def test_hashes_are_argon2id_of_at_least_the_advised_cost():
    assert passwords.hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_generated_password_passes_its_own_rules():
    with pytest.MonkeyPatch.context():
        accounts.check_password(passwords.generate(), "admin")


@pytest.mark.parametrize("origin", ["http://[", "http://]", "\u0665", "x" * 9000])
def test_an_origin_that_is_none_is_refused_not_broken(app, origin):
    answer = app.test_client().post("/sign-in", headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("referrer", ["http://[", "//", "", "http://a.example//evil.example", "x"])
def test_choosing_a_language_leads_back_within_the_site(client, referrer):
    answer = client.post("/language", data={"lang": "en"}, headers={"Referer": referrer})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_choosing_a_language_leads_back_to_the_page(client):
    came_from = {"Referer": "http://localhost/units/?kind=xa"}
    answer = client.post("/language", data={"lang": "en"}, headers=came_from)
    assert answer.headers["Location"] == "/units/?kind=xa"


@pytest.mark.parametrize("path", ["/units", "/plans", "/units//", "/units//evil.example"])
def test_no_redirect_names_the_host_a_request_bears(client_as, path):
    """Behind a proxy with TLS it would lead to plain http; with a forged Host, elsewhere."""
    answer = client_as("district").get(path)
    assert answer.status_code in (200, 404)
    assert "Location" not in answer.headers


def test_signing_in_makes_a_new_session_whatever_the_cookie_held(app, client, db, officer):
    sign_in(client)
    before = client.get_cookie("soviec").value
    sign_in(client)
    assert client.get_cookie("soviec").value != before
    planted = app.test_client()
    planted.set_cookie("soviec", "planted")
    assert planted.get("/units/").status_code == 302
