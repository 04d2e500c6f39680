"""The one error that is already worded for the person who meets it."""


class Refused(Exception):  # noqa: N818 - it says what happened to the request, not that we failed
    """Refused, with one clear Vietnamese sentence that says what to do next.

    `status` is the HTTP status a page answers with.
    """

    def __init__(self, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
