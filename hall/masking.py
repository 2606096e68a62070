"""Masking: what a page shows of a person by default (王*、1****************X、138****1234)."""

import re

_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 "
    "慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 "
    "轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 "
    "公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 完颜 叶赫 那拉 钮祜"
)
COMPOUND_SURNAMES = frozenset(_SURNAMES.split())
SEPARATORS = "·•・‧∙ -"


def mask_name(name: str, *, organisation: bool = False) -> str:
    """The first character stays, each further one becomes a star; compound surnames keep both; dots and spaces stay.

    A name of one character is a star. Organisations are shown in full.
    """
    if organisation or not name:
        return name
    if len(name) == 1:
        return "*"
    kept = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:kept] + "".join(char if char in SEPARATORS else "*" for char in name[kept:])


def mask_id(number: str, *, id_type: str = "") -> str:
    """First and last character; a credit code is public and stays."""
    if id_type == "credit_code" or not number:
        return number
    if len(number) <= 4:
        return "*" * len(number)
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}"


def mask_phone(phone: str) -> str:
    """138****1234; a shorter number keeps only its last two digits."""
    if len(phone) >= 11:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > 4 else "*" * len(phone)


def mask_address(address: str) -> str:
    """Down to the district: 北京市通州区****."""
    if not address:
        return ""
    found = re.match(
        r"^(?:.{2,12}?(?:省|自治区|特别行政区))?(?:.{1,12}?(?:市|自治州|地区|盟))?.{1,12}?(?:区|县|旗|市)", address
    )
    return f"{found.group(0) if found else ''}****"
