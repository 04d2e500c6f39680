import pytest

from tests.pages import check
from tests.samples import add_plan, assigned


@pytest.fixture
def plan(db):
    return add_plan(db)


def node(db, key):
    return int(db.execute("SELECT id FROM node WHERE key = ?", [key]).fetchone()[0])


def keys(db):
    rows = db.execute("SELECT key FROM node WHERE retired_at IS NULL ORDER BY position")
    return [row[0] for row in rows]


def concerns(db, key):
    rows = db.execute(
        "SELECT scope || value FROM concern JOIN node ON node.id = node_id WHERE key = ?", [key]
    )
    return {row[0] for row in rows}


def do(client, db, key, what, **form):
    return client.post(f"/plans/1/nodes/{node(db, key)}", data={"do": what} | form)


def test_defaults_follow_the_papers_structure(db, plan):
    assert concerns(db, "I.1") == set()
    assert concerns(db, "II.1.1") == {"units"}
    assert concerns(db, "III.1.1") == {"office"}
    assert concerns(db, "III.2.1") == {"units"}


def test_splitting_the_hidden_duties_is_offered_and_is_one_action(client_as, db, plan, app):
    client = client_as("district")
    assert "Tách thành 3 nội dung" in client.get("/plans/1/review").text
    assert do(client, db, "III.2.1", "split").status_code == 303
    assert keys(db)[-3:] == ["III.2.1", "III.2.2", "III.2.3"]
    assert concerns(db, "III.2.3") == {"units"}


def test_a_step_can_be_undone_step_by_step(client_as, db, plan):
    client = client_as("district")
    before = keys(db)
    do(client, db, "III.2.1", "split")
    do(client, db, "II.1.2", "merge")
    assert client.post("/plans/1/undo").status_code == 303
    assert client.post("/plans/1/undo").status_code == 303
    assert keys(db) == before
    assert client.post("/plans/1/undo").status_code == 422


def test_htmx_gets_the_outline_alone(client_as, db, plan, htmx, app):
    client = client_as("district")
    answer = client.post(f"/plans/1/nodes/{node(db, 'II.1.2')}", data={"do": "merge"}, headers=htmx)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="outline"')
    assert "Hoàn tác: gộp với dòng trên" in answer.text
    check(app, answer.text, fragment=True)


def test_a_line_break_in_the_wording_splits(client_as, db, plan):
    client = client_as("district")
    do(client, db, "II.2.1", "save", text="Trồng cây\r\nChăm sóc cây", role="item", concern="units")
    assert keys(db).count("II.2.3") == 1
    assert db.execute("SELECT text FROM node WHERE key = 'II.2.2'").fetchone() == ("Chăm sóc cây",)


def test_retitling_reads_the_deadline_anew(client_as, db, plan):
    client = client_as("district")
    do(client, db, "II.2.1", "save", text="Trồng cây trước ngày 19/5", role="item", concern="units")
    assert db.execute("SELECT due FROM node WHERE key = 'II.2.1'").fetchone() == ("--05-19",)


def test_an_item_can_concern_a_kind_a_cluster_one_unit(client_as, db, plan):
    client = client_as("district")
    wanted = ["kind:truong", "cluster:Cụm 1", "unit:7", "office"]
    do(client, db, "II.1.1", "save", text="Bảng tin", role="item", concern=wanted)
    assert concerns(db, "II.1.1") == {"kindtruong", "clusterCụm 1", "unit7", "office"}


def test_a_heading_sets_whom_all_its_items_concern(client_as, db, plan):
    client = client_as("district")
    do(client, db, "II", "office")
    assert all("office" in concerns(db, key) for key in ("II.1.1", "II.1.2", "II.2.1", "II.2.2"))
    do(client, db, "II.1", "no-units")
    assert concerns(db, "II.1.1") == {"office"}


def test_an_empty_wording_is_refused(client_as, db, plan):
    assert do(client_as("district"), db, "II.1.1", "save", text=" ", role="item").status_code == 422


def test_someone_elses_removal_is_told(client_as, db, plan):
    client, gone = client_as("district"), node(db, "II.1.1")
    do(client, db, "II.1.1", "remove")
    assert client.post(f"/plans/1/nodes/{gone}", data={"do": "merge"}).status_code == 409


def test_moving_lines_renumbers_a_draft(client_as, db, plan):
    do(client_as("district"), db, "II.2", "outdent")
    assert keys(db)[6:9] == ["2", "2.1", "2.2"]


def test_a_plan_that_was_given_keeps_every_key(client_as, db):
    assigned(db, "XTL")
    client = client_as("district")
    do(client, db, "II.1.2", "merge")
    do(client, db, "III.2.1", "split")
    assert db.execute("SELECT retired_at IS NOT NULL FROM node WHERE key = 'II.1.2'").fetchone()[0]
    do(client, db, "II.1.1", "save", text="Bảng tin\nMạng xã hội", role="item", concern="units")
    assert "II.1.3" in keys(db)
    assert "II.1.2" not in keys(db)


def test_undoing_brings_a_retired_line_back_under_its_key(client_as, db):
    assigned(db, "XTL")
    client = client_as("district")
    before = keys(db)
    do(client, db, "II.1.2", "merge")
    client.post("/plans/1/undo")
    assert keys(db) == before


def test_a_line_without_a_place_can_be_brought_in(client_as, db, plan):
    db.execute("UPDATE plan SET unplaced = '[[22, \"Thắp nến tri ân\"]]'")
    client = client_as("district")
    assert "Thắp nến tri ân" in client.get("/plans/1/review").text
    assert client.post("/plans/1/lines/22").status_code == 303
    assert db.execute("SELECT role FROM node WHERE text = 'Thắp nến tri ân'").fetchone() == (
        "item",
    )
    assert client.post("/plans/1/lines/22").status_code == 409


def test_the_form_of_a_line_is_a_page_or_a_fragment(client_as, db, plan, htmx, app):
    client, where = client_as("district"), f"/plans/1/nodes/{node(db, 'III.2.1')}"
    check(app, client.get(where).text)
    assert client.get(where, headers=htmx).text.lstrip().startswith("<form")


def test_the_seed_is_read_with_its_defaults(db, seed_text):
    add_plan(db, seed_text)
    both = {key for key in keys(db) if concerns(db, key) == {"units", "office"}}
    assert both == {"II.1.4", "II.4.2"}
    assert concerns(db, "III.1.1") == concerns(db, "III.1.2") == {"office"}
    assert [key for key in keys(db) if key.startswith("I.") and concerns(db, key)] == []
