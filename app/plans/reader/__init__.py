"""Reading a plan document: from a file or its lines to a Plan."""

from app.plans.reader.as_json import plan_json
from app.plans.reader.concerns import concerns
from app.plans.reader.deadlines import deadline
from app.plans.reader.errors import SecretDocument, UnreadableDocument
from app.plans.reader.files import MAX_BYTES, read_bytes, read_file
from app.plans.reader.model import (
    Basis,
    Deadline,
    Line,
    Node,
    Notice,
    Plan,
    Recipient,
    Signer,
    SourceLine,
)
from app.plans.reader.paper import read_paper as read_lines
from app.plans.reader.splitting import split_offer

__all__ = [
    "MAX_BYTES",
    "Basis",
    "Deadline",
    "Line",
    "Node",
    "Notice",
    "Plan",
    "Recipient",
    "SecretDocument",
    "Signer",
    "SourceLine",
    "UnreadableDocument",
    "concerns",
    "deadline",
    "plan_json",
    "read_bytes",
    "read_file",
    "read_lines",
    "split_offer",
]
