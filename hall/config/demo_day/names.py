"""Invented names, as they come to a counter: short and long, with a dot, with rare characters, from abroad."""

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚"
    "谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟")
_GIVEN = (
    "伟 芳 娜 敏 静 磊 洋 艳 杰 涛 超 霞 平 刚 桂英 秀兰 建华 文静 子涵 雨欣 浩宇 梓轩 一诺 思远 嘉怡 志强 海燕 玉梅 国庆 建军 "
    "晓东 春燕 立波 永胜 淑珍 凤英 振宇 佳琪 欣妍 可馨 书豪 天佑 若曦 沐阳 景天 乐怡 怀瑾 知行 映雪 承志"
)
GIVEN = _GIVEN.split()
WITH_DOT = (
    "阿依古丽·买买提", "迪丽努尔·艾合买提", "买合木提江·阿不都热依木·吐尔逊", "巴特尔·苏和", "卓玛·次仁",
)  # fmt: skip
RARE = ("李䶮", "王𬀩", "张㛃", "𫖯文彬", "赵𬭊", "闫喆", "陈𠅤", "刘淼淼", "朱㻞")
FOREIGN = ("MARIA FERNANDEZ LOPEZ", "JOHN A. SMITH", "O'BRIEN SEAN PATRICK", "ПЕТРОВА АННА", "NGUYEN VAN AN")
TOWNS = ("京禾", "通惠", "运河湾", "云杉", "青榆", "九棵树", "北苑", "潞河", "蓝汐", "启明星")
TRADES = (
    "餐饮管理",
    "信息技术",
    "医疗器械",
    "建筑装饰",
    "文化传播",
    "商贸",
    "人力资源服务",
    "物业管理",
    "食品",
    "幼儿托育",
)


def person(random: Random) -> str:
    """A name of a person with a resident identity card."""
    dice = random.random()
    if dice < 0.03:
        return random.choice(WITH_DOT)
    if dice < 0.06:
        return random.choice(RARE)
    surname = random.choice(DOUBLE_SURNAMES) if dice < 0.08 else random.choice(SURNAMES)
    return surname + random.choice(GIVEN)


def foreigner(random: Random) -> str:
    return random.choice(FOREIGN)


def company(random: Random) -> str:
    kind = random.choice(("有限公司", "有限公司", "有限责任公司", "中心（有限合伙）"))
    return f"北京{random.choice(TOWNS)}{random.choice(TRADES)}{kind}（演示）"
