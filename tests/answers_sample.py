"""Four invented documents of other places and fields, and an assistant who has read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from answers.assistant import Assistant
from answers.records import Answer
from corpus.cleaning import clean
from corpus.damages import find_damages
from corpus.reading import compose
from corpus.records import Document
from index.collection import make_index
from index.encoder import Encoder, load_encoder

GUILIN = """桂林市人民政府办公室关于印发《桂林市公共租赁住房管理实施方案》的通知
市政办〔2021〕36号
各县(市、区)人民政府,市直各有关单位:
现将《桂林市公共租赁住房管理实施方案》印发给你们,请认真贯彻实施。
桂林市人民政府办公室
2021年8月12日

桂林市公共租赁住房管理实施方案

为解决住房困难家庭的居住问题,根据《公共租赁住房管理办法》,结合我市实际,制定本实施方案。

一、工作目标
到2025年,全市筹集公租房1.2万套,投入资金3.6亿元,租金收缴率保持在95%以上。

二、重点任务
(一)筹集房源。通过新建、改建、收购、长期租赁等方式筹集公租房房源。(牵头单位:市住建局;责任单位:市自然资源局、市财政局)
(二)审核收入。家庭人均月收入低于3200元的,可以申请公租房。申请公租房无需缴纳手续费。(牵头单位:市民政局;责任单位:市公安局、市税务局)
(三)确定租金。公租房租金按照市场租金的七成确定,每两年调整一次。(牵头单位:市发改委;责任单位:市住建局)
(四)规范使用。承租人不得转租公租房。对违规转租的,收回房屋。(牵头单位:市住建局;责任单位:市城管局、市公安局)

三、保障措施
(一)加强组织领导。成立公租房工作领导小组,统筹推进各项工作。
(二)强化资金保障。市财政每年安排专项资金用于公租房维修。
(三)严格监督检查。每年开展一次公租房使用情况检查。
"""
YANTAI = """烟台市人民政府关于公共租赁住房租金的意见
烟政发〔2022〕9号

为规范公共租赁住房租金管理,提出如下意见。

一、确定租金
公租房租金按照市场租金的六成确定,每年调整一次。由市住建局牵头负责,市发改委、市财政局配合。

二、减免租金
对低保家庭,公租房租金予以全额免除。由市民政局牵头负责,市住建局配合。

烟台市人民政府
2022年3月5日
"""
ZUNYI = """遵义市2016年义务教育入学工作要点
遵教发〔2016〕12号

一、指导思想
坚持公平公正,推进义务教育均衡发展,力争到2020年全市义务教育巩固率达到96%。

二、工作措施
(一)划片招生。学区是指教育局按照就近原则划定的招生范围。小学一年级班额不超过45人。严禁跨学区组织招生。(市教育局负责,市公安局配合)
(二)随迁子女入学。一是凭居住证在居住地申请入学;二是由公办学校统筹安排;三是不收取借读费。(市教育局负责,市人社局、市财政局配合)
(三)家校共育。各学校设立家校理事会,由711名理事组成。(各学校负责)

遵义市教育局
2016420
"""
MIANYANG = """绵阳市民政局关于市政协第88号提案的答复
李明委员:
您提出的关于发展社区养老服务的提案收悉,现答复如下:
一、关于助餐服务
截至2023年底,我市建成老年食堂126个,服务老年人4.5万人次。对70岁以上老年人每餐补贴3元。
二、关于家庭养老床位
我市将为失能老年人建设家庭养老床位2000张,由区县民政局组织实施。每张床位一次性补助1500元。
感谢您对养老工作的关心和支持。
联系人:王芳
联系电话:0816-2345678
绵阳市民政局
2024年5月20日
"""
SOURCES: Mapping[str, str] = {
    "guilin-2021": GUILIN,
    "mianyang-2024": MIANYANG,
    "yantai-2022": YANTAI,
    "zunyi-2016": ZUNYI,
}


def read(id_: str, raw: str) -> Document:
    """A document from the text of a file."""
    cleaned = clean(raw)
    damages = find_damages(cleaned.text)
    return compose(id_, cleaned.text, edits=cleaned.edits, damages=damages)


@cache
def documents() -> dict[str, Document]:
    """The four documents by id."""
    return {id_: read(id_, raw) for id_, raw in SOURCES.items()}


@cache
def encoder() -> Encoder:
    """The shipped encoder."""
    return load_encoder()


@cache
def assistant() -> Assistant:
    """An assistant over the four documents."""
    return Assistant(make_index(documents().values(), encoder()), encoder())


def ask(question: str, *history: str) -> Answer:
    """The answer over the four documents."""
    return assistant().ask(question, history)


def write_sources(folder: Path) -> Path:
    """The four documents as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, raw in SOURCES.items():
        (folder / f"{id_}.txt").write_text(raw, encoding="utf-8")
    return folder
