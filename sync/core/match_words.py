"""The field's abbreviations, and the words that say little about which task is meant."""

import re
from collections.abc import Callable
from functools import lru_cache

from sync.core.text import clean, fold

# Folded abbreviation -> its readings, folded; the one whose words the plan uses is taken.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "dvtn": ("doan vien thanh nien",),
    "dv": ("doan vien", "don vi", "dan van"),
    "tn": ("thanh nien", "tinh nguyen", "trach nhiem"),
    "ttn": ("thanh thieu nien", "tuoi tre"),
    "ttnd": ("thanh thieu nien nhi dong", "thanh thieu nhi"),
    "tnxk": ("thanh nien xung kich",),
    "tntn": ("thanh nien tinh nguyen",),
    "ctnd": ("cong tac nhi dong",),
    "hcm": ("ho chi minh",),
    "clb": ("cau lac bo", "clb"),
    "kh": ("ke hoach",),
    "ct": ("chu truong", "chuong trinh", "cong tac", "chinh tri", "chu tich"),
    "ctr": ("chuong trinh",),
    "ctph": ("chuong trinh phoi hop",),
    "khph": ("ke hoach phoi hop",),
    "bc": ("bao cao",),
    "tb": ("thong bao",),
    "tt": ("tuyen truyen", "thong tin", "truyen thong", "tinh than"),
    "ttvd": ("tuyen truyen van dong",),
    "vd": ("van dong",),
    "td": ("thi dua", "tiep dan", "tinh doan"),
    "xd": ("xay dung",),
    "xdd": ("xay dung dang", "xay dung doan"),
    "xdcq": ("xay dung chinh quyen",),
    "th": ("thuc hien", "tinh hinh", "tong hop"),
    "trk": ("trien khai",),
    "tk": ("trien khai", "tong ket"),
    "kt": ("kiem tra", "kinh te"),
    "gs": ("giam sat",),
    "ktgs": ("kiem tra giam sat",),
    "gspb": ("giam sat phan bien",),
    "pbxh": ("phan bien xa hoi",),
    "gspbxh": ("giam sat phan bien xa hoi",),
    "ph": ("phoi hop",),
    "nd": ("noi dung", "nhan dan"),
    "pt": ("phuong thuc", "phong trao", "phat trien"),
    "ptht": ("phuong thuc hoat dong",),
    "hd": ("hoat dong", "huyen doan", "huong dan"),
    "hdong": ("hoat dong",),
    "nv": ("nhiem vu", "nguyen vong"),
    "ttnv": ("tam tu nguyen vong",),
    "qchd": ("quy che hoat dong",),
    "qc": ("quy che",),
    "dl": ("duong loi",),
    "ktra": ("kiem tra",),
    "gsat": ("giam sat",),
    "tkhai": ("trien khai",),
    "tchuc": ("to chuc",),
    "ctac": ("cong tac",),
    "ndung": ("noi dung",),
    "nvu": ("nhiem vu",),
    "dvan": ("dan van",),
    "bcao": ("bao cao",),
    "khoach": ("ke hoach",),
    "ttruyen": ("tuyen truyen",),
    "dlld": ("duong loi lanh dao",),
    "cs": ("co so", "chinh sach"),
    "ctcs": ("chu truong chinh sach",),
    "pl": ("phap luat",),
    "cspl": ("chinh sach phap luat",),
    "nn": ("nha nuoc",),
    "cq": ("chinh quyen", "co quan"),
    "cqnn": ("co quan nha nuoc",),
    "cqdp": ("chinh quyen dia phuong",),
    "cu": ("cap uy",),
    "du": ("dang uy",),
    "hu": ("huyen uy",),
    "qu": ("quan uy",),
    "mxh": ("mang xa hoi",),
    "mh": ("mo hinh",),
    "sh": ("sinh hoat",),
    "shcd": ("sinh hoat chi doan",),
    "cd": ("chi doan", "chu de"),
    "dh": ("dia hinh", "dai hoi"),
    "htlt": ("hoc tap va lam theo",),
    "htvlt": ("hoc tap va lam theo",),
    "qloi": ("quyen loi",),
    "dtts": ("dan toc thieu so",),
    "tg": ("ton giao", "thoi gian", "tham gia"),
    "vhvn": ("van hoa van nghe",),
    "vn": ("van nghe", "viet nam"),
    "tdtt": ("the duc the thao",),
    "ktxh": ("kinh te xa hoi",),
    "ptkt": ("phat trien kinh te",),
    "qp": ("quoc phong",),
    "anqp": ("an ninh quoc phong",),
    "hv": ("hoi vien", "hoc vien"),
    "ptdv": ("phat trien doan vien",),
    "csvc": ("co so vat chat",),
    "rcv": ("rung chuong vang",),
    "tctt": ("tro choi tap the",),
    "tc": ("tro choi", "to chuc", "tap the"),
    "dd": ("dia diem", "dai dien"),
    "lddv": ("lanh dao don vi",),
    "ld": ("lanh dao", "lao dong"),
    "xct": ("xin chu truong",),
    "gq": ("gay quy",),
    "vsmt": ("ve sinh moi truong",),
    "qd": ("quan doan", "quyet dinh", "quy dinh"),
    "atgt": ("an toan giao thong",),
    "yt": ("yeu thuong",),
    "xtn": ("xuan tinh nguyen",),
    "xyt": ("xuan yeu thuong",),
    "fb": ("facebook",),
    "fanpage": ("trang facebook", "fanpage"),
}

# Bodies written out, folded, and the one word each is compared by: who, not what.
BODIES: dict[str, str] = {
    "ban chap hanh": "bch",
    "ban thuong vu": "btv",
    "ban giam hieu": "bgh",
    "uy ban kiem tra": "ubkt",
    "uy ban nhan dan": "ubnd",
    "hoi dong nhan dan": "hdnd",
    "uy ban mat tran to quoc": "mttq",
    "mat tran to quoc": "mttq",
    "hoi lien hiep thanh nien": "lhtn",
    "lien hiep thanh nien": "lhtn",
    "thanh nien cong san": "tncs",
}
_BODIES = re.compile(r"\b(" + "|".join(sorted(BODIES, key=len, reverse=True)) + r")\b")

# Joining words: no weight at all. With their tones: "tư" and "từ" are two words.
_STOP = (
    "và của các cho với trong về theo tại từ đến để được là có những một này cần do ở trên "
    "khi tới việc gồm bằng như ra vào đã sẽ cùng sau trước hay hoặc nhằm qua giữa bị bởi mà "
    "thì lại còn nữa mỗi rất gì ai nào đó the of and to for in on a an"
)
STOP = frozenset(_STOP.split())
_BARE_STOP = frozenset(map(fold, STOP))
# Words nearly every task of nearly every plan uses: little weight.
_COMMON = (
    "thuc hien to chuc cong tac hoat dong doan co so noi dung trien khai tiep tuc tang cuong "
    "day manh tot nhiem vu don vi xay dung dam bao chi truong xa huyen phuong lop ap thon khu "
    "thi tran tinh quan thanh nien vien bch ban chap hanh thuong vu nam quy thang ngay can bo "
    "chu dong kip thoi cac hieu qua dia ban phuc gui cap ty khoi tham gia btv bgh ubkt"
)
COMMON = frozenset(_COMMON.split())
# Pairs of words that name a kind of paper or of help, not a task: they alone decide nothing.
_TELLING = frozenset({"chu truong", "bo may"})
GENERIC = frozenset(
    {"bao cao", "ke hoach", "chuong trinh", "tham gia", "ho tro", "ket qua", "so lieu"}
    | {"van ban", "huong dan", "de nghi", "phan cong", "tap trung", "theo doi", "dang ky"}
)

_MARK = re.compile(
    r"^\s*(?:[-+•*–—✓]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)/](?=\s)|\d+(?:\.\d+)+\.?\s)\s*", re.I
)
_BREAK = re.compile(r"[.,;:()\[\]/“”\"'‘’!?…–—]|\s-\s|\n")
_WORD = re.compile(r"\w+")


_SYLLABLE = re.compile(
    r"(ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]+(ch|ng|nh|[cmnpt])?"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:/| tháng )(\d{1,2})(?!\d)", re.I)
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{4,80})[”\"’]")
_CLOCK = re.compile(r"\b\d{1,2}(?:h|g|giờ|:)\d{0,2}\b", re.I)


_MOMENT = re.compile(
    r"(?:ngày )?(?<!\d)\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?| tháng \d{1,2}(?: năm \d{4})?)(?!\d)"
    r"|\b\d{1,2}(?:h|g|giờ|:)\d{0,2}\b",
    re.IGNORECASE,
)
_IDLE = COMMON | {word for pair in GENERIC for word in pair.split()}
# What Youth Union branches do all year, under any plan: half a hint of which task is meant.
_ACTIVITIES = (
    "hoc tap|sinh hoat|khen thuong|ve sinh|chao mung|thi dua|van nghe|giao luu|the thao|tap huan|"
    "tinh nguyen|boi duong|ky niem|phat dong|tong ket|so ket|ra quan|van dong|moi truong|an toan|"
    "gia dinh|kho khan|thieu nhi|hoc sinh|doan vien|hoi vien|chuyen de|phong trao|tu thien|mo hinh|"
    "tuyen truyen|dia phuong|cong nhan|nghia trang|thanh lap|thi tim|tim hieu|truyen thong|le hoi"
)
ACTIVITIES = frozenset(_ACTIVITIES.split("|"))
HALF = GENERIC | ACTIVITIES


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold(word)


def clauses(text: str, known: Callable[[str], int] | None = None) -> list[list[str]]:
    """Folded words of a text, clause by clause, without its leading marker.

    Abbreviations are written out, in the reading `known` (how many of its words the plan uses)
    finds likeliest. Only words in capitals, or that are no syllable, are taken for abbreviations.
    """
    bare = _MOMENT.sub(" ", _MARK.sub("", clean(text)))
    stop = _BARE_STOP if bare.isascii() else STOP
    parts = []
    for part in _BREAK.split(bare):
        telling = (word for word in _WORD.findall(part) if word.casefold() not in stop)
        words = [w for word in telling for w in _written_out(word, known)]
        if words:
            whole = _BODIES.sub(lambda match: BODIES[match[0]], " ".join(words))
            parts.append(whole.split())
    return parts


def _written_out(word: str, known: Callable[[str], int] | None) -> list[str]:
    folded = _folded(word)
    readings = ABBREVIATIONS.get(folded)
    if readings is None or not (word.isupper() or not _SYLLABLE.fullmatch(folded)):
        return [folded]
    best = max(readings, key=known) if known else readings[0]
    return best.split()


def moments(text: str) -> list[list[str]]:
    """Days and clock times a text names, as words of their own: "17/3", "ngày 17 tháng 3"."""
    days = {f"@{int(day)}/{int(month)}" for day, month in _DAY.findall(text)}
    clock = {"@clock"} if _CLOCK.search(text) else set()
    return [[word] for word in sorted(days | clock)]


def quoted(text: str) -> list[str]:
    """The names in quotation marks: “Dân vận khéo”."""
    return _QUOTED.findall(clean(text))


def telling(feature: str) -> bool:
    """Whether a word or pair says something of the task, beyond what every plan says."""
    return feature in _TELLING or not (feature in HALF or set(feature.split()) <= _IDLE)
