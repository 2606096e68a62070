"""The official list of holidays: read from the notice's own words or from a table, and checked before it is used."""

from datetime import date, timedelta

import chinese_calendar

from hall.official_list import read_notice, read_table

# 国务院办公厅关于2026年部分节假日安排的通知, the days as announced
NOTICE_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""


def test_the_words_of_the_notice_give_the_days_that_the_library_knows():
    found = read_notice(NOTICE_2026, 2026)
    assert not found.problems and not found.doubts
    listed, day = {one.day: one.works for one in found.days}, date(2026, 1, 1)
    while day.year == 2026:
        assert listed.get(day, day.weekday() < 5) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_the_wrong_year_is_noticed_by_its_weekdays():
    assert any("年份选错了吗" in words for words in read_notice(NOTICE_2026, 2027).problems)


def test_a_total_that_does_not_fit_and_a_missing_holiday_are_named():
    wrong = NOTICE_2026.replace("共9天", "共8天").replace("三、清明节", "三、某某节")
    problems = read_notice(wrong, 2026).problems
    assert any("共 8 天，按日期是 9 天" in words for words in problems)
    assert any("没有找到“清明”" in words for words in problems)


def test_new_years_days_may_begin_in_december():
    found = read_notice("一、元旦：2022年12月31日（周六）至2023年1月2日（周一）放假调休，共3天。", 2023)
    assert [one.day for one in found.days] == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]


def test_a_table_names_each_line_that_cannot_be_read():
    rows = [
        ["日期", "安排", "节日"],
        ["2027-01-01", "放假", "元旦"],
        ["2027/2/30", "放假", "春节"],
        ["2027-03-01", "也许", ""],
    ]
    found = read_table(rows, 2027)
    assert [one.day for one in found.days] == [date(2027, 1, 1)]
    assert sum("看不懂" in words for words in found.problems) == 2


def test_a_weekday_is_no_make_up_day_and_no_day_is_both():
    rows = [["2027-01-04", "上班", "元旦"], ["2027-01-01", "放假", "元旦"], ["2027-01-01", "上班", "元旦"]]
    problems = "".join(read_table(rows, 2027).problems)
    assert "不应列为调休上班" in problems and "既写了放假又写了上班" in problems


def test_nothing_readable_says_what_is_expected():
    assert "请粘贴通知全文" in read_notice("没有日期", 2027).problems[0]
