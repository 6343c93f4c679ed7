"""Duties: who leads and who supports, in every way of saying it."""

import time
from pathlib import Path

import pytest

from corpus.duties import find_assignments
from corpus.reading import compose, read_document
from corpus.units import split_units

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"

GANSU = """总结区域综合医改试点经验 < 各试点市、县政府 <
贯彻落实好福建省和三明市医改经验 < 各市州政府|省医改领导小组各成员单位 <
完善分级诊疗病种管理 < 省医保局|省卫生健康委 <
发展专科联盟和技术联盟 < 省卫生健康委 <
推进县域医共体试点工作 < 省卫生健康委|省医保局 < 省人社厅|省财政厅
创新完善财政投入方式 < 省卫生健康委|省财政厅|各级人民政府 <
健全财务资产管理制度 < 省卫生健康委 < 省财政厅
完善医疗服务价格动态调整机制 < 省医保局 < 省卫生健康委|各市州人民政府
落实薪酬分配自主权 < 省人力资源社会保障厅|省卫生健康委 < 省财政厅|省医保局
强化公立医院绩效考核 < 省卫生健康委 < 省财政厅|省人社厅|省医保局
做好药品耗材医保支付衔接 < 省医保局 < 省卫生健康委
推进DRG付费试点 < 省医保局 < 省卫生健康委
全面落实药品带量采购 < 省医保局 < 省卫生健康委
完善高值医用耗材采购工作 < 省医保局 <
探索药品采购与医保支付标准联动机制 < 省医保局 < 省卫生健康委
强化医疗卫生行业综合监管 < 省卫生健康委 < 相关部门|各市州人民政府
持续开展欺诈骗保专项治理 < 省医保局 < 省卫生健康委
改革完善公共卫生体系 < 省卫生健康委|省发展改革委|省财政厅|省人社厅 <
加快发展“互联网+医疗健康”服务 < 省卫生健康委|省医保局|省中医药管理局 <"""


def said(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (a.form, [u.name for u in a.leads], [u.name for u in a.supports])
        for a in find_assignments(text)
    ]


def test_every_duty_of_a_shipped_document() -> None:
    document = read_document(DOCUMENTS / "gansu-2020.txt")
    found = [
        " < ".join(
            [d.task, "|".join(u.name for u in d.leads), "|".join(u.name for u in d.supports)]
        )
        for d in document.duties
    ]
    assert [line.strip() for line in found] == GANSU.split("\n")


@pytest.mark.parametrize(
    ("document_id", "count"),
    [("changzhou-2023", 20), ("yuancheng-2018", 17), ("shanghai-2015", 19), ("shenyang-2024", 0)],
)
def test_counts_and_exact_spans(document_id: str, count: int) -> None:
    document = read_document(DOCUMENTS / f"{document_id}.txt")
    assert len(document.duties) == count
    passages = {p.id: p for p in document.passages}
    for duty in document.duties:
        home = passages[duty.passage_id]
        assert home.start <= duty.start < duty.end <= home.end
        for unit in duty.leads + duty.supports:
            assert document.quote(unit.start, unit.end) == unit.name
            assert duty.start <= unit.start < unit.end <= duty.end


def test_one_task_in_full() -> None:
    document = read_document(DOCUMENTS / "changzhou-2023.txt")
    duty = next(d for d in document.duties if d.task == "创新城市医联体改革")
    assert [u.name for u in duty.leads] == ["市卫健委"]
    assert [u.name for u in duty.supports] == [
        "市委编办", "市财政局", "市人社局", "市医保局", "天宁区、钟楼区政府", "常州经开区管委会",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（牵头单位：市教育局；责任单位：市财政局、各县（市）、区）",
         ("labelled_pair", ["市教育局"], ["市财政局", "各县（市）、区"])),
        ("主办单位:县民政局\n协办单位:县财政局、县残联",
         ("labelled_pair", ["县民政局"], ["县财政局", "县残联"])),
        ("(责任单位:市住房和城乡建设局;完成时限:2026年底)",
         ("labelled_units", ["市住房和城乡建设局"], [])),
        ("（由区教育局牵头负责，区财政局、区发改局配合）",
         ("lead_support", ["区教育局"], ["区财政局", "区发改局"])),
        ("(省教育厅牵头,省财政厅等按职责分工负责)",
         ("lead_support", ["省教育厅"], ["省财政厅"])),
        ("（文化和旅游部、国家体育总局负责）",
         ("responsible", ["文化和旅游部", "国家体育总局"], [])),
        ("（市民政局会同市财政局、市残联负责）", ("with", ["市民政局"], ["市财政局", "市残联"])),
        ("（市住建局按职责分工负责）", ("divided", ["市住建局"], [])),
        ("（市教育局和市财政局分别负责）", ("each", ["市教育局", "市财政局"], [])),
        ("（市教育局负责，各区人民政府配合）",
         ("responsible_support", ["市教育局"], ["各区人民政府"])),
        ("养老服务标准由市民政局牵头制定。", ("lead_in_text", ["市民政局"], [])),
        ("联席会议由教育部、财政部组成，教育部为牵头单位。", ("named_in_text", ["教育部"], [])),
        ("（牵头单位：县教育局；责任单位：县财政局；配合单位：县残联、县妇联）",
         ("labelled_three", ["县教育局"], ["县财政局", "县残联", "县妇联"])),
        ("【责任单位：县住建局】", ("labelled_units", ["县住建局"], [])),
        ("（县教育局牵头，县财政局、县残联参加）",
         ("lead_support", ["县教育局"], ["县财政局", "县残联"])),
        ("（3）县公安局负责维护供应场所的治安秩序。", ("responsible_in_text", ["县公安局"], [])),
        ("县司法局负责制定文书格式。", ("responsible_in_text", ["县司法局"], [])),
        ("街巷的清扫保洁，由有关街道办事处负责。",
         ("responsible_in_text", ["有关街道办事处"], [])),
        ("具体办法由省卫生健康委会同财政、医疗保障等有关部门制定。",
         ("with_in_text", ["省卫生健康委"], ["财政、医疗保障等有关部门"])),
        ("建立由县教育局牵头、县公安局参与的护学机制。",
         ("led_body", ["县教育局"], ["县公安局"])),
        ("县水利局牵头组织汛前检查，县应急局、各镇人民政府配合。",
         ("support_in_text", ["县水利局"], ["县应急局", "各镇人民政府"])),
        ("(责任单位:县住建局、县财政局,列第一位的为牵头单位)",
         ("labelled_units", ["县住建局"], ["县财政局"])),
    ],
)  # fmt: skip
def test_forms(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "（由市住房城乡建设局负责解释）", "（负责全市学校工作）", "（国家试点）",
        "主要负责人：张三", "承办人对其签名的文件负责。", "本办法由县教育局负责解释。",
        "县属中学设置德育部门负责学生工作。", "实行院长负责制。", "由国务院领导同志牵头负责。",
        "（学校内由教育部门负责，学校外由公安部门负责）",
        "建立由分管领导牵头的工作机制。", "各单位负责人要高度重视。", "承办处室:养老服务处",
    ],
)  # fmt: skip
def test_no_duty(text: str) -> None:
    assert said(text) == []


def test_task_names_where_one_paragraph_holds_two() -> None:
    text = "一、扩大供给\n新建幼儿园二十所。（市教育局负责）改造老旧小区。（市住建局负责）"
    assert [(d.task, d.leads[0].name) for d in compose("x", text).duties] == [
        ("新建幼儿园二十所", "市教育局"), ("改造老旧小区", "市住建局"),
    ]  # fmt: skip


def test_split_units() -> None:
    text = "市发展和改革局、天宁区、钟楼区政府，市委宣传部及市文联"
    assert [u.name for u in split_units(text, 0, len(text))] == [
        "市发展和改革局", "天宁区、钟楼区政府", "市委宣传部", "市文联",
    ]  # fmt: skip


def test_brackets_in_brackets_cost_no_time() -> None:
    text = "(" * 20_000 + "市教育局" + ")" * 20_000 + "\n（市住建局（房管处）牵头）"
    started = time.perf_counter()
    (given,) = find_assignments(text)
    assert [unit.name for unit in given.leads] == ["市住建局（房管处）"]
    assert time.perf_counter() - started < 2


def test_columns_of_a_table() -> None:
    text = (
        "附件\n任务分工表\n序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限\n"
        "1 | 新建托育中心三所 | 县卫健局 | 县财政局、县住建局 | 2025年底\n"
        "2 | 培训保育人员 | 县人社局 | 县教育局 县妇联 | 2026年6月\n"
        "3 | 落实用地 | 县自然资源局 |  | 长期\n"
        "4 | 其他 | 张三 | 李四 | 长期"
    )
    document = compose("t", text)
    assert [
        (d.form, d.task, [u.name for u in d.leads], [u.name for u in d.supports])
        for d in document.duties
    ] == [
        ("columns", "新建托育中心三所", ["县卫健局"], ["县财政局", "县住建局"]),
        ("columns", "培训保育人员", ["县人社局"], ["县教育局", "县妇联"]),
        ("columns", "落实用地", ["县自然资源局"], []),
    ]
    for duty in document.duties:
        for unit in duty.leads + duty.supports:
            assert document.quote(unit.start, unit.end) == unit.name


def test_the_task_that_a_sentence_assigns() -> None:
    text = (
        "街巷的清扫保洁，由县城管局负责。县公安局负责维护秩序；县交通局负责根据需要调配车辆。"
        "绿化带由县园林局负责，经费另列。"
    )
    assert [(d.task, d.leads[0].name) for d in compose("x", text).duties] == [
        ("街巷的清扫保洁", "县城管局"), ("维护秩序", "县公安局"),
        ("根据需要调配车辆", "县交通局"), ("绿化带", "县园林局"),
    ]  # fmt: skip


def test_words_that_describe_a_body_assign_nothing() -> None:
    assert said("市出版部门或者区负责出版管理的部门应当出具回执。") == []
    assert said("县司法局负责制定文书格式。") != []


def test_a_bare_verb_takes_its_object_from_before_the_body() -> None:
    text = "通化市养蜂办法\n第一条 养蜂发展规划由县农业局负责编制，涉及用地的，应当衔接。\n"
    assert [duty.task for duty in compose("tonghua", text).duties] == ["养蜂发展规划编制"]


def test_numbers_of_points_are_no_part_of_a_task_and_a_seat_is_no_duty() -> None:
    text = (
        "望江县渔业管理办法\n第一条 为了保护渔业，制定本办法。\n"
        "三、办公室设在县农业农村局，负责日常工作。\n"
        "四、县水产站牵头负责人才培养，县财政局负责拨款。\n"
        "五、由县教育局负责宣传。\n"
    )
    found = [(duty.task, [u.name for u in duty.leads]) for duty in compose("d", text).duties]
    assert found == [("人才培养", ["县水产站"]), ("宣传", ["县教育局"])]
