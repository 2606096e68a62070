"""What was rated in the demonstration hall before you came: two months of ratings, bad ones in every state.

Made through the verbs at their own moments, so that steps, clocks and figures are as after real work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from complaints.models import Rating, Rectification
from complaints.rating_tokens import again_token_for, token_for
from complaints.states import RatingChannel
from complaints.verbs import rating_appeals, rectifying
from complaints.verbs.rating_again import rate_again
from complaints.verbs.ratings import invite, rate, time_out
from hall.config.demo.rated_people import people
from hall.kernel import clock
from hall.models import Hall, StaffMember, Window
from hall.permissions import system_person
from hall.queries.calendar import working_calendar
from hall.roles import Role
from matters.models import Matter
from queueing.models import Queue, Service, Ticket, TicketMatter

DAYS, EACH_DAY = 52, 3
WINDOWS = ("03", "05", "07", "08", "11", "12")
NAMES = ("医师执业注册（补证）", "购房资格核验", "小客车指标申请（普通指标申请）", "积分落户申报")
GOOD = {
    "very_satisfied": (58, ("510", "511", "517"), ("", "", "", "窗口同志讲得很清楚，一次就办好了。", "比上次快多了！")),
    "satisfied": (27, ("408", "411", "413"), ("", "", "材料清单写得明白。")),
    "basically_satisfied": (15, ("307", "309", "314"), ("", "等的时间有点长，办得还可以。")),
}
CHANNELS = (RatingChannel.PAD,) * 6 + (RatingChannel.QR, RatingChannel.KIOSK, RatingChannel.PHONE, RatingChannel.SMS)
TOLD = "已电话联系，办事人说窗口没有一次说清要带什么，跑了两趟。核对登记情况，基本属实。"
DONE = "窗口已向办事人道歉，补发一次性告知单；本周组织全体窗口学习一次性告知的规定，并把样表放到取号区。"
CALLED = "办事人认可整改，表示理解。"


@dataclass(frozen=True)
class Bad:
    """A bad rating of so many days ago, and what was done about it."""

    ago: int
    level: str
    tags: tuple[str, ...]
    words: str
    acts: tuple[str, ...] = ()


NOW = ("very_dissatisfied", ["109"], "还让我回家拿居住证明，指南上没写。")
BAD = (
    Bad(1, "dissatisfied", ("213",), "窗口对新政策不熟，问了三个人才说清楚。"),
    Bad(2, "very_dissatisfied", ("114",), "跑了三趟才收。", ("miss_rater",)),
    Bad(9, "dissatisfied", ("212",), "网上约好了，到大厅又重新排队。"),
    Bad(4, "dissatisfied", ("214",), "叫了半天没人理，态度冷淡。", ("contact",)),
    Bad(6, "very_dissatisfied", ("115",), "", ("contact", "appeal")),
    Bad(8, "dissatisfied", ("209",), "说好十天，过了还没办好。", ("contact", "rectify")),
    Bad(13, "dissatisfied", ("207",), "没有样表，填了三遍。", ("contact", "rectify", "again_bad", "unhappy")),
    Bad(20, "dissatisfied", ("208",), "没给清单。", ("contact", "rectify", "again_good", "call_back", "close")),
    Bad(24, "dissatisfied", ("207",), "", ("contact", "rectify", "again_good", "call_back", "close")),
    Bad(25, "dissatisfied", ("213",), "问了两个窗口答复不一样。", ("contact", "rectify", "call_back", "close")),
    Bad(27, "very_dissatisfied", ("113",), "来回跑了两个窗口。", ("contact", "rectify", "call_back", "close")),
    Bad(33, "dissatisfied", ("214",), "评错了窗口。", ("contact", "appeal", "uphold", "rectify", "call_back", "close")),
    Bad(36, "dissatisfied", (), "", ("contact", "rectify", "again_good", "call_back", "close")),
    Bad(40, "dissatisfied", ("210",), "同样的复印件交了两次。", ("contact", "rectify", "call_back", "close")),
    Bad(44, "dissatisfied", ("213",), "", ("contact", "rectify", "again_good", "call_back", "close")),
    Bad(47, "very_dissatisfied", ("111",), "样本填错了。", ("contact", "rectify", "again_good", "call_back", "close")),
)  # fmt: skip


def load_ratings(hall: Hall) -> int:
    """Ratings of the days before today, once; nothing where there is no catalogue or somebody rated before."""
    matters = list(Matter.objects.filter(name__in=NAMES).order_by("code"))
    if not matters or Rating.objects.of(hall).exists():
        return 0
    past = Past(hall, matters)
    for ago in range(DAYS, 0, -1):
        for turn in range(EACH_DAY + ago % 3):
            past.good(ago, turn)
    for bad in BAD:
        past.bad(bad)
    past.just_now()
    return Rating.objects.of(hall).count()


class Past:
    """The days before today, made again."""

    def __init__(self, hall: Hall, matters: list[Matter]) -> None:
        self.hall, self.matters, self.random = hall, matters, Random(20261122)
        self.queue = Queue.objects.of(hall).get(code="comprehensive")
        self.windows = list(Window.objects.of(hall).filter(code__in=WINDOWS).order_by("code"))
        self.manager = StaffMember.objects.filter(hall=hall, roles__contains=[Role.HALL_MANAGER]).first()
        self.supervisor = StaffMember.objects.filter(hall=hall, roles__contains=[Role.SUPERVISOR]).first()
        self.public, self.serial = system_person("public"), 0
        self.people = people(by=StaffMember.objects.get(hall=hall, username="guide01"))

    def good(self, ago: int, turn: int) -> None:
        """A service that is rated well, or not at all."""
        weights = [weight for weight, _, _ in GOOD.values()]
        level = self.random.choices(list(GOOD), weights)[0] if self.random.random() < 0.78 else ""
        _, tags, words = GOOD.get(level, (0, (), ()))
        moment = self.moment(ago, 9 + turn * 2 % 8)
        chosen = self.random.sample(tags, 1) if tags and self.random.random() < 0.6 else []
        self.rated(moment, level, chosen, self.random.choice(words) if words else "")

    def bad(self, bad: Bad) -> None:
        """A bad rating and its loop, each act at its own hour."""
        moment = self.moment(bad.ago, 15)
        rating = self.rated(moment, bad.level, list(bad.tags), bad.words)
        number = Rectification.objects.get(rating=rating).number
        for days, act in enumerate(bad.acts, 1):
            with clock.frozen(moment + timedelta(days=days)):
                self.act(act, number, rating)

    def just_now(self) -> None:
        """One of this minute, whose tag the system checked against the standard now in force."""
        level, tags, words = NOW
        self.rated(clock.now() - timedelta(minutes=1), level, tags, words)

    def act(self, act: str, number: str, rating: Rating) -> None:
        at: dict[str, Any] = {"hall": self.hall, "number": number, "by": self.manager}
        over = {**at, "by": self.supervisor}
        token = again_token_for(rating.pk)
        acts: dict[str, Callable[[], Any]] = {
            "miss_rater": lambda: rectifying.miss_rater(**at),
            "contact": lambda: rectifying.contact_rater(words=TOLD, **at),
            "rectify": lambda: rectifying.rectify(finding="partly", measures=DONE, **at),
            "appeal": lambda: rating_appeals.lodge_appeal(
                side="window", reason="当时本窗口没有开放，办事人可能评错了窗口，请调录像核实。", **at
            ),
            "uphold": lambda: rating_appeals.decide_appeal(
                upheld=True, reason="调取当日录像和叫号记录，办事人是在旁边窗口办理的，申诉成立。", **over
            ),
            "again_good": lambda: rate_again(token=token, level="satisfied", channel="sms", by=self.public),
            "again_bad": lambda: rate_again(
                token=token, level="dissatisfied", words="只道了歉，样表还是没有。", channel="sms", by=self.public
            ),
            "call_back": lambda: rectifying.call_back(outcome="satisfied", words=CALLED, **over),
            "unhappy": lambda: rectifying.call_back(
                outcome="dissatisfied", words="办事人说样表还没放出来，要求尽快。", **over
            ),
            "close": lambda: rectifying.close(words="已整改、已回访，办事人认可，予以办结。", **over),
        }
        acts[act]()

    def moment(self, ago: int, hour: int) -> datetime:
        """An hour of the last working day at or before so many days ago."""
        day, calendar = clock.today() - timedelta(days=ago), working_calendar()
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        return datetime.combine(day, time(hour, self.random.randrange(60)), clock.BEIJING)

    def rated(self, moment: datetime, level: str, tags: list[str], words: str) -> Rating:
        """A visit that ended at this moment, and its rating a minute later (or none, until the link ran out)."""
        service = self.service(moment)
        with clock.frozen(moment):
            rating, _ = invite(service_id=service.pk)
        with clock.frozen(moment + timedelta(minutes=1)):
            if level:
                channel = self.random.choice(CHANNELS)
                token = token_for(service.pk)
                return rate(token=token, level=level, tags=tags, words=words, channel=channel, by=self.public)
        if rating.expires_at <= clock.now():
            time_out(rating_id=rating.pk, by=system_person("ratings"))
        return rating

    def service(self, ended: datetime) -> Service:
        """One finished visit; the telephone is known to the counter only, so nobody is sent a message."""
        self.serial += 1
        window = self.random.choice(self.windows)
        start = ended - timedelta(minutes=self.random.randint(6, 18))
        came = start - timedelta(minutes=self.random.randint(3, 25))
        ticket = Ticket.objects.create(
            hall=self.hall,
            queue=self.queue,
            day=ended.date(),
            serial=9000 + self.serial,
            number=f"{'A' if ended.date() < clock.today() else 'Y'}{self.serial:03d}",
            token=f"demo-rated-{self.serial:04d}-{self.random.getrandbits(128):032x}"[:43],
            party=self.people[self.serial % len(self.people)],
            channel="kiosk",
            state="finished",
            position=-self.serial,
            issued_at=came,
            queued_at=came,
        )
        matter = self.matters[self.serial % len(self.matters)]
        TicketMatter.objects.create(ticket=ticket, matter=matter, order=1)
        clerk = StaffMember.objects.filter(hall=self.hall, username__endswith=f"ck{window.code}").first()
        return Service.objects.create(
            hall=self.hall,
            ticket=ticket,
            queue=self.queue,
            window=window,
            clerk=clerk,
            queued_at=came,
            called_at=start,
            started_at=start,
            ended_at=ended,
            outcome="finish",
        )
