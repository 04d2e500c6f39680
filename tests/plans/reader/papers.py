"""Papers of many kinds, made up for the tests; no name in them is a real person's."""

# ruff: noqa: E501 - a paragraph of a paper is one line

PARTY = """ĐẢNG BỘ TỈNH BẮC HÀ
HUYỆN ỦY SÔNG LAM
*
Số 05-HD/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 03 tháng 02 năm 2026

HƯỚNG DẪN
tổ chức học tập Nghị quyết Đại hội
-----
- Căn cứ Điều lệ Đảng;
- Căn cứ Quy định số 12-QĐ/TW, ngày 06/02/2025 của Ban Bí thư về tổ chức học tập nghị quyết,
Ban Thường vụ Huyện ủy hướng dẫn tổ chức học tập như sau:
I- MỤC ĐÍCH, YÊU CẦU
1- Mục đích
Nâng cao nhận thức của cán bộ, đảng viên.
2- Yêu cầu
- Nghiêm túc, thiết thực.
II- NỘI DUNG
1- Đối tượng
a) Cán bộ, đảng viên các chi bộ.
b) Đoàn viên, hội viên.
2- Hình thức
- Hội nghị trực tiếp,
- Hội nghị trực tuyến.
III- TỔ CHỨC THỰC HIỆN
1- Ban Tuyên giáo Huyện ủy theo dõi, đôn đốc, báo cáo trước ngày 30/6/2026.
2- Các chi bộ, đảng bộ trực thuộc xây dựng kế hoạch trong Quý I/2026.

Nơi nhận:
- Thường trực Tỉnh ủy (để b/c),
- Các chi bộ, đảng bộ trực thuộc,
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ



Lê Văn Mẫu
"""

DECISION = """UBND TỈNH BẮC HÀ
TRƯỜNG THPT SÔNG LAM
Số: 07/QĐ-THPTSL
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 05 tháng 9 năm 2025

QUYẾT ĐỊNH
Về việc ban hành Quy chế phối hợp giữa nhà trường và Đoàn trường

HIỆU TRƯỞNG TRƯỜNG THPT SÔNG LAM

Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;
Căn cứ Thông tư số 32/2020/TT-BGDĐT ngày 15/9/2020 của Bộ Giáo dục và Đào tạo ban hành Điều lệ trường trung học;
Xét đề nghị của Bí thư Đoàn trường,

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.
Điều 2. Nhiệm vụ của các bên
1. Nhà trường:
a) Bố trí kinh phí hoạt động;
b) Tạo điều kiện về thời gian.
2. Đoàn trường:
a) Xây dựng chương trình công tác hằng năm;
b) Báo cáo kết quả trước ngày 25/5.
Điều 3. Các tổ chuyên môn chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT, ĐT.
HIỆU TRƯỞNG

Trần Thị Mẫu
"""

PARTS = """ĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH BẮC HÀ
***
Số: 21-CTr/TĐTN-VP
Bắc Hà, ngày 10 tháng 01 năm 2025

CHƯƠNG TRÌNH
Công tác Đoàn và phong trào thanh thiếu nhi năm 2025
-------
Năm 2025 là năm diễn ra nhiều sự kiện trọng đại. Ban Chấp hành Tỉnh Đoàn ban hành Chương trình công tác như sau:

PHẦN THỨ NHẤT
MỤC TIÊU, CHỈ TIÊU
A. MỤC TIÊU
1. Mục tiêu chung
Xây dựng tổ chức Đoàn vững mạnh.
2. Mục tiêu cụ thể
- 100% cơ sở Đoàn có công trình thanh niên.
+ Cấp huyện: 02 công trình.
+ Cấp cơ sở: 01 công trình.
- Kết nạp 1.500 đoàn viên mới.
B. CHỈ TIÊU
a) Chỉ tiêu về giáo dục:
1. 90% đoàn viên học tập nghị quyết.
2. 80% chi đoàn sinh hoạt chủ điểm.
b) Chỉ tiêu về phong trào:
1. 10.000 cây xanh.
PHẦN THỨ HAI
NHIỆM VỤ VÀ GIẢI PHÁP
A. CÔNG TÁC GIÁO DỤC
I. Giáo dục chính trị
1. Tổ chức học tập nghị quyết trong quý II năm 2025.
2. Các cấp bộ Đoàn tuyên truyền thường xuyên trên mạng xã hội.
II. Giáo dục truyền thống
1. Tổ chức hành trình về nguồn vào tháng 7/2025.
B. PHONG TRÀO
I. Thanh niên tình nguyện
1. Ra quân Tháng Thanh niên trước ngày 01/3.
PHẦN THỨ BA
TỔ CHỨC THỰC HIỆN
1. Ban Thường vụ Tỉnh Đoàn ban hành kế hoạch chi tiết.
2. Các huyện, thành Đoàn, Đoàn trực thuộc cụ thể hóa chương trình.

Nơi nhận:
- BBT Trung ương Đoàn (để b/cáo);
- Thường trực Tỉnh ủy (để
báo cáo);
- Các đồng chí UVBCH Tỉnh Đoàn,
Ủy viên UBKT Tỉnh Đoàn;
- Các huyện, thành Đoàn, Đoàn trực thuộc (t/h);
- Lưu: VT, VP.

TM. BAN CHẤP HÀNH TỈNH ĐOÀN
PHÓ BÍ THƯ THƯỜNG TRỰC



Phạm Thị Mẫu
"""

STEPS = """BCH ĐOÀN PHƯỜNG AN BÌNH
Số: 11 KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
An Bình, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Rà soát, đánh giá chất lượng đoàn viên năm 2026
I. MỤC ĐÍCH
- Đánh giá đúng thực chất.
II. CÁC BƯỚC THỰC HIỆN
Bước 1: Cá nhân tự đánh giá
- Đoàn viên viết bản tự đánh giá.
- Nộp cho Bí thư chi đoàn trước 17h00 ngày 10/4.
Bước 2: Chi đoàn họp đánh giá
- Họp, bỏ phiếu.
Bước 3: Đoàn phường công nhận kết quả trước ngày 30 tháng 4 năm 2026.
III. TỔ CHỨC THỰC HIỆN
1. Đoàn phường
Theo dõi, đôn đốc các chi đoàn.
2. Các chi đoàn
Triển khai đến từng đoàn viên; báo cáo kết quả về Đoàn phường.
Yêu cầu các chi đoàn nghiêm túc thực hiện./.
Nơi nhận:
- Đảng ủy phường;
- Các chi đoàn;
- Lưu VP.
TM. BAN CHẤP HÀNH
BÍ THƯ
Đỗ Văn Mẫu
"""

BARE = """KẾ HOẠCH
Ra quân làm sạch bãi biển

Hưởng ứng Ngày Môi trường thế giới, Đoàn xã Biển Xanh xây dựng kế hoạch ra quân như sau:

Vận động đoàn viên tham gia thu gom rác tại bãi biển, mỗi chi đoàn ít nhất 10 người.

Tuyên truyền các hộ kinh doanh không dùng túi ni lông.

Trồng 200 cây dừa dọc bờ biển trong tháng 6/2026.

Trên đây là kế hoạch ra quân, đề nghị các chi đoàn thực hiện.

BÍ THƯ

Ngô Văn Mẫu
"""

LETTER = """TỈNH ĐOÀN BẮC HÀ
BCH ĐOÀN HUYỆN SÔNG LAM
***
Số:49 - CV/ĐTN
V/v báo cáo số liệu đoàn viên
6 tháng đầu năm 2019
ĐOÀN TNCS HỒ CHÍ MINH

Sông Lam, ngày 20 tháng 5 năm 2019

Kính gửi:
- Ban Chấp hành các cơ sở Đoàn;
- Chi đoàn trực thuộc.

Thực hiện Công văn số 112-CV/TĐTN ngày 15/5/2019 của Ban Thường vụ Tỉnh Đoàn về việc báo cáo số liệu, Ban Thường vụ Huyện Đoàn đề nghị các đơn vị thực hiện một số nội dung sau:
- Rà soát, cập nhật số liệu đoàn viên.
- Gửi báo cáo về Huyện Đoàn trước 16h00 ngày 08/6/2019.
Nhận được công văn này, đề nghị các đơn vị nghiêm túc thực hiện.

Nơi nhận:
- Như trên (t/h);
- Lưu VP.
TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN
PHÓ BÍ THƯ

Bùi Thị Mẫu
"""

LETTER_OF_PARAGRAPHS = """UBND HUYỆN SÔNG LAM
PHÒNG NỘI VỤ
Số: 268/PNV-CCHC
V/v rà soát thủ tục hành chính
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 02 tháng 8 năm 2024

Kính gửi: Ủy ban nhân dân các xã, thị trấn

Thực hiện Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2024 của Ủy ban nhân dân huyện về cải cách hành chính, Phòng Nội vụ đề nghị Ủy ban nhân dân các xã, thị trấn rà soát thủ tục hành chính thuộc thẩm quyền.
Kết quả rà soát gửi về Phòng Nội vụ chậm nhất ngày 20 tháng 8 năm 2024.
Rất mong sự phối hợp của các đơn vị./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG

Hồ Văn Mẫu
"""

TABLE = """UBND XÃ PHÚ LỘC
Số: 33/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Phú Lộc, ngày 15 tháng 3 năm 2026
KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
Nâng cao chất lượng phục vụ người dân.
II. NHIỆM VỤ CỤ THỂ
TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành
I\tHạ tầng số\t\t\t
1\tLắp đặt wifi tại nhà văn hóa\tVăn phòng UBND\tCác thôn\tQuý II/2026
2\tNâng cấp trang thông tin điện tử\tPhòng Văn hóa - Xã hội\t\tTrước 30/9/2026
II\tNhân lực số\t\t\t
1\tTập huấn kỹ năng số cho tổ công nghệ số cộng đồng\tĐoàn xã\tCác thôn\tThường xuyên
III. TỔ CHỨC THỰC HIỆN
Giao Văn phòng UBND xã theo dõi, tổng hợp.
Nơi nhận:
- Đảng ủy xã;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Võ Văn Mẫu
"""

WRAPPED = """     BCH ĐOÀN XÃ TÂN HÒA              ĐOÀN TNCS HỒ CHÍ MINH
             ***                     Tân Hòa, ngày 12 tháng 4 năm 2026
      Số: 18-KH/ĐTN

                              KẾ HOẠCH
            Tổ chức các hoạt động hè cho thanh thiếu nhi
                        trên địa bàn xã năm 2026
                              ---------

     Thực hiện Kế hoạch số 44-KH/HĐTN ngày 01/4/2026 của Ban Thường vụ
Huyện Đoàn về hoạt động hè, Ban Thường vụ Đoàn xã xây dựng kế hoạch cụ thể
như sau:

I. MỤC ĐÍCH, YÊU CẦU
     1. Tạo môi trường vui chơi lành mạnh cho thanh thiếu nhi, phòng ngừa
tai nạn đuối nước trong dịp hè năm nay.
     2. Các hoạt động thiết thực, an toàn, phù hợp với điều kiện của từng
thôn.

II. NỘI DUNG
1. Tổ chức lớp dạy bơi
     - Mỗi thôn mở ít nhất một lớp dạy bơi miễn phí cho thiếu nhi có hoàn
cảnh khó khăn, hoàn thành trước ngày 15/7/2026.
     - Phối hợp với nhà trường chuẩn bị cơ sở vật chất, bố trí giáo viên
hướng dẫn.
2. Sinh hoạt hè
     Các chi đoàn tổ chức sinh hoạt hè định kỳ hằng tuần tại nhà văn hóa
thôn, quản lý thiếu nhi về sinh hoạt tại địa phương.
                                   2
III. TỔ CHỨC THỰC HIỆN
1. Đoàn xã
     - Hướng dẫn, kiểm tra các chi đoàn.
2. Các chi đoàn
     - Xây dựng kế hoạch và báo cáo kết quả về Đoàn xã.

     Trên đây là kế hoạch hoạt động hè, đề nghị các chi đoàn triển khai
thực hiện./.

Nơi nhận:                              TM. BAN THƯỜNG VỤ ĐOÀN XÃ
- Ban Thường vụ Huyện Đoàn (b/c);               BÍ THƯ
- Đảng ủy, UBND xã (b/c);
- Các chi đoàn (t/h);
- Lưu VP.
                                            Đinh Văn Mẫu
"""

JOINT = """HUYỆN ĐOÀN SÔNG LAM - ĐỒN BIÊN PHÒNG CỬA BIỂN
Số: 01 CTLT/ĐTN-ĐBP
Sông Lam, ngày 15 tháng 3 năm 2019

CHƯƠNG TRÌNH LIÊN TỊCH
Phối hợp hoạt động giai đoạn 2019 - 2022

Căn cứ Chương trình phối hợp số 02/CTPH-TĐTN-BCHBĐBP ngày 20/01/2019 giữa Tỉnh Đoàn và Bộ Chỉ huy Bộ đội Biên phòng tỉnh; Huyện Đoàn và Đồn Biên phòng thống nhất chương trình như sau:

I. NỘI DUNG PHỐI HỢP
1. Tuyên truyền biển đảo
- Tổ chức 02 buổi tuyên truyền mỗi năm.
2. Xây dựng khu dân cư
- Thăm hỏi ngư dân.
II. TỔ CHỨC THỰC HIỆN
1. Huyện Đoàn: Chỉ đạo các cơ sở Đoàn ven biển.
2. Đồn Biên phòng: Cử cán bộ phối hợp.

TM. BAN CHỈ HUY ĐỒN\tTM. BAN THƯỜNG VỤ HUYỆN ĐOÀN
CHÍNH TRỊ VIÊN\tBÍ THƯ

Thiếu tá Lý Văn Mẫu\tMai Thị Mẫu

Nơi nhận:
- Tỉnh Đoàn, BCH BĐBP tỉnh (để b/c);
- Lưu: HĐ, ĐBP.
"""

DECIMALS = """ĐOÀN KHỐI CÁC CƠ QUAN
Số: 12-KH/ĐK
Bắc Hà, ngày 20 tháng 02 năm 2025
KẾ HOẠCH
Kiểm tra công tác Đoàn năm 2025
1. Mục đích
1.1. Đánh giá kết quả.
1.2. Kịp thời uốn nắn.
2. Nội dung
2.1. Công tác tổ chức
2.1.1. Sinh hoạt chi đoàn
- Kiểm tra sổ sách.
2.1.2. Phát triển đoàn viên
- Kiểm tra hồ sơ.
2.2. Phong trào
* Đối với chi đoàn cơ sở:
- Kiểm tra công trình thanh niên.
* Đối với Đoàn cơ sở:
- Kiểm tra chương trình công tác.
3. Tổ chức thực hiện
3.1. Ban Thường vụ Đoàn khối:
- Thành lập đoàn kiểm tra.
3.2. Các cơ sở Đoàn:
- Chuẩn bị báo cáo, gửi trước ngày 10/10/2025.
Nơi nhận:
- Các cơ sở Đoàn;
- Lưu VP.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Hà Văn Mẫu
"""

CAPITALS = """KẾ HOẠCH
Hiến máu tình nguyện năm 2026
MỤC ĐÍCH, YÊU CẦU
Nâng cao ý thức cộng đồng.
NỘI DUNG THỰC HIỆN
- Vận động đoàn viên đăng ký hiến máu.
- Tổ chức ngày hội hiến máu ngày 07/4/2026.
TỔ CHỨC THỰC HIỆN
Các chi đoàn lập danh sách gửi về Đoàn xã.
Người lập kế hoạch
Chu Văn Mẫu
"""

ANNEXED = """UBND XÃ PHÚ LỘC
Số: 40/KH-UBND
Phú Lộc, ngày 01 tháng 4 năm 2026
KẾ HOẠCH
Phòng chống thiên tai năm 2026
I. NỘI DUNG
1. Kiện toàn Ban Chỉ huy.
2. Rà soát phương án.
II. TỔ CHỨC THỰC HIỆN
Các thôn tổ chức thực hiện theo Phụ lục.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH

Tạ Văn Mẫu

PHỤ LỤC I
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 40/KH-UBND ngày 01/4/2026)
STT\tNhiệm vụ\tĐơn vị thực hiện\tThời hạn
1\tKiểm tra đê bao\tThôn Đông\t30/4/2026
2\tDiễn tập\tThôn Tây\tTháng 5/2026
"""

ALL = {name: text for name, text in globals().items() if name.isupper() and isinstance(text, str)}
