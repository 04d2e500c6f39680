"""A paper as PDF, typeset by typst with embedded fonts."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from app.papers import wording
from app.papers.paper import Heading, Paper, Table, Text
from app.papers.pdf_fonts import fonts, typeface

TEMPLATE = Path(__file__).with_name("paper.typ")


def to_pdf(paper: Paper) -> bytes:
    """The whole file."""
    document = json.dumps(_document(paper), ensure_ascii=False, default=str)
    made = typst.compile(str(TEMPLATE), font_paths=fonts(), sys_inputs={"paper": document})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _document(paper: Paper) -> dict[str, object]:
    """Everything the template prints, worded."""
    return {
        "typeface": asdict(typeface()),
        "title": wording.file_title(paper),
        "profile": asdict(paper.profile),
        "superior": paper.letterhead.superior.upper(),
        "issuer": paper.letterhead.issuer.upper(),
        "number": wording.number_line(paper.profile, paper.letterhead),
        "date": wording.date_line(paper.letterhead),
        "kind": paper.kind,
        "subject": paper.subject,
        "note": paper.note,
        "address": paper.address,
        "landscape": paper.landscape,
        "blocks": [_block(block) for block in paper.blocks],
        "signature": wording.authority_lines(paper.profile, paper.signature),
        "signer": paper.signature.name,
        "recipients": wording.recipient_lines(paper.profile, paper.recipients),
        "annexes": [
            {
                "title": wording.annex_title(paper, position),
                "subject": annex.subject,
                "note": wording.annex_note(paper),
                "landscape": annex.landscape,
                "blocks": [_block(block) for block in annex.blocks],
            }
            for position, annex in enumerate(paper.annexes)
        ],
    }


def _block(block: Heading | Text | Table) -> dict[str, object]:
    return {"type": type(block).__name__.lower(), **asdict(block)}
