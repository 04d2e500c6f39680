"""Words the state of a link for the person who must act (Vietnamese)."""

from sync.client import GoogleRefused

KEY_FAILED = (
    "Google không nhận chìa khoá của Sổ Việc: {detail}. Hãy kiểm tra đồng hồ máy, tệp chìa khoá, "
    "mạng (.venv/bin/flask google check). Việc đánh dấu trong Sổ Việc vẫn bình thường."
)
FIELDS = {
    "text": "nội dung",
    "state": "trạng thái",
    "percent": "tỷ lệ",
    "due": "hạn",
    "done_on": "ngày xong",
    "lead": "chủ trì",
    "partner": "phối hợp",
    "result": "kết quả",
    "evidence": "minh chứng",
    "note": "ghi chú",
    "proposal": "kiến nghị",
    "verified": "xác nhận",
    "comment": "ý kiến",
}
"""How a message calls a field."""
TAB_GONE = "Trang đã nối không còn trong bảng. Hãy hỏi đơn vị rồi nối lại, hoặc gỡ bảng."
ONLY_EARLIER = (
    "Trang “{title}” đã nối không còn trong bảng, chỉ còn các trang trước đó. Chưa bên nào bị sửa. "
    "Hãy hỏi đơn vị: nếu xóa nhầm thì mở lại lịch sử phiên bản; nếu xóa thật thì bấm Cho qua, "
    "trang mới nhất còn lại được nối tiếp như lần đầu."
)
COPIED = (
    "Tệp này là bản chép từ một bảng khác đã nối. Nếu đơn vị dùng bản này thì gỡ bảng rồi nối lại."
)
EXCEL_IN_DRIVE = (
    "Đây là tệp Excel để trên Drive. Hãy nhờ đơn vị mở ra rồi chọn Tệp > Lưu dưới dạng Google "
    "Trang tính."
)
KEYS_ANEW = (
    "Không còn thấy cột “Mã” của Sổ Việc (bị xóa, hoặc đơn vị đã dùng vào việc khác): mã được ghi "
    "lại ở cột"
)
CLOSED = "Năm này đã khoá sổ nên không đọc, không ghi."
BUSY = "Một lượt đồng bộ khác đang làm bảng này. Lượt sau sẽ làm tiếp."
RACED = (
    "Đơn vị đang sửa đúng các ô cần ghi nên đã thử bốn lần chưa xong. Chưa mất chữ nào; lượt sau "
    "sẽ làm tiếp."
)
COPY = (
    "Tệp này là bản chép từ một bảng đã nối. Hãy xem lại đơn vị đang dùng bản nào. Khi nối, mã và "
    "trang ẩn chép theo trở thành của bản này."
)
NOT_TAKEN = "Chưa rõ Google đã nhận lượt ghi vừa gửi hay chưa nên chưa nối. Hãy bấm nối lại."
CLEARED_FIRST = (
    "Trang này còn mã Sổ Việc đã ghi ở lần nối trước. Khi nối, các mã ấy được xóa trước rồi mới "
    "ghi mã của lần này; mã đơn vị tự ghi còn nguyên."
)
NOT_CLEARED = "Chưa nối, vì chưa xóa hết mã của lần nối trước trong trang này."
FILTERED = "{cells} ô ở dòng mà bộ lọc của bảng đang ẩn: sẽ ghi khi đơn vị bỏ lọc"
KEYS_FILTERED = (
    "Còn {cells} ô mã ở dòng mà bộ lọc của bảng đang ẩn. Hãy nhờ đơn vị bỏ lọc trước khi xóa lại."
)
OR_READ_ONLY = ", hoặc chuyển nối này sang Chỉ đọc"
"""What else helps against a refused write, as long as the link stands."""

UNKNOWN = "Chưa rõ Google đã nhận lượt ghi vừa gửi hay chưa. Lượt sau sẽ đọc lại và làm tiếp."


def refused_reading(error: GoogleRefused) -> str:
    """Why a spreadsheet cannot be read, and what to do."""
    words = {
        "key": KEY_FAILED.format(detail=error.detail or error.status),
        "forbidden": "Không được mở bảng. Hãy nhờ đơn vị chia sẻ lại bảng cho tài khoản Sổ Việc.",
        "missing": "Không tìm thấy bảng, có thể đã bị xóa. Hãy hỏi đơn vị địa chỉ mới rồi nối lại.",
        "rate": "Google đang giới hạn số lượt. Lượt sau sẽ đọc tiếp.",
        "down": "Không nối được tới Google. Hãy kiểm tra mạng; lượt sau sẽ đọc tiếp.",
    }
    if "not supported for this document" in error.detail:
        return EXCEL_IN_DRIVE
    return words.get(error.kind, f"Google không cho đọc bảng: {error.detail}")


def refused_writing(error: GoogleRefused) -> str:
    """Why nothing could be written, and what to do."""
    words = {
        "key": KEY_FAILED.format(detail=error.detail or error.status),
        "forbidden": (
            f"Bảng chỉ cho xem nên chưa ghi được. Hãy nhờ đơn vị cho quyền sửa{OR_READ_ONLY}."
        ),
        "missing": "Không tìm thấy bảng, có thể đã bị xóa. Hãy hỏi đơn vị địa chỉ mới rồi nối lại.",
        "rate": "Google đang giới hạn số lượt. Lượt sau sẽ ghi tiếp.",
        "down": "Không nối được tới Google. Lượt sau sẽ ghi tiếp.",
    }
    if "protected" in error.detail:
        return "Đơn vị đã khoá ô cần ghi. Hãy nhờ đơn vị mở khoá các cột trạng thái, kết quả."
    if "data validation" in error.detail:
        return (
            "Ô cần ghi có quy tắc kiểm tra dữ liệu không nhận giá trị của Sổ Việc. Hãy nhờ đơn vị "
            "thêm giá trị ấy vào quy tắc, hoặc bỏ quy tắc ở ô đó."
        )
    return words.get(error.kind, f"Google không nhận lượt ghi: {error.detail}")
