"""Which picture stands for a theme, a desk or a choice at the kiosk: nobody must read to find it. Functions of values."""

THEMES = {
    "工程建设": "building",
    "文体旅游": "ball",
    "医疗卫生": "cross",
    "社会保障": "shield",
    "商贸流通": "shop",
    "公安司法": "police",
    "就业创业": "work",
    "人才服务": "talent",
    "农林牧渔": "wheat",
    "交通出行": "car",
    "住房保障": "house",
    "设立变更": "stamp",
    "财税金融": "money",
    "环保绿化": "leaf",
    "应急安全": "fire",
    "教育科研": "book",
    "民政婚育": "family",
    "质量技术": "gauge",
    "投资审批": "chart",
    "知识产权": "bulb",
}
DESKS = {"consulting": "ask", "unresolved": "stuck", "package": "box", "foreign": "globe", "green_lane": "crane"}
CHOICES = ("ticket", "progress", "faces")
OTHER = "more"


def picture_of(name: str) -> str:
    """The picture of a theme by its name or of a desk by its kind; what is not known has four squares."""
    known = THEMES | DESKS | {choice: choice for choice in CHOICES}
    return known.get(name, OTHER)
