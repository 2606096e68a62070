"""Catalogue tables: what is written is read back the same, and every fault is told by row and column in words."""

import zipfile

import pytest

from matters.catalogue_file.assembling import assemble
from matters.catalogue_file.columns import MATERIAL_COLUMNS, MATERIALS, MATTER_COLUMNS, MATTERS
from matters.catalogue_file.csv_tables import csv_tables
from matters.catalogue_file.escaping import escaped, joined_lines, joined_parts, split_lines, split_parts, unescaped
from matters.catalogue_file.shape import LINE, MATERIAL, MATERIAL_OPTIONAL, OPTIONAL
from matters.catalogue_file.tables import UnreadableFile
from matters.catalogue_file.xlsx_tables import xlsx_tables
from tests.matters.lines import CREDIT_CODE, a_line
from tests.matters.tables import csv_pair, repacked, rows_of, with_cell, workbook, xlsx

DEPARTMENTS = {CREDIT_CODE: "scjgj"}


def read(tables):
    return assemble(tables, DEPARTMENTS)


def said(folder, matters, materials):
    """What the reader says of these sheets."""
    return "\n".join(str(problem) for problem in read(csv_tables(*csv_pair(folder, matters, materials)))[1])


def the_same(rows, lines):
    for row, line in zip(rows, lines, strict=True):
        assert {field: row[field] for field in line if field != "materials"} | {"materials": line["materials"]} == line
        for material, expected in zip(row["materials"], line["materials"], strict=True):
            assert {field: material[field] for field in expected} == expected


STRANGE = a_line(
    3,
    name="=1+1｜奇怪的名称",
    aliases=["-开店", "@店、铺|行", "'=引号", "反\\斜杠"],
    conditions=["+86 境外电话可以登记", "两行\n的条件"],
    fee={"charged": True, "standard": "每件 10 元", "basis": "京价〔2026〕1 号", "item": "工本费", "pay_online": True},
    legal_basis=[{"law": "《甲法》", "article": "", "quote": "第一条\n第二款"}],
    special_procedures=[{"kind": "experts", "days": 10, "note": "书面告知"}, {"kind": "hearing", "days": 0}],
    faq=[{"question": "要多久？", "answer": "三天"}],
    channels=["window", "web", "post"],
    takes_appointments=True,
    power_source="entrusted_peer",
    entrusted_by="市局",
    daily_appointments=20,
    process=[{"step": step, "days": 2, "by": "甲|乙｜丙"} for step in ("受理", "审核", "审批", "办结", "送达")],
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_a_csv_pair_comes_back_as_it_was_in_every_encoding_a_hall_meets(tmp_path, encoding):
    lines = [a_line(1), a_line(2, statutory_limit=None, statutory_unit="none"), STRANGE]
    rows, problems = read(csv_tables(*csv_pair(tmp_path, *rows_of(*lines), encoding=encoding)))
    assert [str(problem) for problem in problems] == []
    the_same(rows, lines)


def test_a_workbook_comes_back_as_it_was(tmp_path):
    lines = [a_line(1), STRANGE]
    rows, problems = read(xlsx_tables(xlsx(tmp_path, workbook(*rows_of(*lines)))))
    assert [str(problem) for problem in problems] == []
    the_same(rows, lines)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "'=1", "''@x", "'ordinary", "plain", ""])
def test_formulae_are_escaped_so_that_they_come_back(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t"))


def test_lists_in_a_cell_come_back():
    items = ["a\\n", "两\n行", "x|y｜z", "\\"]
    assert split_lines(joined_lines(items)) == items
    assert split_parts(joined_parts([items, ["a", "", "c"]])) == [items, ["a", "", "c"]]


def test_every_field_of_a_line_has_its_column():
    dates_of_drafts = {"planned_from", "planned_until"}
    assert {column.path.partition(".")[0] for column in MATTER_COLUMNS} | {"materials"} == {
        *LINE,
        *OPTIONAL,
    } - dates_of_drafts
    assert {column.path for column in MATERIAL_COLUMNS} - {"code"} == {*MATERIAL, *MATERIAL_OPTIONAL}


def test_headings_are_known_in_chinese_by_their_national_name_and_in_any_order(tmp_path):
    matters, materials = rows_of()
    matters[0] = [
        title.partition("(")[0] + "＊" if i % 2 else title[:-1].partition("(")[2] for i, title in enumerate(matters[0])
    ]
    matters = [list(reversed(row)) for row in matters]
    assert said(tmp_path, matters, materials) == ""


def test_missing_unknown_and_repeated_columns_are_named(tmp_path):
    matters, materials = rows_of()
    words = said(tmp_path, [row[:3] + row[4:] for row in matters], materials)
    assert "事项表第 1 行“事项名称”：缺少这一列" in words
    assert "模板里没有这一列" in said(tmp_path, [[*row, "颜色"] for row in matters], materials)
    assert "出现了两次" in said(tmp_path, [[*row, row[0]] for row in matters], materials)


WRONG = [
    (MATTERS, "基本编码", "1.10131E+11", "科学计数法"),
    (MATTERS, "基本编码", "11013100100", "12 位数字"),
    (MATTERS, "实施编码", "11110000000026892F2110131001000", "校验位不符"),
    (MATTERS, "实施主体编码", "91110000000026892X", "没有这个统一社会信用代码的部门"),
    (MATTERS, "事项类型", "行政处罚", "只能写 行政许可"),
    (MATTERS, "事项类型", "", "不能为空"),
    (MATTERS, "行使层级", "市里", "只能写"),
    (MATTERS, "服务对象", "企业法人、外星人", "只能写 自然人（1）"),
    (MATTERS, "承诺办结时限", "25", "承诺时限长于法定时限"),
    (MATTERS, "承诺办结时限", "七天", "应为 0 到 1000 之间的整数"),
    (MATTERS, "承诺办结时限", "0", "承诺件应大于 0"),
    (MATTERS, "法定办结时限", "", "有法定时限就要写单位"),
    (MATTERS, "是否收费", "是", "收费标准和收费依据"),
    (MATTERS, "是否收费", "也许", "只能写“是”或“否”"),
    (MATTERS, "网办深度", "Ⅳ级", "到现场次数应为 0"),
    (MATTERS, "监督投诉电话", "010-82691213", "与咨询电话相同"),
    (MATTERS, "办理流程", "受理｜三天｜窗口", "之间的整数"),
    (MATTERS, "办理流程", "受理｜1｜窗口", "缺少审核、审批、办结、送达"),
    (MATTERS, "受理条件", "短\n" + "长" * 501, "第 2 项超过 500 个字"),
    (MATTERS, "设定依据", "｜第一条", "第 1 项的法律名称不能为空"),
    (MATTERS, "受理条件", "法律、法规规定的其他条件", "兜底条款"),
    (MATERIALS, "材料名称", "其他材料", "兜底条款"),
    (MATERIALS, "材料类型", "照片", "只能写 原件"),
    (MATERIALS, "必要性", "情形必要", "何种情形"),
    (MATERIALS, "可容缺", "是", "补交期限"),
    (MATERIALS, "事项编码", "X" * 31, "事项表里没有这个编码"),
    (MATERIALS, "受理标准", "长" * 501, "超过 500 个字"),
]


@pytest.mark.parametrize(("sheet", "heading", "value", "what"), WRONG)
def test_a_fault_is_told_by_row_and_column_with_what_stands_there(tmp_path, sheet, heading, value, what):
    matters, materials = rows_of()
    if sheet == MATTERS:
        matters = with_cell(matters, MATTERS, 3, heading, value)
    else:
        materials = with_cell(materials, MATERIALS, 3, heading, value)
    problems = read(csv_tables(*csv_pair(tmp_path, matters, materials)))[1]
    told = [problem for problem in problems if what in problem.what]
    assert told, [str(problem) for problem in problems]
    assert told[0].sheet == sheet and told[0].line == 3 and told[0].column
    assert "（" in told[0].where and "列）" in told[0].where


def test_a_promise_in_another_unit_is_compared_with_the_law(tmp_path):
    matters, materials = rows_of()
    matters = with_cell(matters, MATTERS, 2, "法定办结时限单位", "自然日")
    matters = with_cell(matters, MATTERS, 2, "承诺办结时限单位", "月")
    matters = with_cell(matters, MATTERS, 2, "承诺办结时限", "2")
    assert "“承诺办结时限”" in said(tmp_path, matters, materials) and "长于法定时限" in said(
        tmp_path, matters, materials
    )


def test_repeated_codes_and_names_are_told(tmp_path):
    matters, materials = rows_of()
    assert "与第 2 行重复" in said(tmp_path, [*matters, matters[1]], materials)


def test_a_parent_without_a_leaf_is_not_taken(tmp_path):
    matters, materials = rows_of()
    words = said(tmp_path, matters, [materials[0], *[row for row in materials[1:] if row[0] != materials[1][0]]])
    assert "没有这一事项的材料" in words and "上级事项" in words


def test_a_matter_with_handling_items_is_not_itself_applied_for(tmp_path):
    code = a_line(1)["implementation_code"]
    leaf = a_line(1, handling_code=code + "01", name="食品经营许可（补证）")
    assert "该实施编码下有办理项" in said(tmp_path, *rows_of(a_line(1), leaf))


def broken(what, read_tables):
    with pytest.raises(UnreadableFile) as refused:
        read_tables()
    assert what in refused.value.problem.what, refused.value.problem.what
    assert refused.value.problem.todo


def test_files_that_are_no_csv_are_refused_in_words(tmp_path):
    matters, materials = csv_pair(tmp_path, *rows_of())
    for content, what in (
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04xxxx", "XLSX"),
        (b"\xd0\xcf\x11\xe0", "旧版 XLS"),
        (b"a\x00b\x00", "空字节"),
        (b"\xff\xff\xfe\x80\x80", "编码读不懂"),
        (b"\x07\x08\x01", "控制字符"),
        (b"", "空文件"),
        (b'"x' * 200_000, "不是有效的 CSV"),
    ):
        matters.write_bytes(content)
        broken(what, lambda: csv_tables(matters, materials))


def test_formulae_and_merged_cells_in_a_workbook_are_named(tmp_path):
    book = workbook(*rows_of())
    book["事项"]["O2"] = "=2*10"
    problems = read(xlsx_tables(xlsx(tmp_path, book)))[1]
    assert any("这一格是公式" in p.what and p.column == "O" and p.value == "=2*10" for p in problems)
    book = workbook(*rows_of())
    book["材料"].merge_cells("A2:A3")
    broken("合并单元格：A2:A3", lambda: xlsx_tables(xlsx(tmp_path, book)))


def test_workbooks_that_are_none_are_refused_in_words(tmp_path):
    path = xlsx(tmp_path, workbook(*rows_of(), titles=("事项", "资料")))
    broken("没有名为“材料”的工作表", lambda: xlsx_tables(path))
    whole = xlsx(tmp_path).read_bytes()
    for content, what in (
        (b"hello", "不是 XLSX"),
        (b"\xd0\xcf\x11\xe0", "旧版"),
        (whole[:4000], "损坏"),
        (b"PK\x03\x04", "损坏"),
    ):
        path.write_bytes(content)
        broken(what, lambda: xlsx_tables(path))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("hello.txt", "hello")
    broken("没有工作簿", lambda: xlsx_tables(path))


def test_a_zip_bomb_entities_macros_and_too_many_parts_are_refused(tmp_path):
    bomb = repacked(xlsx(tmp_path), xl__worksheets__sheet9_xml=b"<worksheet>" + b" " * 300_000_000 + b"</worksheet>")
    assert bomb.stat().st_size < 1_000_000
    broken("压缩炸弹", lambda: xlsx_tables(bomb))
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    broken("实体声明", lambda: xlsx_tables(repacked(xlsx(tmp_path), xl__sharedStrings_xml=laughs)))
    broken("宏", lambda: xlsx_tables(repacked(xlsx(tmp_path), xl__vbaProject=b"x")))
    many = {f"xl__part{number}_xml": b"<x/>" for number in range(250)}
    broken("部件", lambda: xlsx_tables(repacked(xlsx(tmp_path), **many)))


def test_too_many_rows_are_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("matters.catalogue_file.tables", fromlist=["x"]).MOST_LINES, MATTERS, 1)
    matters, materials = csv_pair(tmp_path, *rows_of())
    broken("事项表超过 1 行", lambda: csv_tables(matters, materials))
