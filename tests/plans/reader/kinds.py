"""More papers made up for the tests, each with a habit of its own; their names are invented."""

# ruff: noqa: E501 - a paragraph of a paper is one line

SCHOOL = """PHÒNG GD&ĐT HUYỆN SÔNG LAM
TRƯỜNG THCS HOA MẪU
Số: 27/KH-THCSHM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 08 tháng 10 năm 2024
KẾ HOẠCH
Tổ chức Hội khỏe cấp trường
Căn cứ Kế hoạch số 19/KH-THCSHM ngày 05/9/2024 của Trường THCS Hoa Mẫu về nhiệm vụ năm học, nhà trường xây dựng kế hoạch như sau:
I. NỘI DUNG
1. Điền kinh: chạy 100m, nhảy xa.
2. Bóng đá mini nam
- Mỗi khối cử 02 đội.
II. TỔ CHỨC THỰC HIỆN
1. Tổ Thể dục
- Chuẩn bị sân bãi trước ngày 24/10/2024.
2. Đội Thiếu niên
- Phân công đội cờ đỏ giữ trật tự.
Trên đây là kế hoạch, đề nghị các bộ phận thực hiện.
NGƯỜI LẬP KẾ HOẠCH

Lâm Văn Mẫu
DUYỆT CỦA BGH
HIỆU TRƯỞNG

Trịnh Thị Mẫu
Nơi nhận:
- Phòng GD&ĐT (b/c);
- Lưu: VT.
"""

COUNCIL = """HỘI ĐỒNG NHÂN DÂN
XÃ TÂN MẪU
Số: 09/NQ-HĐND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Mẫu, ngày 18 tháng 7 năm 2025
NGHỊ QUYẾT
Về nhiệm vụ 6 tháng cuối năm 2025
HỘI ĐỒNG NHÂN DÂN XÃ TÂN MẪU
Căn cứ Luật Thi đua, Khen thưởng ngày 15 tháng 6 năm 2022;
Xét Tờ trình số 88/TTr-UBND ngày 10 tháng 7 năm 2025 của Ủy ban nhân dân xã về dự thảo Nghị quyết.
QUYẾT NGHỊ:
Điều 1. Nhiệm vụ trọng tâm
1. Về kinh tế
a) Chăm sóc lúa mùa;
b) Giải ngân vốn đầu tư trước ngày 31 tháng 12 năm 2025.
Điều 2. Tổ chức thực hiện
1. Giao Ủy ban nhân dân xã tổ chức thực hiện Nghị quyết.
2. Thường trực Hội đồng nhân dân giám sát việc thực hiện.
Nghị quyết này đã được Hội đồng nhân dân xã Tân Mẫu khóa I, kỳ họp thứ hai thông qua ngày 18 tháng 7 năm 2025 và có hiệu lực kể từ ngày ký./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
CHỦ TỊCH
Hoàng Văn Mẫu
"""

TABBED = """CÔNG ĐOÀN GIÁO DỤC HUYỆN
CĐCS TRƯỜNG MẦM NON MẪU
Số:12/KH-CĐCS
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Yên Mẫu, ngày 02 tháng 3 năm 2024
KẾ HOẠCH
Tổ chức kỷ niệm Ngày Quốc tế Phụ nữ 8/3
I)\tMục đích
1)\tÔn lại truyền thống.
2)\tĐộng viên nữ đoàn viên.
II)\tNội dung
1)\tPhần lễ
-\tVăn nghệ chào mừng.
2)\tPhần hội
-\tThi cắm hoa.
Nơi gửi:
- Công đoàn ngành (b/c);
- Lưu CĐ.
TM. BCH CÔNG ĐOÀN
P. CHỦ TỊCH
BSCKII. Phạm Thị Mẫu
"""

TARGETS = """THÀNH ĐOÀN BẮC HÀ
ĐOÀN KHỐI TRƯỜNG HỌC
Số: 04-CTr/ĐK — Bắc Hà, ngày 18/12/2025
CHƯƠNG TRÌNH
Công tác Đoàn năm 2026
I. NHIỆM VỤ
1. Công tác giáo dục
(1) Tổ chức học tập các bài học lý luận chính trị.
(2) Đổi mới hình thức tuyên truyền trên mạng xã hội.
* Chỉ tiêu:
- 100% đoàn viên được học tập.
2. Phong trào
(1) Thực hiện công trình thư viện xanh ở mỗi trường.
(2) Tổ chức ngày hội sách trong tháng 4, 5.
* Chỉ tiêu:
- 10 thư viện xanh.
II. TỔ CHỨC THỰC HIỆN
1. Đoàn khối theo dõi, đôn đốc việc thực hiện.
2. Đoàn các trường xây dựng chương trình cụ thể.
Nơi nhận:
- Thành Đoàn;          }
- Đảng ủy, UBND;       } (b/c)
- Đoàn các trường;     (t/h)
- Lưu VP.
TM. BAN THƯỜNG VỤ
BÍ THƯ
Phan Văn Mẫu
"""

UNNUMBERED = """KẾ HOẠCH
Phòng, chống tội phạm trong nhà trường
Trường THPT Sông Mẫu xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
Mục đích
Nâng cao trách nhiệm của cán bộ, giáo viên.
Yêu cầu
Thực hiện thường xuyên, đồng bộ.
Bám sát chỉ đạo của cấp trên.
II. TỔ CHỨC THỰC HIỆN
Tổ chuyên môn và giáo viên
Lồng ghép nội dung giáo dục pháp luật vào môn học.
Tổ văn phòng
Báo cáo kết quả cuối năm học.
HIỆU TRƯỞNG
Hồ Văn Mẫu
"""

TWO_SIDES = """XÃ ĐOÀN TÂN MẪU – TRẠM Y TẾ XÃ
Số: 01 CTPH/ĐTN-TYT
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Tân Mẫu, ngày 27 tháng 02 năm 2020
CHƯƠNG TRÌNH
Phối hợp hoạt động năm 2020
Xã Đoàn phối hợp cùng Trạm Y tế xây dựng chương trình như sau:
TT\tNỘI DUNG\tTHỜI GIAN THỰC HIỆN\tPHÂN CÔNG\t
\t\t\tXÃ ĐOÀN\tTRẠM Y TẾ
1\tTuyên truyền phòng dịch\tTháng 02\tChủ trì\tPhối hợp
2\tTập huấn sơ cấp cứu\tTháng 4, 5, 6\tPhối hợp\tChủ trì
Trên đây là Chương trình phối hợp năm 2020.
TRẠM Y TẾ
TRẠM TRƯỞNG
BS. Cù Thị Mẫu
TM. BTV HỘI
NÔNG DÂN XÃ
CHỦ TỊCH
NGUYỄN VĂN MẪU
Nơi nhận:
- Huyện Đoàn;
- Lưu: TYT, XĐ.
"""

REQUEST = """HUYỆN ĐOÀN SÔNG LAM
***
ỦY BAN KIỂM TRA
Số:   -TTr/ĐTN-UBKT
ĐOÀN TNCS HỒ CHÍ MINH
Sông Lam, ngày 30 tháng 6 năm 2019
TỜ TRÌNH
V/v công nhận cơ sở Đoàn mạnh
Kính gởi:
- Ban Thường vụ Huyện Đoàn.
- Ban Tổ chức Huyện ủy.
Căn cứ kết quả kiểm tra theo thông báo kết luận ngày 28/6/2019 của UBKT Huyện Đoàn về kiểm tra chuyên đề;
Căn cứ Quyết định số …/QĐ-UBND ngày …/5/2019 của Ủy ban nhân dân huyện, thực hiện chương trình công tác năm 2019 của Huyện Đoàn; xét ý kiến của Đoàn xã Tân Mẫu tại Công văn số 05-CV/ĐTN ngày 20/6/2019, Ủy ban Kiểm tra kính trình các đơn vị sau:
1. Đoàn xã Tân Mẫu
2. Đoàn xã Yên Mẫu
Kính mong Ban Thường vụ xem xét.
Nơi nhận:
- Như trên;
- Lưu: VT, KT, UBKT.
TM. ỦY BAN KIỂM TRA
CHỦ NHIỆM
"""

MEETING = """HUYỆN ĐOÀN SÔNG LAM
Số: 58 KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Sông Lam, ngày 16 tháng 3 năm 2019
KẾ HOẠCH
Tổ chức lớp tập huấn
Thực hiện nhiệm vụ trọng tâm năm 2019 của Huyện Đoàn; thực hiện Chương trình kiểm tra năm 2019 của Tỉnh Đoàn; chương trình công tác Đoàn năm 2019 của Ban Chấp hành Huyện Đoàn, Ban Thường vụ Huyện Đoàn xây dựng kế hoạch như sau:
I. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: 7h00 ngày 16/05/2019
2. Địa điểm: Trường THPT Mẫu
* Trang phục: Áo Đoàn
II. NỘI DUNG
1. Lý thuyết:
- Đào tạo kiến thức an toàn giao thông.
2. Thực hành:
- Thực hành lái xe an toàn.
* Nơi nhận:
- Các cơ sở Đoàn (t/h);
- Lưu VP./.
TM. BAN THƯỜNG VỤ
BÍ THƯ
Bùi Văn Mẫu
"""

DECREED = """ỦY BAN NHÂN DÂN
XÃ PHÚ MẪU
Số: 15/QĐ-UBND
Phú Mẫu, ngày 26 tháng 4 năm 2024
QUYẾT ĐỊNH
Ban hành Quy định sử dụng nhà văn hóa
Điều 1. Ban hành kèm theo Quyết định này Quy định sử dụng nhà văn hóa.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 1;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Tạ Văn Mẫu
QUY ĐỊNH
Sử dụng nhà văn hóa
(Ban hành kèm theo Quyết định số 15/QĐ-UBND
của Ủy ban nhân dân xã)
Chương I
GIỮ GÌN;
BẢO VỆ
Điều 1. Giữ gìn vệ sinh chung.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Tạ Văn Mẫu
"""

ALL = {name: text for name, text in globals().items() if name.isupper() and isinstance(text, str)}
