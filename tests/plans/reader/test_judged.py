"""The reader against hand-made truths of published papers."""

import json
import shutil
from statistics import mean

import pytest

from app.plans.reader import UnreadableDocument, concerns, plan_json, read_file, split_offer
from tests.plans.reader.judge import SHARED, documents, judged, oracle


def test_the_reader_reaches_its_marks_on_the_documents_with_truths():
    judge = oracle()
    figures: dict[str, list[float]] = {}
    for truth, text in judged():
        read = json.loads(json.dumps(plan_json(read_file(text))))
        for name, (figure, *_) in judge.judge(truth, read).items():
            figures.setdefault(name, []).append(figure)
    reached = {name: mean(values) for name, values in figures.items()}
    assert {name: value for name, value in reached.items() if value < judge.MARKS[name]} == {}


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_document_at_hand_is_read_or_refused_in_words(path):
    if path.suffix == ".doc" and not (shutil.which("soffice") or shutil.which("antiword")):
        pytest.skip("no converter for .doc on this machine")
    if "scan" in path.name:
        with pytest.raises(UnreadableDocument, match="bản chụp"):
            read_file(path)
        return
    plan = read_file(path)
    assert plan.title
    assert plan.sections
    assert all(line.place != "blank" or not line.text.strip() for line in plan.lines)


@pytest.fixture(scope="module")
def seed():
    path = SHARED / "seed/ke-hoach-153.txt"
    if not path.exists():
        pytest.skip("the seed is not at hand")
    return read_file(path)


def test_the_seed_concerns_the_units_and_the_office_as_its_structure_says(seed):
    whom = concerns(seed)
    office = sorted(key for key, who in whom.items() if who["office"])
    units = sorted(key for key, who in whom.items() if who["units"])
    assert office == ["II.1.4", "II.4.2", "III.1.1", "III.1.2"]
    assert units == [*(key for key in sorted(whom) if key.startswith("II.")), "III.2.1"]
    assert not any(key.startswith("I.") for key in whom)


def test_the_duties_hidden_in_one_paragraph_of_the_seed_are_offered_apart(seed):
    paragraph = seed.sections[2].children[1].children[0]
    assert paragraph.key == "III.2.1"
    parts = split_offer(paragraph.text)
    assert len(parts) == 3
    assert parts[1] == "Tổ chức thực hiện"


def test_the_seed_has_eight_recipients_and_four_basis_documents(seed):
    assert len(seed.recipients) == 8
    assert [basis.number for basis in seed.basis] == ["153", "225", "160", "62"]
    assert (seed.number, seed.symbol, seed.date) == (None, None, None)
