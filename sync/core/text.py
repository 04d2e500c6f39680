"""Vietnamese text: normal forms, search keys, alphabetical order, the length of a quotation."""

import re
import unicodedata
from functools import lru_cache

_MANY = 1 << 16
"""Texts kept as compared: a round reads the same cells several times over."""
_INVISIBLE = re.compile("[\u00a0\u200b\ufeff\u00ad]")
_BLANKS = re.compile(r"[ \t]+")
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTERS = {letter: i for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1)}


def nfc(text: str | None) -> str:
    """The composed form; phones and macOS type decomposed letters."""
    return unicodedata.normalize("NFC", text or "")


@lru_cache(_MANY)
def clean(text: str | None) -> str:
    """NFC, one blank between words, no invisible characters; line breaks stay, each as \\n."""
    text = (text or "").replace("\r\n", "\n")
    if not text.isascii():
        text = _INVISIBLE.sub(_visible, nfc(text))
    if "  " in text or "\t" in text:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def _visible(match: re.Match[str]) -> str:
    return " " if match.group() == "\u00a0" else ""


def brief(text: str, longest: int = 60) -> str:
    """On one line, to be quoted: cut after a whole word, `…` for the rest."""
    words = " ".join(text.split())
    if len(words) <= longest:
        return words
    head, _blank, _rest = words[:longest].rpartition(" ")
    return (head or words[: longest - 1]).rstrip(" ,;:.–-") + "…"


class _Bare(dict[int, str]):
    """Each letter without its marks, d for đ; worked out once for each letter."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        bare = "".join(c for c in parts if unicodedata.category(c) != "Mn").replace("đ", "d")
        self[code] = bare
        return bare


_BARE = _Bare()


def fold(text: str | None) -> str:
    """Search key: no tones, no diacritics, d for đ, lower case, single blanks."""
    text = text or ""
    if not text.isascii():
        text = nfc(_INVISIBLE.sub(_visible, nfc(text)).casefold()).translate(_BARE)
    return " ".join(text.casefold().split())


_NEW_PLACE = {
    nfc(first + tone) + second: first + nfc(second + tone)
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
    if tone
}
_OLD_PLACE = re.compile(rf"(?:{'|'.join(_NEW_PLACE)})(?!\w)", re.IGNORECASE)


def new_tone(text: str | None) -> str:
    """One spelling for hòa/hoà, ủy/uỷ; for comparing, never for printing."""

    def move(match: re.Match[str]) -> str:
        old = match.group(0)
        return "".join(
            new.upper() if was.isupper() else new
            for was, new in zip(old, _NEW_PLACE[old.lower()], strict=True)
        )

    return _OLD_PLACE.sub(move, nfc(text))


def sort_key(text: str | None) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Vietnamese alphabetical order: ă â đ ê ô ơ ư are letters, then the six tones."""
    words = re.findall(r"\d+|[^\W\d_]+", new_tone(clean(text)).casefold())
    return [((0, int(w)), ()) if w.isdecimal() else _word_key(w) for w in words]


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [1], []
    for char in nfc(word):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in parts if c in _TONES)
        base = nfc("".join(c for c in parts if c not in _TONES))
        letters.append(_LETTERS.get(base, 100 + ord(base[0]) if base else 0))
        tones.append(_TONES.get(tone[:1], 0))
    return tuple(letters), tuple(tones)
