"""The sample office's twelve units, all invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A unit: its code, name and kind."""

    code: str
    name: str
    kind: str


OFFICE = "Đoàn xã Suối Mẫu"

UNITS = (
    Sample("AP1", "Chi đoàn ấp Đồng Xanh", "xa"),
    Sample("AP2", "Chi đoàn ấp Bàu Sen", "xa"),
    Sample("AP3", "Chi đoàn ấp Gò Mây", "xa"),
    Sample("AP4", "Chi đoàn ấp Cây Đa", "xa"),
    Sample("THPT", "Đoàn trường THPT Suối Mẫu", "truong"),
    Sample("YT", "Chi đoàn Trạm Y tế", "co-quan"),
    Sample("THCS", "Chi đoàn Trường THCS Bàu Sen", "truong"),
    Sample("CQ1", "Chi đoàn Cơ quan UBND xã", "co-quan"),
    Sample("CA", "Chi đoàn Công an xã", "cong-an"),
    Sample("AP5", "Chi đoàn ấp Suối Cạn", "xa"),
    Sample("QS", "Chi đoàn Quân sự xã", "khac"),
    Sample("CTY", "Chi đoàn Công ty Gỗ Tân Mẫu", "doanh-nghiep"),
)
