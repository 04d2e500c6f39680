"""Why a document cannot be read, each said in one sentence a clerk understands."""


class UnreadableDocument(Exception):  # noqa: N818 - the name says what the file is
    """The file cannot be read as a plan; the message says what to do next."""


class SecretDocument(UnreadableDocument):
    """The paper carries a secrecy stamp, so it must not enter this system."""
