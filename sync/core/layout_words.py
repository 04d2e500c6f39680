"""The words of column headings, each with the field it names."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from sync.core.text import fold

# Folded phrases. A name that starts with "_" is a column we know to be none of ours.
_PHRASES: dict[str, str] = {
    "number": "stt|tt|so tt|so thu tu|s t t|t t|no|stt muc|thu tu|#",
    "key": "ma|ma so|ma viec|ma nv|ma nhiem vu|ma muc|ma noi dung|ma nd|ma cong viec|code|id|"
    "ma kh|ma so muc|task id|item code",
    "text": "ten goi van ban|ten van ban|n dung|ndung|c viec|cviec|n vu|nvu|noi dung cv|"
    "noi dung|noi dung cong viec|noi dung nhiem vu|noi dung thuc hien|nhiem vu|"
    "nhiem vu cu the|ten nhiem vu|cong viec|hoat dong|noi dung hoat dong|chi tieu|tieu chi|"
    "cong viec cu the|viec cu the|viec|viec can lam|viec phai lam|dau viec|ten cong viec|"
    "phan viec|hang muc|muc viec|noi dung trien khai|noi dung cong tac|noi dung ke hoach|"
    "nhiem vu giai phap|ten viec|task|tasks|activity|activities|work item|content|contents|"
    "work|what|to do|item|danh muc cong viec|danh muc nhiem vu|viec duoc giao|"
    "nhiem vu duoc giao|noi dung chinh|nhiem vu trong tam|cac nhiem vu|cac noi dung|"
    "noi dung cu the|job|action|actions|nd|nv|nd cv|noi dung viec|ke hoach cong viec|"
    "nhiem vu theo kh|cong viec theo kh",
    "lead": "nguoi|d c|dc|dong chi|ng lam|"
    "co quan soan thao|ai|ai th|nguoi nao|p trach|ptrach|ng pt|ng phu trach|"
    "ng chu tri|phan cong pt|ng phtrach|chu tri|don vi chu tri|co quan chu tri|nguoi chu tri|"
    "phu trach|nguoi phu trach|don vi phu trach|phan cong|nguoi thuc hien|don vi thuc hien|"
    "ng thuc hien|ng th|nguoi th|bo phan thuc hien|can bo phu trach|dc phu trach|"
    "d c phu trach|dong chi phu trach|nguoi xu ly|nguoi lam|ai lam|giao cho|nguoi duoc giao|"
    "nguoi chiu trach nhiem|dau moi|trach nhiem|don vi ca nhan chu tri|chu tri thuc hien|"
    "nguoi nhan viec|pic|owner|assignee|assigned to|in charge|responsible|person in charge|"
    "who|lead|leader|phan cong thuc hien|phan cong phu trach|phan cong nhiem vu|dam nhan|"
    "nguoi dam nhan|nguoi dam nhiem|thuc hien|dv thuc hien|dv chu tri|dv phu trach|"
    "bo phan phu trach|ca nhan phu trach|nguoi pt|pt|chiu trach nhiem|can bo thuc hien|"
    "ai phu trach|don vi dau moi|don vi ca nhan thuc hien|ca nhan thuc hien|"
    "don vi ca nhan phu trach",
    "partner": "p hop|phoi hop th|don vi ph|dv ph|ng phoi hop|phoi hop|don vi phoi hop|"
    "co quan phoi hop|nguoi phoi hop|phoi hop voi|ph|don vi ca nhan phoi hop|"
    "phoi hop thuc hien|cung lam|cung thuc hien|support|supporter|partner|partners|ho tro|"
    "nguoi ho tro|don vi ho tro|dv phoi hop|cung phoi hop|with|phoi hop cung",
    "due": "bao gio|luc nao|ngay nao|thang|quy|ngay|tuan|thang thuc hien|quy thuc hien|"
    "tuan thuc hien|thang quy|t gian|tgian|t han|than|tg th|t gian th|thoi han|"
    "thoi han hoan thanh|han|han hoan thanh|han chot|han cuoi|han bao cao|han xu ly|han nop|"
    "thoi gian|thoi gian thuc hien|thoi gian hoan thanh|thoi gian du kien|deadline|due|"
    "due date|ngay den han|den han|khi nao|ngay yeu cau hoan thanh|ngay hen|ngay ket thuc|"
    "ket thuc|den ngay|thoi diem|thoi diem hoan thanh|moc thoi gian|tg|tg thuc hien|"
    "tg hoan thanh|lich thuc hien|when|target date|end date|end|tghh|tg ht|"
    "ngay hoan thanh du kien|du kien hoan thanh|hoan thanh truoc|truoc ngay|han thuc hien|"
    "ngay du kien|thoi gian to chuc|tien do thoi gian|thoi gian trien khai|ngay phai xong|"
    "ngay can xong|dl|moc|moc hoan thanh|moc thuc hien|thoi gian ket thuc|hoan thanh du kien|"
    "thoi han thuc hien",
    "done_on": "ngay h thanh|ngay xg|xong luc|ngay hoan thanh xong|ngay hoan thanh|ngay xong|"
    "xong ngay|ngay nop|hoan thanh ngay|thoi gian nop|ngay hoan thanh thuc te|"
    "thuc te hoan thanh|ngay thuc te|hoan thanh thuc te|ngay ht|ngay lam xong|ngay da xong|"
    "ngay thuc hien|ngay th|done on|done date|completed on|date completed|completion date|"
    "finished on|finish date|date done|completed date|thoi gian hoan thanh thuc te|"
    "ngay hoan tat|thuc hien ngay|ngay bao cao|lam xong ngay|ngay ket thuc thuc te|"
    "actual date|ngay lam|ngay htth",
    "state": "t trang|ttrang|t do|tdo|tr thai|trthai|t thai|tthai|tinh tr|trang thai|"
    "tinh trang|tien do|tien do thuc hien|trang thai thuc hien|da xong|tinh trang thuc hien|"
    "hoan thanh|xong|da lam|da hoan thanh|da thuc hien|danh dau|tick|status|state|done|check|"
    "checked|da th|da ht|ht|tinh hinh|xong chua|da xong chua|hoan thanh chua|co khong|"
    "progress status|muc do|trang thai hoan thanh|theo doi|finished|trang thai cong viec|"
    "da bao cao|danh gia|hoan tat|kq thuc hien|kiem tra|x|v|completed|td|ok",
    "percent": "tl|tle|t le|% hthanh|ty le ht|tl ht|ty le|ti le|phan tram|percent|ht|"
    "hoan thanh|muc do hoan thanh|% ht|%|% hoan thanh|ty le hoan thanh|ti le hoan thanh|"
    "ty le %|progress|progress %|% done|% complete|tien do %|% tien do|% thuc hien|"
    "muc hoan thanh|% cv|% xong|td %",
    "result": "k qua|kqua|k qua th|kq dat duoc|ket qua|ket qua thuc hien|ket qua dat duoc|kq|"
    "kq thuc hien|kq th|ket qua th|noi dung bao cao|so lieu|san pham|san pham cu the|"
    "ket qua dau ra|dau ra|ket qua cu the|da lam duoc|result|results|outcome|output|outputs|"
    "tinh hinh thuc hien|so luong ket qua|tinh hinh ket qua|ket qua san pham|"
    "danh gia ket qua|ket qua hoat dong|noi dung ket qua|ket qua so lieu|thuc hien duoc|"
    "ket qua trien khai|ket qua hoan thanh|viec da lam",
    "evidence": "m chung|mchung|m c|minh ch|minh chung|link|links|lien ket|link minh chung|"
    "minh chung link|vb chung minh|van ban chung minh|tep dinh kem|file|file dinh kem|"
    "hinh anh|anh|anh minh chung|ho so|tai lieu|tai lieu kiem chung|van ban|van ban ket qua|"
    "bang chung|duong dan|url|evidence|proof|attachment|attachments|link drive|link anh|"
    "hinh anh minh chung|so van ban|kiem chung|san pham minh chung|san pham link minh chung|"
    "link bai viet|link bai|mc|link mc|minh chung mc|ho so minh chung|link bao cao|"
    "vb minh chung|file minh chung|so ky hieu van ban|so hieu vb|link anh video|"
    "hinh anh link|dinh kem|link hinh anh|photos|documents|docs|link file|anh chup|"
    "san pham kem theo|link san pham|anh san pham",
    "note": "ly do chua hoan thanh|ly do khong hoan thanh|ghi|g chu|gchu|ghi chu|note|notes|"
    "remark|remarks|luu y|gc|chu thich|ghi chu them|ghi ch|ghi chu khac|ghi them|thong tin them|"
    "dien giai|giai trinh|ly do",
    "proposal": "k nghi|knghi|de xuat kn|kien nghi dx|kien nghi|de xuat|kien nghi de xuat|"
    "de xuat kien nghi|huong giai quyet|kho khan kien nghi|kho khan de xuat|"
    "kho khan vuong mac kien nghi|vuong mac kien nghi|proposal|proposals|request|requests|"
    "de nghi|suggestion|suggestions|kho khan va kien nghi|kho khan va de xuat|"
    "kien nghi voi cap tren|can ho tro|de nghi ho tro|kho khan de nghi|kho khan|"
    "kho khan vuong mac|vuong mac|kho khan ton tai|kho khan han che|difficulty|difficulties|"
    "issues|risk",
    "verified": "xac nhan|hd xac nhan|huyen doan xac nhan|cap tren xac nhan|xac nhan cua|"
    "duyet|da duyet|verified|approved|phe duyet|tham dinh|xac nhan cua huyen doan|"
    "kt xac nhan|quan doan xac nhan|doan xa xac nhan|xac nhan cap tren|tinh doan xac nhan|"
    "hd kiem tra|xac nhan cua cap tren|huyen doan duyet|hd duyet|huyen doan kiem tra|"
    "huyen doan tham dinh|doan phuong xac nhan|doan xa duyet|cap tren duyet|quan doan duyet|"
    "xac minh|confirmed",
    "comment": "gop y|nhan xet|y kien|phan hoi|y kien chi dao|gop y cua|nhan xet cua|"
    "y kien cua|danh gia cua|feedback|comment|comments|huyen doan nhan xet|huyen doan gop y|"
    "hd gop y|hd nhan xet|nhan xet cua cap tren|y kien cua cap tren|phan hoi cua|"
    "cap tren nhan xet|y kien huyen doan|y kien cua huyen doan|gop y cua huyen doan|review|"
    "quan doan nhan xet|gop y cua cap tren|y kien cap tren|danh gia cua cap tren|"
    "danh gia cua huyen doan",
    "_name": "ho ten|ho va ten|ho va ten doan vien|ho ten doan vien|ten|full name|name|"
    "ten doan vien|hoc sinh|ho va ten hoc sinh|ho dem|dai bieu|thanh vien|nguoi nhan|hoi vien",
    "_phone": "sdt|so dt|dien thoai|so dien thoai|dt|phone|tel|zalo|so zalo|email|gmail|"
    "facebook|dia chi email|di dong|mobile",
    "_post": "chuc vu|chuc danh|position|lop|don vi cong tac|chi doan|xuong|to|title|role|"
    "nghe nghiep|vai tro",
    "_person": "ngay sinh|nam sinh|gioi tinh|nu|nam|dan toc|ton giao|dia chi|que quan|cccd|"
    "cmnd|ngay vao doan|trinh do|ky ten|ky nhan|chu ky|so the|vang|co phep|khong phep|co mat|"
    "diem danh|si so|so buoi",
    "_money": "kinh phi|so tien|don gia|thanh tien|thu|chi|du toan|tong tien|ton|"
    "nguon kinh phi|budget|cost|amount|price|tien|kinh phi du kien|muc chi|quyet toan|"
    "ho tro kinh phi|kinh phi thuc hien|chi phi|so du|da thu|da chi|con lai|dong gop|"
    "noi dung chi|khoan chi|khoan thu|noi dung thu|khoan muc|noi dung thu chi",
    "_quantity": "so luong|sl|dvt|don vi tinh|quantity|qty|so nguoi|so nguoi tham gia|unit|"
    "so dvtn|so luot|khoi luong|so ngay|so gio|dinh muc",
    "_score": "diem|diem chuan|diem toi da|diem tu cham|tu cham|diem thuong|diem tru|"
    "diem cong|diem tham dinh|diem cham|thang diem|kieu diem|score|points|"
    "dieu kien cham diem|tong diem|xep loai|xep hang|hang|huyen doan cham|hd cham|cham diem|"
    "cap tren cham|diem dat|doan cham|diem huyen doan cham|diem tu danh gia|cach tinh diem|"
    "noi dung cham diem|tieu chuan",
    "_place": "dia diem|noi to chuc|place|location|noi thuc hien|dia ban|thanh phan|doi tuong",
    "_given": "ngay giao|ngay chi dao|ngay bat dau|bat dau|tu ngay|start|start date|"
    "ngay nhan|thoi gian bat dau|ngay giao viec|date assigned|ngay tao|khoi cong",
    "_source": "can cu|nguon chi dao|nguon giao|van ban giao|so cong van|van ban chi dao|"
    "theo van ban|nguon|chi dao|lanh dao phu trach|lanh dao chi dao|lanh dao|muc uu tien|"
    "uu tien|priority|phan loai|loai|nhom|linh vuc|thu|buoi|gio|nam|category|type|"
    "lanh dao theo doi|nguoi theo doi|nguoi cap nhat|ngay cap nhat|cap nhat|last update|"
    "group|nguoi giao|nguoi giao viec|muc do uu tien",
    "_unit": "don vi|ten don vi|co so doan|ten co so|ten don vi co so|khoa phong|bo phan|"
    "ten chi doan",
    "_cause": "nguyen nhan|ton tai|ton tai han che|han che|cac viec con ton dong",
}
_LOOKUP: dict[str, list[str]] = {}
for _field, _list in _PHRASES.items():
    for _phrase in _list.split("|"):
        _LOOKUP.setdefault(_phrase, []).append(_field)
_WORDS = frozenset(word for phrase in _LOOKUP for word in phrase.split())
_LONG = tuple(phrase for phrase in _LOOKUP if len(phrase) >= 6)
_LONGEST = max(phrase.count(" ") + 1 for phrase in _LOOKUP)
# Words that name too little on their own: "đơn vị" alone is the lead only where nothing else is.
_WEAK = {"thuc hien": 0.75, "van ban": 0.8, "trach nhiem": 0.9, "kiem tra": 0.8, "theo doi": 0.6}
_WEAK |= {"ht": 0.9, "hoan thanh": 0.93, "muc do": 0.8, "ngay thuc hien": 0.85, "noi dung": 0.97}
_WEAK |= {
    "danh gia": 0.7,
    "ngay bao cao": 0.7,
    "ly do": 0.6,
    "ten": 0.8,
    "anh": 0.8,
    "thuc hien ngay": 0.85,
}
# What a unit struggles with is its proposal only where no column is called that.
_WEAK |= dict.fromkeys(("kho khan", "kho khan vuong mac", "vuong mac", "issues", "risk"), 0.85)
_WEAK |= {
    "ngay": 0.7,
    "thu": 0.6,
    "chi": 0.6,
    "nam": 0.6,
    "nu": 0.6,
    "to": 0.5,
    "no": 0.8,
    "x": 0.5,
    "v": 0.5,
}
# "ĐVTH", "NPT": the first letters of a phrase, of three words where they can be no word.
_INITIALS: dict[str, set[str]] = {}
for _phrase, _fields in _LOOKUP.items():
    _letters = "".join(word[0] for word in _phrase.split())
    if len(_letters) > 3 or (len(_letters) == 3 and not re.search("[aeiouy%]", _letters)):
        _INITIALS.setdefault(_letters, set()).update(f for f in _fields if f[0] != "_")
_WHOLE_ONLY = frozenset(
    {("percent", "hoan thanh"), ("percent", "ht"), ("note", "ghi"), ("lead", "thuc hien")}
    | {("state", "kiem tra"), ("state", "theo doi")}
)
_LEAST = {"verified": 0.7, "comment": 0.7}  # a stray word does not make it the office's
MONTH = re.compile(r"(thang|t|tuan|quy|week|month|ky|dot|lan)[ .]?(\d{1,2}|[ivx]+)([ /.-]\d{2,4})?")
_AHEAD = re.compile(r"\b(du kien|yeu cau|theo ke hoach|phai)\b")  # a day that is still to come
_OFFICE = re.compile(
    r"\b(huyen doan|quan doan|tinh doan|thanh doan|cap tren|hd|doan cap tren|thi doan|"
    r"doan (xa|phuong)|van phong)\b"
)


def normal_heading(folded: str) -> str:
    """A heading for the look-up: letters, digits, % and # only."""
    return " ".join(re.findall(r"[a-z0-9]+|[%#]", folded))


def is_month(heading: str) -> bool:
    """Whether a column stands for one month, week or quarter: "T1", "Tháng 3", "2026 / Quý II"."""
    return bool(MONTH.fullmatch(fold(heading).rsplit(" / ", 1)[-1]))


@lru_cache(maxsize=8192)
def heading_fields(folded: str) -> tuple[tuple[str, float], ...]:
    """Fields a folded heading may name, each with a score in 0..1, best first."""
    bare = re.sub(r"\([^)]*\)", " ", folded)
    scores: dict[str, float] = {}
    for variant, worth in ((normal_heading(folded), 1.0), (normal_heading(bare), 0.97)):
        for field, score in _scores(variant).items():
            scores[field] = max(scores.get(field, 0), score * worth)
    if not scores:
        scores = dict.fromkeys(_INITIALS.get(normal_heading(bare), ()), 0.85)
    if not scores:
        scores = _misspelt(normal_heading(bare))
    if _OFFICE.search(folded):
        scores = _of_the_office(folded, scores)
    if "%" in folded and "state" in scores:
        scores["percent"] = max(scores.pop("state"), scores.get("percent", 0))
    if "done_on" in scores and _AHEAD.search(folded):
        scores["due"] = max(scores.pop("done_on"), scores.get("due", 0))
    return tuple(sorted(scores.items(), key=lambda pair: -pair[1]))


def _scores(heading: str) -> dict[str, float]:
    words = heading.split()
    scores: dict[str, float] = {}
    if _WORDS.isdisjoint(words):
        return scores
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(words[start : start + size])
            for field in _LOOKUP.get(phrase, ()):
                share = size / len(words)
                if share < 1 and (field, phrase) in _WHOLE_ONLY:
                    continue
                if size == 1 and share < 1 and field.startswith("_"):
                    continue
                lead = 0.05 if start == 0 else 0.0
                score = min(1.0, (0.45 + 0.55 * share + lead)) * _WEAK.get(phrase, 1.0)
                if size == 1 and len(phrase) <= 3 and share < 1:
                    score *= 0.6
                scores[field] = max(scores.get(field, 0), score)
    return {field: score for field, score in scores.items() if score >= _LEAST.get(field, 0)}


def _misspelt(heading: str) -> dict[str, float]:
    if not 5 <= len(heading) <= 30 or any(c.isdigit() for c in heading):
        return {}
    best = process.extractOne(heading, _LONG, scorer=fuzz.ratio, score_cutoff=86)
    if not best:
        return {}
    return dict.fromkeys(_LOOKUP[best[0]], 0.8 * best[1] / 100)


def _of_the_office(folded: str, scores: dict[str, float]) -> dict[str, float]:
    """ "Huyện đoàn …" in a heading: what the office writes, a tick or a remark."""
    if re.search(r"xac nhan|duyet|kiem tra|tham dinh|xac minh", folded):
        return {**scores, "verified": max(scores.get("verified", 0), 0.95)}
    if re.search(r"nhan xet|gop y|y kien|phan hoi|danh gia|chi dao", folded):
        return {**scores, "comment": max(scores.get("comment", 0), 0.95)}
    return scores
