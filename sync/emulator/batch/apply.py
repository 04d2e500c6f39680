"""Apply the requests of a batch in order: all of them, or none."""

from sync.emulator.batch import (
    cell_requests,
    dimension_requests,
    filter_requests,
    metadata_requests,
    named_requests,
    paste_requests,
    range_requests,
    sheet_requests,
    tidying_requests,
)
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.errors import ApiError, RequestError, invalid, not_built
from sync.emulator.shapes import Json
from sync.emulator.tidy import without_nulls

KINDS: dict[str, Kind] = {
    **sheet_requests.KINDS,
    **dimension_requests.KINDS,
    **cell_requests.KINDS,
    **paste_requests.KINDS,
    **range_requests.KINDS,
    **named_requests.KINDS,
    **filter_requests.KINDS,
    **metadata_requests.KINDS,
    **tidying_requests.KINDS,
}


def apply(batch: Batch, requests: list[Json]) -> list[Json]:
    """The replies, one for each request.

    Raises ApiError for the first request that is not valid (Google's words: ``Invalid
    requests[0].addSheet: …``) or of a kind that is not built (501); the caller then drops the
    batch's copy of the spreadsheet.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    replies: list[Json] = []
    for number, request in enumerate(requests):
        given = {kind: body for kind, body in request.items() if body is not None}
        if len(given) != 1:
            raise invalid(f"Invalid requests[{number}]: No request set.")
        kind, body = next(iter(given.items()))
        reply = _one(batch, number, kind, body)
        replies.append({} if reply is None else {kind: reply})
    return replies


def _one(batch: Batch, number: int, kind: str, body: Json) -> Json | None:
    if kind not in KINDS:
        raise not_built(f"the request kind {kind}")
    batch.book.forget()
    try:
        return KINDS[kind](batch, without_nulls(body))
    except RequestError as error:
        raise invalid(f"Invalid requests[{number}].{kind}: {error}") from error
    except ApiError as error:
        error.message = f"Invalid requests[{number}].{kind}: {error.message}"
        raise
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise invalid(
            f"Invalid requests[{number}].{kind}: cannot be understood: {error}"
        ) from error
