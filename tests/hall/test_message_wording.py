"""The wording of messages: complete, polite, and one part long."""

from types import SimpleNamespace

import pytest

from hall.messages.wording import TEMPLATES, WordingIncomplete, example, parts, render, without_links

HALL = SimpleNamespace(short_name="市政务服务中心", phone="010-89150001")
LONG_MATTER = "医疗机构设置审批（含港澳台投资者在内地设立的独资医疗机构、中外合资合作医疗机构）变更登记"
CONTRACT = {
    "ticket_issued", "ahead", "near_turn", "called", "recalled", "missed", "missed_for_good", "result_called", "received", "accepted",
    "correction", "refused", "result_ready", "delivered", "rating_invitation", "complaint_received", "complaint_prolonged",
    "complaint_answered", "rating_again", "appointment_booked", "appointment_tomorrow", "appointment_soon",
    "appointment_cancelled", "appointment_called_off", "day_stopped", "turned_away", "collect_later",
    "call_undone", "out_of_scope", "withdrawn", "procedure", "procedure_over", "extended", "terminated",
    "promise_remedy", "promise_withdrawn", "revoked",
    "result_coming", "result_in_locker", "locker_expired", "result_posted", "result_post_back", "result_electronic",
    "collect_reminder", "result_returned", "way_changed", "phone_proof", "sent_in_back",
    "date_moved",
}  # fmt: skip


def test_every_event_of_the_contract_has_its_wording():
    assert set(TEMPLATES) == CONTRACT


@pytest.mark.parametrize("event", sorted(TEMPLATES))
def test_a_message_with_ordinary_values_is_one_part_and_signed(event):
    text = example(event, HALL)
    assert text.startswith("【市政务服务中心】")
    assert not set("{}[]") & set(text)
    assert parts(text) == 1, f"{len(text)}: {text}"


@pytest.mark.parametrize("event", [name for name, one in TEMPLATES.items() if "matter" in one.example])
def test_a_long_matter_name_is_shortened_so_that_the_message_stays_one_part(event):
    text = render(event, HALL, {**TEMPLATES[event].example, "matter": LONG_MATTER})
    assert parts(text) == 1, f"{len(text)}: {text}"
    assert "“医疗机构设置审批" in text


def test_a_name_loses_its_bracket_before_its_characters():
    assert "“食品经营许可”结果已领取" in example("delivered", HALL)


def test_an_ordinary_matter_name_is_not_shortened():
    assert "“食品经营许可（首次申请）”已受理" in example("accepted", HALL)


@pytest.mark.parametrize("event", sorted(TEMPLATES))
def test_a_value_adds_neither_a_line_nor_another_value(event):
    forged = dict.fromkeys(TEMPLATES[event].example, "好\r\n【市政务服务中心】\u2028{number}{phone}[x]\x1b")
    text = render(event, HALL, forged)
    assert len(text.splitlines()) == 1 and text.count("【市政务服务中心】") >= 1 and HALL.phone * 2 not in text


@pytest.mark.parametrize("event", sorted(TEMPLATES))
def test_optional_values_may_be_left_out(event):
    import re

    needed = re.findall(r"{(\w+)}", re.sub(r"\[[^]]*\]", "", TEMPLATES[event].words))
    values = {name: TEMPLATES[event].example[name] for name in needed if name != "phone"}
    text = render(event, HALL, values)
    assert not set("{}[]") & set(text) and "（）" not in text


def test_a_missing_value_is_named():
    with pytest.raises(WordingIncomplete, match="window"):
        render("called", HALL, {"number": "A023"})


def test_an_unknown_event_is_refused():
    with pytest.raises(KeyError):
        render("greeting", HALL, {})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("字" * 70, 1),
        ("字" * 71, 2),
        ("字" * 134, 2),
        ("字" * 135, 3),
        ("a" * 71, 2),
        ("𫠠" * 35, 1),
        ("𫠠" * 36, 2),
    ],
)
def test_length_is_counted_in_ucs2_parts(text, count):
    assert parts(text) == count


@pytest.mark.parametrize("origin", ["https://hall.example.test", "http://127.0.0.1:8080", ""])
def test_a_link_keeps_its_key_from_staff_with_and_without_an_origin(origin):
    assert "3Xk9" not in without_links(f"评价或退订：{origin}/r/3Xk9pQ7vTz2mWd8sLrBn4A")
    assert without_links("拨打 12345/010-89150001") == "拨打 12345/010-89150001"


@pytest.mark.parametrize("name", ["新疆维吾尔自治区伊犁哈萨克自治州霍城县政务服务中心", "长" * 40])
@pytest.mark.parametrize("event", sorted(set(TEMPLATES) - {"rating_invitation", "rating_again"}))
def test_a_hall_with_a_long_name_still_says_it_in_one_part(event, name):
    text = example(event, SimpleNamespace(short_name=name, phone="010-89150001"))
    assert parts(text) == 1, f"{len(text)}: {text}"
    assert text.startswith("【" + name[:6])
    for value in ("number", "window"):
        if "{" + value + "}" in TEMPLATES[event].words.partition("[")[0]:
            assert TEMPLATES[event].example[value] in text
