"""The abbreviations of the field, the bodies known by one, and what is said in several ways."""

from sync.core.text import fold

# Folded abbreviation -> its readings; the one whose words the plan uses is taken.
_READINGS = """
dvtn đoàn viên thanh niên|dv đoàn viên, đơn vị, dân vận|tn thanh niên, tình nguyện, trách nhiệm
ttn thanh thiếu niên, tuổi trẻ|ttnd thanh thiếu niên nhi đồng, thanh thiếu nhi|hcm hồ chí minh
tnxk thanh niên xung kích|tntn thanh niên tình nguyện|ctnd công tác nhi đồng
clb câu lạc bộ, clb|kh kế hoạch|ctr chương trình|bc báo cáo|tb thông báo|khoach kế hoạch
ct chủ trương, chương trình, công tác, chính trị, chủ tịch|ctph chương trình phối hợp
khph kế hoạch phối hợp|ttvd tuyên truyền vận động|vd vận động|bcao báo cáo
tt tuyên truyền, thông tin, truyền thông, tinh thần|td thi đua, tiếp dân, tỉnh đoàn
xd xây dựng|xdd xây dựng đảng, xây dựng đoàn|xdcq xây dựng chính quyền|trk triển khai
th thực hiện, tình hình, tổng hợp|tk triển khai, tổng kết|kt kiểm tra, kinh tế|gs giám sát
ktgs kiểm tra giám sát|gspb giám sát phản biện|pbxh phản biện xã hội
gspbxh giám sát phản biện xã hội|ph phối hợp|nd nội dung, nhân dân|hdong hoạt động
pt phương thức, phong trào, phát triển|ptht phương thức hoạt động
hd hoạt động, huyện đoàn, hướng dẫn|nv nhiệm vụ, nguyện vọng|ttnv tâm tư nguyện vọng
qchd quy chế hoạt động|qc quy chế|dl đường lối|ktra kiểm tra|gsat giám sát|tkhai triển khai
tchuc tổ chức|ctac công tác|ndung nội dung|nvu nhiệm vụ|dvan dân vận|ttruyen tuyên truyền
dlld đường lối lãnh đạo|cs cơ sở, chính sách|ctcs chủ trương chính sách|pl pháp luật
cspl chính sách pháp luật|nn nhà nước|cq chính quyền, cơ quan|cqnn cơ quan nhà nước
cqdp chính quyền địa phương|cu cấp ủy|du đảng ủy|hu huyện ủy|qu quận ủy|mxh mạng xã hội
mh mô hình|sh sinh hoạt|shcd sinh hoạt chi đoàn|cd chi đoàn, chủ đề|dh địa hình, đại hội
htlt học tập làm theo|htvlt học tập làm theo|qloi quyền lợi|dtts dân tộc thiểu số
tg tôn giáo, thời gian, tham gia|vhvn văn hóa văn nghệ|vn văn nghệ, việt nam
tdtt thể dục thể thao|ktxh kinh tế xã hội|ptkt phát triển kinh tế|qp quốc phòng
anqp an ninh quốc phòng|hv hội viên, học viên|ptdv phát triển đoàn viên|csvc cơ sở vật chất
rcv rung chuông vàng|tctt trò chơi tập thể|tc trò chơi, tổ chức, tập thể
dd địa điểm, đại diện|dc đồng chí, địa chỉ
lddv lãnh đạo đơn vị|ld lãnh đạo, lao động|xct xin chủ trương
gq gây quỹ|vsmt vệ sinh môi trường|qd quận đoàn, quyết định, quy định
atgt an toàn giao thông|yt yêu thương|xtn xuân tình nguyện|xyt xuân yêu thương|fb facebook
fanpage trang facebook, fanpage|hs học sinh|gv giáo viên|qt quán triệt, quan trọng
cntt công nghệ thông tin|cds chuyển đổi số|blhd bạo lực học đường|kns kỹ năng sống
vnah việt nam anh hùng|ls liệt sĩ|hk học kỳ|ctn công trình thanh niên
pc phòng chống|hmtn hiến máu tình nguyện|dvc dịch vụ công|cnscd công nghệ số cộng đồng
dn doanh nghiệp|ctxh công tác xã hội
"""


def _table() -> dict[str, tuple[str, ...]]:
    entries = (entry.strip() for line in _READINGS.splitlines() for entry in line.split("|"))
    parted = (entry.partition(" ") for entry in entries if entry)
    return {short: tuple(said.split(", ")) for short, _, said in parted}


ABBREVIATIONS = _table()

_BODIES = {
    "ban chấp hành": "bch",
    "ban thường vụ": "btv",
    "ban giám hiệu": "bgh",
    "ủy ban kiểm tra": "ubkt",
    "ủy ban nhân dân": "ubnd",
    "hội đồng nhân dân": "hdnd",
    "ủy ban mặt trận tổ quốc": "mttq",
    "mặt trận tổ quốc": "mttq",
    "hội liên hiệp thanh niên": "lhtn",
    "liên hiệp thanh niên": "lhtn",
    "thanh niên cộng sản": "tncs",
}
# Bodies written out, with and without tones, and the word each is compared by: who, not what.
BODIES = {**_BODIES, **{fold(name): short for name, short in _BODIES.items()}}

# One thing said in several ways, the joining words left out; each is compared by the first.
_SAME = """
bảo đảm|đảm bảo|bảo vệ
xây dựng kế hoạch|ban hành kế hoạch|lập kế hoạch|làm kế hoạch|soạn kế hoạch
cấp ủy|chi bộ|chi ủy|đảng ủy
tiếp thu ý kiến|lấy ý kiến|thu thập ý kiến
học tập làm|học tập làm bác|học tập bác|học bác|làm bác
nhân dân|bà con|người dân
thiếu nhi|trẻ em
phụ huynh|gia đình học sinh|cha mẹ học sinh|phụ huynh học sinh
thu gom rác|dọn rác|nhặt rác
quay video|quay phim|quay clip
chụp ảnh|chụp hình
nhận thức|sinh hoạt tư tưởng
thực hiện|chấp hành|thi hành
thông báo|báo tin|nhắn tin
chia sẻ|share
hiến máu tình nguyện|hiến máu nhân đạo
gặp gỡ|gặp mặt
góp ý|đóng góp ý kiến|tham gia ý kiến|góp ý kiến
tâm tư|đối thoại
nắm|nắm bắt|nắm chắc|lắng nghe
vận động|huy động|kêu gọi
tham mưu|đề xuất|hiến kế
tuyên truyền|phổ biến
dự trù|dự toán
hàng năm|hằng năm|thường niên
gây quỹ|quyên góp|vận động ủng hộ
báo cáo kết quả|báo cáo tổng kết|báo cáo sơ kết|báo cáo đánh giá
gian hàng|quầy hàng|gian trại
thùng gây quỹ|thùng quyên góp|thùng quỹ|hòm quyên góp|hòm gây quỹ
nhà hảo tâm|mạnh thường quân|người ủng hộ
dân tộc thiểu số|đồng bào dân tộc|người dân tộc
đêm nhạc|đêm ca nhạc|đêm văn nghệ
kế hoạch phối hợp|quy chế phối hợp
"""
SAME = {
    other: line.split("|")[0] for line in _SAME.split("\n") for other in line.split("|")[1:] if line
}
