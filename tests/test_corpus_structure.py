"""Structure of documents as they come: questions, attachments, tables, headings without numbers."""

import time

import pytest

from corpus.reading import compose
from corpus.records import Document

PLAN = """临江县推进托育服务实施方案
一、工作任务
附件：任务分工表
附件
临江县托育服务
任务分工表
单位：万元
序号 | 工作任务 | 责任单位 | 经费
1 | 新建托育中心三所 | 县卫生健康局 | 300
社会办托
2 | 培训保育人员 | 县人力资源社会保障局 | 20"""

QUESTIONS = """临江县公积金常见问题
问：如何提取公积金？
答：带身份证到窗口办理。
审核通过的，当日到账。
问：可以委托他人办理吗？答：可以，须持委托书。
咨询渠道
可以拨打热线电话，也可以到窗口咨询。
已经提取过，还能再次提取吗？
每年可以提取一次，两次间隔不少于十二个月。"""

NEWS = """临江县小学招生公告
县教育局发布了招生细则。
报名安排
网上报名为主，现场报名为辅
适龄儿童的监护人应当在五月登录平台填报信息。
提交材料后等待审核。
录取办法
报名人数超过计划的学校实行电脑派位。"""


def quotes(document: Document) -> list[tuple[tuple[str, ...], str]]:
    return [(p.path, document.quote(p.start, p.end)) for p in document.passages]


def headings(document: Document) -> list[tuple[str, str, int]]:
    return [(s.label, s.heading, s.level) for s in document.sections]


def test_a_question_is_the_heading_of_its_whole_answer() -> None:
    found = quotes(compose("q", QUESTIONS))
    assert found == [
        (("问：如何提取公积金？",), "答：带身份证到窗口办理。\n审核通过的，当日到账。"),
        (("问：可以委托他人办理吗？",), "问：可以委托他人办理吗？答：可以，须持委托书。"),
        (
            ("咨询渠道",),
            "可以拨打热线电话，也可以到窗口咨询。",
        ),
        (
            ("已经提取过，还能再次提取吗？",),
            "每年可以提取一次，两次间隔不少于十二个月。",
        ),
    ]


def test_headings_without_numbers() -> None:
    document = compose("n", NEWS)
    assert headings(document) == [
        ("", "报名安排", 1), ("", "网上报名为主，现场报名为辅", 2), ("", "录取办法", 1),
    ]  # fmt: skip
    assert quotes(document)[1][0] == ("报名安排", "网上报名为主，现场报名为辅")


@pytest.mark.parametrize(
    "text",
    [
        "领导小组名单如下：\n组长：张三 副县长\n李四 县水利局局长\n办公室设在该局，李四任主任。",
        "本县的土地面积为\n一百平方公里，其中耕地三十平方公里。另有林地。",
        "一、办理对象\n本县参保单位\n二、办理时限\n自受理之日起二十个工作日内办结。",
    ],
)
def test_no_headings(text: str) -> None:
    assert [s.heading for s in compose("n", text).sections if not s.label] == []


def test_attachment_has_its_own_title_and_is_no_part_of_what_refers_to_it() -> None:
    document = compose("p", PLAN)
    assert headings(document) == [
        ("一、", "工作任务", 1),
        ("附件", "任务分工表", 1),
        ("附件", "临江县托育服务任务分工表", 1),
    ]
    assert {p.path for p in document.passages[-1:]} == {("附件 临江县托育服务任务分工表",)}


def test_rows_travel_with_the_row_that_heads_them() -> None:
    row = "9 | 新建托育中心三所并按标准配备设施设备和保育人员 | 县卫生健康局 | 300\n"
    head = "序号 | 工作任务 | 责任单位 | 经费"
    document = compose("t", f"附件\n任务分工表\n{head}\n" + row * 30)
    first, *others = document.passages
    assert document.quote(first.start, first.end).startswith(head)
    assert first.governed_by == () and len(others) > 1
    for passage in others:
        assert [document.quote(*span) for span in passage.governed_by] == [head]
        lines = document.quote(passage.start, passage.end).split("\n")
        assert all(line == row.strip() for line in lines)


def test_one_short_line_does_not_end_a_table() -> None:
    document = compose("p", PLAN)
    last = document.passages[-1]
    assert "社会办托" in document.quote(last.start, last.end)
    assert not [s for s in document.sections if s.heading == "社会办托"]


def test_a_long_list_in_a_paragraph_is_cut_at_its_points_and_keeps_its_introduction() -> None:
    point = "各镇要按照统一部署逐项落实防汛责任并及时报告进展情况，" * 5
    text = "一、加强保障。要抓好以下工作：" + "".join(f"{n}是{point}；" for n in "一二三四五六")
    document = compose("l", text)
    others = document.passages[1:]
    assert others
    for passage in others:
        assert document.quote(passage.start, passage.end)[1] == "是"
        assert [document.quote(*s) for s in passage.governed_by] == [
            "一、加强保障。要抓好以下工作："
        ]


def test_a_heading_after_as_follows_is_a_heading() -> None:
    text = "现就有关事项通知如下：\n一、推广举措（共2项）\n（一）产权：三项。\n（二）转化：四项。"
    assert headings(compose("h", text))[0] == ("一、", "推广举措（共2项）", 1)


def test_numbers_of_one_row_are_all_headings_or_none() -> None:
    text = (
        "一、任务\n要做好以下工作：\n（一）建设平台。建设统一平台。\n（二）形成规范。编制标准。\n"
        "（三）强化保障。\n各镇要落实责任，并及时报告。\n（四）加强考核。考核结果予以通报。\n"
    )
    assert [s.heading for s in compose("r", text).sections] == [
        "任务", "建设平台", "形成规范", "强化保障", "加强考核",
    ]  # fmt: skip


def test_a_second_enclosed_document_begins_anew() -> None:
    text = (
        "临江县文化单位转制规定\n一、资产管理\n（一）清查资产。\n二、附则\n自印发之日起施行。\n"
        "临江县支持文化企业发展的规定\n为促进文化企业发展，制定本规定。\n一、财政税收\n免征税费。"
    )
    assert headings(compose("e", text))[-2:] == [
        ("", "临江县支持文化企业发展的规定", 1), ("一、", "财政税收", 2),
    ]  # fmt: skip


def test_a_list_of_attachments_is_no_attachment() -> None:
    text = "附件1.申请表\n2.承诺书\n附件1\n申请表\n姓名 | 电话\n附件2\n承诺书\n本人承诺如下事项。"
    document = compose("a", text)
    assert quotes(document)[0] == (("附件1.",), "附件1.申请表\n2.承诺书")
    assert [path for path, _ in quotes(document)[1:]] == [("附件1 申请表",), ("附件2 承诺书",)]


def test_a_row_of_headings_that_comes_again_begins_a_table() -> None:
    part = "序号 | 名称\n" + "1 | 托育中心\n" * 80
    document = compose("b", f"东镇\n{part}西镇\n{part}")
    spans = {span for p in document.passages for span in p.governed_by}
    assert len(spans) == 2


def test_two_rows_of_headings() -> None:
    head = "镇 | 户数 | 年度任务\n镇 | 户数 | 2024年"
    document = compose("h", f"附：\n任务表\n{head}\n" + "东镇人民政府驻地 | 45 | 30\n" * 60)
    last = document.passages[-1]
    assert [document.quote(*span) for span in last.governed_by] == [head]
    assert last.path == ("附 任务表",)


def test_decimal_numbers_say_how_they_nest() -> None:
    text = "1.1 监测\n每日监测。\n2 响应\n2.1 程序\n报告。\n2.1.1 一级\n启动。\n3 附则\n即日施行。"
    assert [(s.label, s.level) for s in compose("d", text).sections] == [
        ("1.1", 1), ("2", 1), ("2.1", 2), ("2.1.1", 3), ("3", 1),
    ]  # fmt: skip


def test_steps_stay_together() -> None:
    text = "办理指引\n步骤1：打开应用，选择备案。\n步骤2：填写表单。\n步骤3：提交。"
    assert len(compose("s", "为方便群众，现公布如下。\n" + text).passages) == 2


@pytest.mark.parametrize(
    "unit",
    ["一、\n", "一、总则\n本县施行。\n", "（一）申请表；\n", "（县教育局", "县教育局 | 县住建局\n",
     "1.摸底。（责任单位：县教育局、县住建局，排在第一位的为牵头单位，下同）\n",
     "如何申请？\n到窗口申请，当日办结，不收费用。\n", "附件\n"],
)  # fmt: skip
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    times = []
    for size in (20_000, 160_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        compose("x", text)
        times.append(time.process_time() - start)
    assert times[1] < 8 * 4 * max(times[0], 0.02)
