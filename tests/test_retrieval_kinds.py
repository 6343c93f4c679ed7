"""What a question asks for, in official, everyday and terse words of many fields."""

from __future__ import annotations

import pytest

from retrieval.kinds import question_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("老旧小区改造由谁牵头?", "lead"),
        ("校车安全归哪个部门管", "lead"),
        ("公租房分配谁负责", "lead"),
        ("垃圾分类 牵头?", "lead"),
        ("防汛的沙袋要统一采购,是谁在牵这个头", "lead"),
        ("合作社理事会由谁任理事长", "person"),
        ("泵房坏了,十天内报修就行,对吧?", "yesno"),
        ("承包期限达到十年的农户,租金减免如何规定", "measure"),
        ("哪些单位配合开展防汛", "support"),
        ("防汛由水利局打头,还有谁帮着干", "support"),
        ("排水收费的调整要按照什么原则", "sentence"),
        ("排水改造 门诊补偿 年度封顶线", "number"),
        ("房子转了好几手没过户,出了事谁赔", "actor"),
        ("加装电梯的责任单位有哪些", "support"),
        ("整治黑车,除了牵头的部门,还有哪几个局要出力", "support"),
        ("禁毒工作由谁牵头、谁配合", "duty"),
        ("查消防是抽几家看看,还是每家都去", "sentence"),
        ("停车收多少钱还是免费", "number"),
        ("助餐补贴还有没有最多补多少钱的上限", "yesno"),
        ("助餐补贴有没有年龄限制", "yesno"),
        ("育儿补贴一年多少钱", "number"),
        ("学前教育普及率目标是多少", "number"),
        ("养老床位有几张", "number"),
        ("办法什么时候开始实施", "date"),
        ("到哪年实现全覆盖", "date"),
        ("补办居住证要不要交钱", "yesno"),
        ("外地人能不能申请公租房", "yesno"),
        ("残疾人可以免费乘车吗", "yesno"),
        ("逾期不回话算同意还是不同意", "yesno"),
        ("检测费按什么比例收", "number"),
        ("什么是双随机一公开", "definition"),
        ("积分入户是什么意思", "definition"),
        ("有问题打哪个电话", "contact"),
        ("助餐补贴的事找谁咨询", "contact"),
        ("这是哪个文件规定的", "document"),
        ("领导小组组长由谁担任", "person"),
        ("申请公租房要满足什么条件", "condition"),
        ("重点任务有哪些", "list"),
        ("为什么要清理收费", "why"),
        ("怎么解决停车难", "measure"),
        ("两地的补贴标准有什么区别", "compare"),
        ("校外培训机构管理", "sentence"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert question_kind(question) == kind
