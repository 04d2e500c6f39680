"""Broken, cut and disguised files: each is read or gives one clear error, never a traceback."""

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.plans.reader import UnreadableDocument, plan_json, read_bytes
from tests.plans.reader import files, papers

ENDINGS = ["plan.docx", "plan.pdf", "plan.txt", "plan.md", "plan.doc", "plan.xlsx", "plan"]
STARTS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"<html",
    b"| a |",
]


@functools.cache
def whole() -> tuple[bytes, ...]:
    """Sound files of each kind."""
    return (
        papers.PARTY.encode(),
        papers.TABLE.encode("utf-16"),
        files.plain_word(papers.DECIMALS),
        files.word(files.table(["TT", "Nội dung", "Chủ trì"], ["1", "a", "b"])),
        files.pdf(papers.STEPS.replace("-", "\\-").replace("\n", "\n\n")),
    )


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """Bytes out of nowhere, or a sound file cut, spliced or with bytes changed."""
    kind = draw(st.sampled_from(["raw", "cut", "flip", "splice"]))
    data = bytearray(draw(st.sampled_from(whole())))
    if kind == "raw":
        return draw(st.sampled_from(STARTS)) + draw(st.binary(min_size=1, max_size=3000))
    if kind == "cut":
        return bytes(data[: draw(st.integers(1, len(data)))])
    if kind == "splice":
        at = draw(st.integers(0, len(data)))
        return bytes(data[:at]) + draw(st.binary(max_size=200)) + bytes(data[at:])
    for _ in range(draw(st.integers(1, 40))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def reads_or_refuses(data: bytes, name: str) -> None:
    try:
        plan_json(read_bytes(data, name))
    except UnreadableDocument as error:
        message = str(error)
        assert message.endswith(".")
        assert "\n" not in message


@given(broken(), st.sampled_from(ENDINGS))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_broken_file_gives_one_clear_error(data, name):
    reads_or_refuses(data, name)


@pytest.mark.slow
@given(broken(), st.sampled_from(ENDINGS))
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_thousand_broken_files_give_one_clear_error_each(data, name):
    reads_or_refuses(data, name)
