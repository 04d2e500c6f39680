"""The folded words that totals, remarks and signatures begin with."""

import re

TOTAL = re.compile(
    r"tong( cong| so| diem| ket qua| hop so lieu)?( so)?( viec| nhiem vu| noi dung| cv)?"
    r"( da)?( xong| hoan thanh| lam)?( toan don vi)?[ :]*(\d.*)?$"
    r"|tong (cong|so)\b|cong( lai| don)?[ :]*(\d.*)?$|binh quan|trung binh|(ty|ti) le[ :%]*$"
    r"|(ty|ti) le (hoan thanh|chung|xong|%)|luy ke|so (viec|nhiem vu|noi dung|dau viec|cong viec) "
    r"|(da )?(xong|hoan thanh|dat|lam)[ :]*\d+ ?(/|%|tren|viec|nhiem vu)|viec xong"
    r"|(grand )?total\b|average|sum\b|ket qua chung|% (chung|hoan thanh)|hoan thanh chung"
)
SUMMING = re.compile(
    r"=.*\b(SUM|COUNT|COUNTA|COUNTIFS?|AVERAGE|SUBTOTAL|SUMIFS?|SUMPRODUCT)\b", re.IGNORECASE
)
NOTE = re.compile(
    r"(\(?\*+\)?|ghi chu|luu y|chu thich|chu y|note|n\.b|nb|nguon|huong dan|quy uoc)\b ?[:.]?"
    r"|\*|\(\*\)"
)
PHONE = re.compile(r"(\S+\s+){0,6}\W*0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}\W*")
"""A telephone number that ends a few words."""
SIGNER = re.compile(
    r"nguoi lap( bieu| bang)? ?:.*"
    r"|nguoi (lap|tong hop|bao cao|ky|theo doi|lam|viet|kiem tra)"
    r"( (bieu|bang|bao cao|so|ke hoach))?"
    r"|(tm|kt|tl)\.? .*|(pho )?bi thu( (doan|chi doan|xa|huyen|phuong).*)?|thu truong don vi"
    r"|(pho )?(hieu truong|giam doc|chu tich)|truong ban|xac nhan cua .*|\(da ky\)|noi nhan:?"
    r"|\(?ky(,)? (va )?ghi ro ho( va)? ten.*|can bo (lap|theo doi|tong hop).*|da ky|ban chap hanh"
    r"|ban thuong vu|bch doan .*|prepared by|approved by"
)
PLACE_DATE = re.compile(r".{0,40}\bngay\b.{0,6}\bthang\b.{0,6}\bnam\b.*|ngay \.+ ?/? ?.*")
