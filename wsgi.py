"""What a WSGI server and the `flask` command load."""

from app.factory import create_app
from sync.core.refusal import Refused

try:
    app = create_app()
except Refused as refusal:  # a setting that cannot be meant: one line, not a traceback
    raise SystemExit(refusal.message) from None
