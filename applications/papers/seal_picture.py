"""The picture of a seal, drawn from the department's name. It says itself that a system drew it."""

from html import escape

SIZE, MIDDLE = 200, 100
RED = "#c8161d"
FONT = "Noto Serif CJK SC, Source Han Serif SC, SimSun, serif"
STAR = "100,66 108.5,89 133,89.5 113.5,104.5 120.5,128 100,114 79.5,128 86.5,104.5 67,89.5 91.5,89"


def seal_svg(name: str, *, is_demonstration: bool) -> str:
    """Round, red, the name along the ring, a star, and below it what kind of seal it is."""
    words = "演示印章 无效" if is_demonstration else "电子印章"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}">'
        f'<g fill="none" stroke="{RED}"><circle cx="{MIDDLE}" cy="{MIDDLE}" r="96" stroke-width="5"/></g>'
        f'<polygon fill="{RED}" points="{STAR}"/>'
        f'<g fill="{RED}" font-family="{FONT}" font-weight="700" text-anchor="middle">'
        f'{"".join(_on_ring(name))}<text x="{MIDDLE}" y="152" font-size="15">{escape(words)}</text>'
        f'<text x="{MIDDLE}" y="170" font-size="10.5">系统生成</text></g></svg>'
    )


def _on_ring(name: str) -> list[str]:
    """Each character turned to its place, from left to right over the top."""
    letters = [letter for letter in name if not letter.isspace()][:34]
    size = min(24.0, 430 / max(len(letters), 1))
    step = min(24.0, 250 / max(len(letters) - 1, 1))
    first = -step * (len(letters) - 1) / 2
    y = MIDDLE - 76 + size * 0.36
    return [
        f'<text x="{MIDDLE}" y="{y:.1f}" font-size="{size:.1f}"'
        f' transform="rotate({first + place * step:.2f} {MIDDLE} {MIDDLE})">{escape(letter)}</text>'
        for place, letter in enumerate(letters)
    ]
