"""How a call is said aloud: the names of recorded clips in their order. A function of values."""

CHIME = "chime"
LARGEST_NUMBER_SAID = 99


def said(
    number: str, window: str, *, is_issuing: bool = False, again: bool = False, english: bool = False
) -> list[str]:
    """请 A 0 2 3 号 到 3 号窗口: once, without its chime; English follows where it is switched on."""
    clips = [*(["again"] if again else []), "please", *spelt(number), "hao", "to", *_counter(window, is_issuing)]
    return [*clips, *_in_english(number, window)] if english else clips


def said_shortly(number: str, window: str, *, is_issuing: bool = False) -> list[str]:
    """A 0 2 3 到 3 号窗口: when many calls wait to be said."""
    return [*spelt(number), "to", *_counter(window, is_issuing)]


def all_clips() -> dict[str, tuple[str, str]]:
    """Every clip with the voice that says it and what it says: pinyin with tones, or English."""
    mandarin = {
        "again": "zai4 ci4",
        "please": "qing3",
        "hao": "hao4",
        "to": "dao4",
        "window": "hao4 chuang1 kou3",
        "issuing": "chu1 jian4",
        "ten": "shi2",
        **{
            str(n): word
            for n, word in enumerate(["ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"])
        },
    }
    english = {
        "en-ticket": "number",
        "en-to": "please go to counter",
        "en-issuing": "please collect at counter",
        **{
            f"en-{n}": word
            for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
        },
        **{letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    }
    return {name: ("cmn-latn-pinyin", word) for name, word in mandarin.items()} | {
        name: ("en-us", word) for name, word in english.items()
    }


def spelt(characters: str) -> list[str]:
    """Letters and digits one by one."""
    return [each for each in characters.upper() if each.isascii() and each.isalnum()]


def _counter(window: str, is_issuing: bool) -> list[str]:
    return [*(["issuing"] if is_issuing else []), *_numeral(window), "window"]


def _numeral(window: str) -> list[str]:
    """12 is 十二, 31 三十一; what is larger or holds letters is spelt."""
    if not window.isascii() or not window.isdigit() or not 0 < int(window) <= LARGEST_NUMBER_SAID:
        return spelt(window)
    tens, ones = divmod(int(window), 10)
    before = [] if tens == 0 else ["ten"] if tens == 1 else [str(tens), "ten"]
    return [*before, *([str(ones)] if ones else [])]


def _in_english(number: str, window: str) -> list[str]:
    return ["en-ticket", *_english(number), "en-to", *_english(window.lstrip("0") or window)]


def _english(characters: str) -> list[str]:
    return [f"en-{each}" if each.isdigit() else each for each in spelt(characters)]
