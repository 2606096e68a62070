"""Code lists of the standards, mapped at the border: inside the house a value has one name, never a number.

The national lists differ where they seem alike: 分级管理 is 7 here and 6 there; 服务对象 5 is 行政机关 or 非法人企业;
通办范围 3 is 跨市 or 全市. Whoever reads or writes a number names its list. 满意度 is mapped in `complaints.codes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matters.errors import CodeUnknown, ValueNotInList


@dataclass(frozen=True)
class CodeList:
    """One list of one standard: its codes and the name each has inside the house."""

    what: str
    standard: str
    names: Mapping[str, str]

    def read(self, code: str) -> str:
        """The name of a code of this list. Raises CodeUnknown with the codes there are."""
        if code not in self.names:
            raise CodeUnknown(code=code, what=self.what, standard=self.standard, codes="、".join(self.names))
        return self.names[code]

    def write(self, name: str) -> str:
        """The code of this list for a name of the house. Raises ValueNotInList when the standard has none."""
        for code, known in self.names.items():
            if known == name:
                return code
        raise ValueNotInList(value=name, what=self.what, standard=self.standard)

    def read_many(self, codes: str) -> list[str]:
        """Names for several codes written with commas (1,2,6) or 、."""
        return [
            self.read(code.strip()) for code in codes.replace("、", ",").replace("，", ",").split(",") if code.strip()
        ]

    def write_many(self, names: list[str]) -> str:
        """Codes with commas, in the order given."""
        return ",".join(self.write(name) for name in names)


GB, NATIONAL = "GB/T 39046-2020", "国家政务服务平台字典"
_LEVELS = {"1": "nation", "2": "province", "3": "city", "4": "county", "5": "town"}

LEVEL_GB = CodeList("行使层级", GB, {**_LEVELS, "6": "village", "7": "graded"})
LEVEL_NATIONAL = CodeList("行使层级", NATIONAL, {**_LEVELS, "6": "graded"})
SCOPE_GB = CodeList("通办范围", GB, {"1": "nation", "2": "provinces", "3": "cities", "4": "counties"})
SCOPE_NATIONAL = CodeList(
    "通办范围", NATIONAL,
    {"1": "nation", "2": "province", "3": "city", "4": "county", "5": "town", "6": "villages"},
)  # fmt: skip
APPLICANT_GB = CodeList(
    "服务对象", GB,
    {"1": "person", "2": "enterprise", "3": "institution", "4": "social_org", "5": "government", "6": "other"},
)  # fmt: skip
APPLICANT_NATIONAL = CodeList(
    "服务对象", NATIONAL,
    {"1": "person", "2": "enterprise", "3": "institution", "4": "social_org", "5": "unincorporated", "6": "government", "7": "other"},
)  # fmt: skip
CASE_KIND = CodeList("办件类型", GB, {"1": "instant", "2": "promised"})
EXAMINATION = CodeList("审查类型", NATIONAL, {"1": "at_once", "2": "steps"})
CHANNEL_GB = CodeList("办理形式", GB, {"1": "window", "2": "web", "3": "mobile", "4": "post", "9": "other"})
AUTHORITY_GB = CodeList(
    "实施主体性质", GB, {"1": "statutory", "2": "authorised", "3": "entrusted", "9": "other"},
)  # fmt: skip
POWER_NATIONAL = CodeList(
    "权力来源", NATIONAL,
    {"1": "own", "2": "devolved", "3": "authorised_above", "4": "authorised_peer", "5": "entrusted_above", "6": "entrusted_peer"},
)  # fmt: skip
STATE_NATIONAL = CodeList("事项状态", NATIONAL, {"1": "published", "2": "paused", "3": "withdrawn"})
LIMIT_UNIT = CodeList(
    "时限单位", "国家交换库",
    {"工作日": "working_day", "自然日": "natural_day", "月": "month", "小时": "hour", "无": "none"},
)  # fmt: skip

ALL = (
    LEVEL_GB, LEVEL_NATIONAL, SCOPE_GB, SCOPE_NATIONAL, APPLICANT_GB, APPLICANT_NATIONAL, CASE_KIND, EXAMINATION,
    CHANNEL_GB, AUTHORITY_GB, POWER_NATIONAL, STATE_NATIONAL, LIMIT_UNIT,
)  # fmt: skip


def translated(code: str, source: CodeList, target: CodeList) -> str:
    """A code of one standard as the code of another for the same thing."""
    return target.write(source.read(code))


def closing_kind(result_name: str) -> str:
    """办结方式 as the national checkers read it from the result's name: 证 → 出证办结, 批复 → 审批办结, 文 → 出文办结."""
    name = result_name.rstrip("）)》】 ")
    if name.endswith("批复"):
        return "审批办结"
    if name.endswith(("证", "证书", "执照", "证明", "凭证")):
        return "出证办结"
    return "出文办结" if name.endswith(("文", "文件", "决定书", "通知书", "意见书", "公文")) else ""
