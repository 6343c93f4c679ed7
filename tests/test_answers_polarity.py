"""Yes or no, asked and answered in the affirmative and in the negative."""

from __future__ import annotations

import pytest

from answers.polarity import verdict
from retrieval.understanding import understand


@pytest.mark.parametrize(
    ("question", "proof", "word"),
    [
        ("公租房可以转租吗", "承租人不得转租公租房。", "不可以。"),
        ("公租房可以续租吗", "期满可以续租。", "可以。"),
        ("申请要交手续费吗", "申请无需缴纳手续费。", "不需要。"),
        ("申请要交证明吗", "申请时提交收入证明。", "需要。"),
        ("学校收借读费吗", "学校不收取借读费。", "不是。"),
        ("是否严禁跨区招生", "严禁跨区招生。", "是。"),
        ("不得转租吗", "承租人不得转租公租房。", "是。"),
        ("低保家庭租金免吗", "对低保家庭的租金予以免除。", "是。"),
        ("有没有校车", "农村学校没有校车。", "没有。"),
        ("有没有校车", "农村学校配备校车。", "有。"),
        ("能不能跨区入学", "不能跨区入学。", "不可以。"),
        ("可以用公积金付房租吗", "探索使用公积金支付房租。", "可以（原文用语为“探索”）。"),
        ("没备案可以报销吗", "未办理备案手续的,报销比例降低。", "可以。"),
        ("会不会收回房屋", "不收回房屋。", "不会。"),
        ("婚姻解除后会员资格还保留吗", "婚姻关系解除后，会员资格自行丧失。", "不是。"),
        ("多勾了一个人，这张选票还算数吗", "所选人数多于应选人数的作废。", "不是。"),
        ("摊位是先来先得吗", "摊位按照报名的先后顺序安排。", "是。"),
        ("摊位是先来先得吗", "摊位不以报名先后安排，而是抽签决定。", "不是。"),
        ("多勾了一个人，选票会不会作废", "所选人数多于应选人数的作废。", "会。"),
        ("不住校也能领助学金吗", "走读生无需住校即可领取助学金。", "可以。"),
        ("禁放有没有例外", "城区禁止燃放，春节期间除外。", "有。"),
        (
            "能不能以没带证件为由不受理报名",
            "以没带证件为由作出不予受理决定的，应当责令改正，该决定不予认可。",
            "不可以。",
        ),
        ("值班的时候最多歇几天？工资会被扣吗", "每月歇两天的，工资照发。", "不会。"),
        ("书店是营利性机构吗", "公益书店是不以营利为目的，服务读者的机构。", "不是。"),
        ("村里要用的石料可以随便挖吗", "严禁滥挖石料。", "不可以。"),
    ],
)
def test_the_verdict_follows_the_proof(question: str, proof: str, word: str) -> None:
    assert verdict(understand(question), proof).strip() == word


def test_english_verdicts() -> None:
    question = understand("Can public rental housing be sublet?")
    assert verdict(question, "承租人不得转租公租房。").strip() == "No."
    assert verdict(question, "承租人可以转租公租房。").strip() == "Yes."
