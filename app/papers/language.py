"""Papers and messages are Vietnamese, whatever language the clerk's own screen is in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from app.i18n import speaking

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def vietnamese(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """What the function words, it words in Vietnamese."""

    @wraps(make)
    def worded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        with speaking("vi"):
            return make(*args, **kwargs)

    return worded
