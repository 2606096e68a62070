"""What the kiosk says when somebody asks a page to be read: one sentence or two for each page, and the number spelt.

The clips are composed like those of the calls (`compose_voice`) and can be replaced by recordings of the same name.
"""

from queueing.voice import spelt

FOLDER, ENGLISH = "pages/", "en-"
MANDARIN, AMERICAN = "cmn-latn-pinyin", "en-us"
PAGES: dict[str, tuple[str, str, str]] = {
    "start": (
        "您好。取号请按最大的按钮，旁边可以查进度、评价或者投诉。需要帮忙，请按左下角的请人帮忙。",
        "nin2 hao3. qu3 hao4 qing3 an4 zui4 da4 de5 an4 niu3, hai2 ke3 yi3 cha2 jin4 du4, ping2 jia4 huo4 zhe3 tou2 su4. "
        "xu1 yao4 bang1 mang2, qing3 an4 zuo3 xia4 jiao3 de5, qing3 ren2 bang1 mang2.",
        "Hello. For a number, press the largest button. You can also check your progress, or rate and complain. "
        "For help, press the button at the lower left.",
    ),
    "closed": (
        "现在不取号，开放时间写在屏幕上。急事请到咨询台。",
        "xian4 zai4 bu4 qu3 hao4, kai1 fang4 shi2 jian1 xie3 zai4 ping2 mu4 shang4. ji2 shi4 qing3 dao4 zi1 xun2 tai2.",
        "No numbers are given now. The opening hours are on the screen. If it is urgent, please go to the help desk.",
    ),
    "choose": (
        "请选择要办的事。可以看图选主题，也可以按拼音的第一个字母。说不清办什么，请选咨询。",
        "qing3 xuan3 ze2 yao4 ban4 de5 shi4. ke3 yi3 kan4 tu2 xuan3 zhu3 ti2, ye3 ke3 yi3 an4 pin1 yin1 de5 di4 yi1 ge4 "
        "zi4 mu3. shuo1 bu4 qing1 ban4 shen2 me5, qing3 xuan3 zi1 xun2.",
        "Choose what you came for: by picture, or by first letter. If you are not sure, choose ask a question.",
    ),
    "questions": (
        "请回答屏幕上的问题，一次一个。不知道怎么选，可以跳过，到窗口再说。",
        "qing3 hui2 da2 ping2 mu4 shang4 de5 wen4 ti2, yi2 ci4 yi2 ge4. bu4 zhi1 dao4 zen3 me5 xuan3, ke3 yi3 tiao4 guo4, "
        "dao4 chuang1 kou3 zai4 shuo1.",
        "Answer the questions one by one. If you do not know, skip them and tell the clerk.",
    ),
    "identity": (
        "请把身份证放到读卡处，或者用数字键输入证件号码，只显示最后四位，请留意身后。手机可以不填。最后按取号。",
        "qing3 ba3 shen1 fen4 zheng4 fang4 dao4 du2 ka3 chu4, huo4 zhe3 yong4 shu4 zi4 jian4 shu1 ru4 zheng4 jian4 hao4 ma3, "
        "zhi3 xian3 shi4 zui4 hou4 si4 wei4, qing3 liu2 yi4 shen1 hou4. shou3 ji1 ke3 yi3 bu4 tian2. zui4 hou4 an4 qu3 hao4.",
        "Put your card on the reader, or type the number of your document. Only the last four characters are shown. "
        "Your phone is optional. Then press take a number.",
    ),
    "ticket": (
        "您的号码是",
        "nin2 de5 hao4 ma3 shi4",
        "Your number is",
    ),
    "ticket-next": (
        "请取走小票，到屏幕上写的区域等候，叫到时看大屏幕。",
        "qing3 qu3 zou3 xiao3 piao4, dao4 ping2 mu4 shang4 xie3 de5 qu1 yu4 deng3 hou4, jiao4 dao4 shi2 kan4 da4 ping2 mu4.",
        "Please take the slip and wait in the area shown. Your number will appear on the large screen.",
    ),
    "status": (
        "请输入办件编号，再输入手机或者证件的最后四位。编号在受理通知书和短信上。",
        "qing3 shu1 ru4 ban4 jian4 bian1 hao4, zai4 shu1 ru4 shou3 ji1 huo4 zhe3 zheng4 jian4 de5 zui4 hou4 si4 wei4. "
        "bian1 hao4 zai4 shou4 li3 tong1 zhi1 shu1 he2 duan3 xin4 shang4.",
        "Type the case number, then the last four characters of your phone or document. "
        "The case number is on your notice and in the message.",
    ),
    "voice": (
        "评价刚办完的服务，或者投诉。五个等级，没有预先选好的，您选哪个都可以。",
        "ping2 jia4 gang1 ban4 wan2 de5 fu2 wu4, huo4 zhe3 tou2 su4. wu3 ge4 deng3 ji2, mei2 you3 yu4 xian1 xuan3 hao3 de5, "
        "nin2 xuan3 na3 ge4 dou1 ke3 yi3.",
        "Rate the service you just had, or complain. There are five levels and none is chosen for you.",
    ),
    "progress": (
        "第一行是办到哪一步，下面写着您现在要做什么。看完请按完成。",
        "di4 yi1 hang2 shi4 ban4 dao4 na3 yi2 bu4, xia4 mian4 xie3 zhe5 nin2 xian4 zai4 yao4 zuo4 shen2 me5. "
        "kan4 wan2 qing3 an4 wan2 cheng2.",
        "The first line says how far your case is. Below it stands what you should do now. Press done when you have finished.",
    ),
    "which": (
        "请找到要评价的那次服务，需要时输入小票上的号码。",
        "qing3 zhao3 dao4 yao4 ping2 jia4 de5 na4 ci4 fu2 wu4, xu1 yao4 shi2 shu1 ru4 xiao3 piao4 shang4 de5 hao4 ma3.",
        "Find the service you want to rate. If asked, type the number on your slip.",
    ),
    "thanks": ("谢谢您的评价。", "xie4 xie5 nin2 de5 ping2 jia4.", "Thank you for your rating."),
    "appointment": (
        "预约签到。请放身份证，或者输入预约号，再按签到取号。",
        "yu4 yue1 qian1 dao4. qing3 fang4 shen1 fen4 zheng4, huo4 zhe3 shu1 ru4 yu4 yue1 hao4, zai4 an4 qian1 dao4 qu3 hao4.",
        "Check in for your appointment. Put your card on the reader or type the appointment number, then press check in.",
    ),
    "help": (
        "已经请人过来帮忙，请在这台机器旁边稍等。",
        "yi3 jing1 qing3 ren2 guo4 lai2 bang1 mang2, qing3 zai4 zhe4 tai2 ji1 qi4 pang2 bian1 shao1 deng3.",
        "Somebody is coming to help you. Please wait beside this machine.",
    ),
}


def page_clips() -> dict[str, tuple[str, str]]:
    """Every clip of the pages with the voice that says it and what it says, as `compose_voice` wants it."""
    mandarin = {f"{FOLDER}{page}": (MANDARIN, pinyin) for page, (_, pinyin, _) in PAGES.items()}
    english = {f"{FOLDER}{ENGLISH}{page}": (AMERICAN, words) for page, (_, _, words) in PAGES.items()}
    return mandarin | english


def read_aloud(page: str, *, number: str = "", english: bool = False) -> list[str]:
    """The clips of one page in their order; a ticket's page says its number in between."""
    before = f"{FOLDER}{ENGLISH}" if english else FOLDER
    clips = [f"{before}{page}"] if page in PAGES else []
    if clips and number:
        digits = [f"{ENGLISH}{one}" if english and one.isdigit() else one for one in spelt(number)]
        clips += [*digits, f"{before}{page}-next"]
    return clips
