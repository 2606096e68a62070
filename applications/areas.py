"""Names of the areas whose departments decide (GB/T 2260, Beijing); other codes are shown as they are."""

ELSEWHERE = "elsewhere"
DISTRICTS = {
    "110101": "东城区", "110102": "西城区", "110105": "朝阳区", "110106": "丰台区", "110107": "石景山区", "110108": "海淀区",
    "110109": "门头沟区", "110111": "房山区", "110112": "通州区", "110113": "顺义区", "110114": "昌平区", "110115": "大兴区",
    "110116": "怀柔区", "110117": "平谷区", "110118": "密云区", "110119": "延庆区",
}  # fmt: skip


def area_name(code: str) -> str:
    """The area in words: a district by name, a street or village of it with its code."""
    if code == ELSEWHERE:
        return "其他地方"
    district = DISTRICTS.get(code[:6], "")
    if len(code) <= 6 or not code[6:].strip("0"):
        return district or code
    return f"{district}（{code}）" if district else code
