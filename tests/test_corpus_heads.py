"""Heads of documents as many sites and offices print them; every document is invented."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.reading import compose
from corpus.records import Document

BODY = (
    "为进一步做好渡口管理工作，保障人民群众生命财产安全，"
    "现就有关事项通知如下，请结合实际认真贯彻执行。\n"
)
# name -> text, and what it says of itself: any of title, issuer, number, signed, published,
# region, kind; those left out are not checked.
HEADS: dict[str, tuple[str, dict[str, object]]] = {
    "fields, one a line": (
        "索 引 号：11340100003/2023-00123\n主题分类：交通\n发文机关：合肥市人民政府办公室\n"
        "成文日期：2023年05月06日\n标 题：合肥市人民政府办公室关于加强渡口管理的通知\n"
        "发文字号：合政办〔2023〕12号\n发布日期：2023-05-10 10:22\n有效性：有效\n"
        "各县（市）、区人民政府：\n" + BODY,
        {"title": "合肥市人民政府办公室关于加强渡口管理的通知", "issuer": "合肥市人民政府办公室",
         "number": "合政办〔2023〕12号", "signed": date(2023, 5, 6), "published": date(2023, 5, 10),
         "region": "安徽省合肥市", "kind": "notice"},
    ),
    "fields in rows of a table": (
        "索引号 | 000014349/2021-00045 | 信息分类 | 渡口、通知\n发布机构 | 岳阳市交通运输局 | "
        "发文日期 | "
        "2021-03-04\n文号 | 岳交发〔2021〕7号 | 公开日期 | 2021-03-09\n"
        "岳阳市交通运输局关于开展渡口安全检查的通知\n各县市区交通运输局：\n" + BODY
        + "岳阳市交通运输局\n2021年3月4日\n",
        {"title": "岳阳市交通运输局关于开展渡口安全检查的通知", "issuer": "岳阳市交通运输局",
         "number": "岳交发〔2021〕7号", "signed": date(2021, 3, 4), "published": date(2021, 3, 9),
         "region": "湖南省岳阳市", "kind": "notice"},
    ),
    "labels and values in lines of their own": (
        "索引号\n00123/2020-3\n发文机关\n遵义市民政局\n发文字号\n遵民发〔2020〕3号\n成文日期\n"
        "2020年01月15日\n"
        "发布日期\n2020年01月20日\n标题\n遵义市民政局关于印发《遵义市敬老院管理办法》的通知\n"
        "各县（区）民政局：\n" + BODY,
        {"title": "遵义市民政局关于印发《遵义市敬老院管理办法》的通知", "issuer": "遵义市民政局",
         "number": "遵民发〔2020〕3号", "signed": date(2020, 1, 15), "published": date(2020, 1, 20),
         "region": "贵州省遵义市", "kind": "notice"},
    ),
    "title with the site's name": (
        "关于印发2022年渡口改造实施方案的通知_通知公告_洛阳市交通运输局\n"
        "发布时间：2022年04月01日 来源：办公室 浏览次数：35\n各县区交通局：\n" + BODY,
        {"title": "关于印发2022年渡口改造实施方案的通知", "published": date(2022, 4, 1),
         "kind": "notice", "number": "", "signed": None},
    ),
    "title with a bar and the portal": (
        "大理州人民政府关于渡口管理的意见 - 大理白族自治州人民政府门户网站\n" + BODY,
        {"title": "大理州人民政府关于渡口管理的意见", "region": "云南省大理白族自治州",
         "issuer": "大理州人民政府", "kind": "opinion"},
    ),
    "number in brackets after the title": (
        "关于调整渡船补贴标准的通知（赣交发〔2019〕5号）\n各设区市交通运输局：\n" + BODY
        + "江西省交通运输厅 江西省财政厅\n2019年8月7日\n",
        {"title": "关于调整渡船补贴标准的通知", "number": "赣交发〔2019〕5号",
         "issuer": "江西省交通运输厅、江西省财政厅", "signed": date(2019, 8, 7), "region": "江"
         "西省"},
    ),
    "decree of a province": (
        "浙江省人民政府令\n第398号\n《浙江省渡口管理办法》已经省政府第8次常务会议审议通过，现"
        "予公布，自2024年3月1日起施行。\n"
        "省长 李某某\n2024年1月17日\n浙江省渡口管理办法\n第一条 为了规范渡口管理，制定本办法。\n",
        {"title": "浙江省渡口管理办法", "issuer": "浙江省人民政府", "number": "浙江省人民政府"
        "令第398号",
         "signed": date(2024, 1, 17), "region": "浙江省", "kind": "regulation"},
    ),
    "regulation with the note under its title": (
        "贵州省渡口管理条例\n（2004年9月30日贵州省第十届人民代表大会常务委员会第十次会议通过 "
        "根据2017年11月30日贵州省第十二届人民代表大会常务委员会第三十二次会议修正）\n"
        "第一章 总则\n第一条 为了规范渡口管理，制定本条例。\n第二条 本条例自2005年1月1日起施行。\n",
        {"title": "贵州省渡口管理条例", "issuer": "贵州省人民代表大会常务委员会",
         "signed": date(2017, 11, 30), "number": "", "region": "贵州省", "kind": "regulation"},
    ),
    "law with the order of the President": (
        "中华人民共和国主席令\n第四十五号\n《中华人民共和国渡口法》已由第十三届全国人民代表大"
        "会常务委员会第三次会议于"
        "2020年5月28日通过，现予公布。\n中华人民共和国主席 某某某\n2020年5月28日\n中华人民共和"
        "国渡口法\n"
        "（2020年5月28日第十三届全国人民代表大会常务委员会第三次会议通过）\n第一条 为了规范渡"
        "口，制定本法。\n",
        {"title": "中华人民共和国渡口法", "number": "中华人民共和国主席令第四十五号", "region": "",
         "signed": date(2020, 5, 28), "kind": "regulation"},
    ),
    "announcement with the number below": (
        "国家税务总局关于渡船购置税有关事项的公告\n国家税务总局公告2023年第5号\n" + BODY
        + "特此公告。\n国家税务总局\n2023年3月8日\n",
        {"title": "国家税务总局关于渡船购置税有关事项的公告", "number": "国家税务总局公告2023"
        "年第5号",
         "issuer": "国家税务总局", "region": "", "kind": "notice"},
    ),
    "announcement, number alone": (
        "应急管理部公告\n2022年第12号\n关于发布渡口安全规范的公告\n" + BODY + "应急管理部\n202"
        "2年6月1日\n",
        {"number": "应急管理部公告2022年第12号", "region": "", "signed": date(2022, 6, 1)},
    ),
    "joint notice, two bodies over lines": (
        "财政部 民政部\n关于下达渡口补助资金的通知\n财社〔2019〕13号\n各省、自治区、直辖市财政"
        "厅（局）：\n" + BODY
        + "财政部\n民政部\n2019年4月2日\n",
        {"title": "财政部民政部关于下达渡口补助资金的通知", "issuer": "财政部、民政部",
         "number": "财社〔2019〕13号", "region": "", "signed": date(2019, 4, 2)},
    ),
    "number with three digits and zeros": (
        "关于做好2015年药品集中采购工作的通知\n沪卫计药政〔2015〕007号\n各区县卫生计生委：\n" + BODY
        + "上海市卫生和计划生育委员会\n2015年4月7日\n",
        {"number": "沪卫计药政〔2015〕007号", "region": "上海市", "signed": date(2015, 4, 7)},
    ),
    "number in half-width brackets": (
        "京人社就发[2019]101号\n关于做好稳就业工作的通知\n各区人力资源和社会保障局：\n" + BODY
        + "二〇一九年七月二十二日\n",
        {"number": "京人社就发[2019]101号", "signed": date(2019, 7, 22), "region": "北京市"},
    ),
    "telegram": (
        "国办发明电〔2020〕10号\n国务院办公厅关于做好渡运工作的通知\n各省、自治区、直辖市人民"
        "政府：\n" + BODY,
        {"number": "国办发明电〔2020〕10号", "region": "", "issuer": "国务院办公厅"},
    ),
    "answer to a proposal": (
        "关于市十六届人大三次会议第0123号建议的答复\n李某某代表：\n您提出的关于改造沿河渡口的"
        "建议收悉，现答复如下。"
        "我市现有渡口三十处，盐城市交通运输局每年检查两次。\n盐城市交通运输局\n2023年6月12日\n",
        {"title": "关于市十六届人大三次会议第0123号建议的答复", "kind": "reply",
         "signed": date(2023, 6, 12), "region": "江苏省盐城市"},
    ),
    "approval": (
        "丽水市人民政府关于同意设立云和县第二渡口的批复\n丽政函〔2021〕33号\n云和县人民政府："
        "\n你县《关于设立渡口的请示》"
        "（云政〔2021〕8号）收悉。经研究，批复如下。\n丽水市人民政府\n2021年5月6日\n",
        {"number": "丽政函〔2021〕33号", "kind": "reply", "region": "浙江省丽水市",
         "issuer": "丽水市人民政府"},
    ),
    "news": (
        "我市渡口改造工程全面开工\n发布时间：2024-05-06 09:12 来源：宜昌日报 作者：张某某 浏览"
        "次数：102\n"
        "5月5日，记者从宜昌市交通运输局获悉，今年全市计划改造渡口二十处，总投资三千万元，预计2"
        "024年12月31日前完工。\n",
        {"title": "我市渡口改造工程全面开工", "published": date(2024, 5, 6), "signed": None,
         "kind": "news", "region": "湖北省宜昌市"},
    ),
    "explanation": (
        "《合肥市渡口管理办法》政策解读\n来源：市交通局 2023-07-01 16:30\n一、起草背景\n近年来"
        "，渡口管理面临新的形势和任务，"
        "我市有必要制定新的办法。\n",
        {"kind": "explanation", "published": date(2023, 7, 1), "title": "《合肥市渡口管理办法"
        "》政策解读"},
    ),
    "picture explanation": (
        "一图读懂丨2024年渡口补贴新变化\n日期：2024-02-03 来源：本网\n渡口补贴从每年三千元提高"
        "到四千元，覆盖全市所有公益渡口。\n",
        {"kind": "explanation", "published": date(2024, 2, 3)},
    ),
    "press conference": (
        "甘肃省“渡口安全年”新闻发布会实录\n2021-09-10 10:00 来源：省政府新闻办\n主持人：各位记"
        "者朋友，大家上午好，欢迎出席今天的发布会。\n",
        {"kind": "news", "published": date(2021, 9, 10), "region": "甘肃省"},
    ),
    "questions and answers": (
        "渡船驾驶证办理热点问答\n发布日期：2022-11-11\n问：多大年龄可以报考？\n答：年满十八周"
        "岁。\n",
        {"kind": "faq", "title": "渡船驾驶证办理热点问答"},
    ),
    "printing line is not the signing": (
        "平凉市人民政府办公室关于加强渡口管理的通知\n平政办发〔2023〕20号\n各县（市、区）人民"
        "政府：\n" + BODY
        + "（此件公开发布）\n平凉市人民政府办公室 2023年5月6日印发\n",
        {"signed": None, "number": "平政办发〔2023〕20号", "region": "甘肃省平凉市"},
    ),
    "days in the body": (
        "关于渡口停航的通告\n沿江各有关单位：\n经研究，定于2024年3月1日起封闭东门渡口，恢复时"
        "间另行通知。\n停航时间安排：\n"
        "2024年3月1日\n东门渡口停航\n2024年3月10日\n西门渡口停航\n请广大市民合理安排出行，由此"
        "带来的不便敬请谅解，感谢支持。\n"
        "联系电话：0000000\n监督单位电话另行公布。\n特此通告。\n以上安排如有变化另行通告。\n",
        {"signed": None, "kind": "notice"},
    ),
    "signature before the attachments": (
        "关于开展渡口普查的通知\n各乡镇人民政府：\n" + BODY + "附件：1.普查表\n2.填表说明\n武"
        "义县交通运输局\n2022年9月1日\n"
        "附件1\n普查表\n填报日期：2022年10月1日\n附件2\n填表说明\n普查时点为2022年8月31日，由"
        "各乡镇组织填报并于九月底前汇总。\n",
        {"signed": date(2022, 9, 1), "issuer": "武义县交通运输局", "region": "浙江省金华市武义县"},
    ),
    "signature of several bodies": (
        "关于联合开展渡运整治的通知\n各县区有关部门：\n" + BODY + "吉安市公安局 吉安市交通运输"
        "局\n吉安市应急管理局\n二〇二〇年三月五日\n",
        {"issuer": "吉安市公安局、吉安市交通运输局、吉安市应急管理局", "signed": date(2020, 3, 5),
         "region": "江西省吉安市"},
    ),
    "date with points": (
        "关于渡口收费标准的批复\n桂价费〔2020〕5号\n来宾市物价局：\n你局请示收悉，经研究，同意"
        "东门渡口按每人每次两元收取，请遵照执行。\n"
        "广西壮族自治区物价局\n2020.3.5\n",
        {"signed": date(2020, 3, 5), "kind": "reply", "region": "广西壮族自治区"},
    ),
    "number and signer on one line": (
        "青政办函〔2022〕9号 签发人：王某\n青海省人民政府办公厅关于渡口立项的复函\n海南州人民"
        "政府：\n" + BODY
        + "青海省人民政府办公厅\n2022年2月2日\n",
        {"number": "青政办函〔2022〕9号", "kind": "reply", "region": "青海省"},
    ),
    "title over three lines": (
        "黔东南州人民政府办公室关于印发\n黔东南苗族侗族自治州渡口渡船安全\n管理办法的通知\n黔"
        "东南府办发〔2018〕6号\n"
        "各县市人民政府：\n" + BODY,
        {"title": "黔东南州人民政府办公室关于印发黔东南苗族侗族自治州渡口渡船安全管理办法的通知",
         "number": "黔东南府办发〔2018〕6号", "region": "贵州省黔东南苗族侗族自治州",
         "issuer": "黔东南州人民政府办公室"},
    ),
    "headline without a kind in a plain text": (
        "东门渡口恢复通航\n经过两个月的紧张施工，东门渡口改造工程于昨日完工并恢复通航，当天共"
        "运送旅客三千人次，秩序井然。\n",
        {"title": "东门渡口恢复通航", "kind": "other", "published": None},
    ),
    "head of a party committee": (
        "中共渭南市委 渭南市人民政府\n关于加快渡口振兴的实施意见\n渭发〔2022〕4号\n"
        "" + BODY + "中共渭南市委\n渭南市人民政府\n2022年3月3日\n",
        {"issuer": "中共渭南市委、渭南市人民政府", "number": "渭发〔2022〕4号", "region": "陕"
        "西省渭南市",
         "signed": date(2022, 3, 3), "kind": "opinion"},
    ),
    "department of a city's committee": (
        "关于评选优秀摆渡人的通知\n各区县：\n" + BODY + "市委宣传部\n2022年3月3日\n我市渡口见"
        "宝鸡市地图。\n",
        {"issuer": "市委宣传部", "region": "陕西省宝鸡市"},
    ),
    "announcement with a number of its own": (
        "武汉市交通运输局关于渡口停航的通告\n（2023年第3号）\n" + BODY
        + "特此通告。\n武汉市交通运输局\n2023年3月8日\n",
        {"number": "2023年第3号", "issuer": "武汉市交通运输局", "signed": date(2023, 3, 8)},
    ),
    "dated line of a bureau's page": (
        "武侯区教育局2024年招生入学工作实施意见\n2024-04-20 成都市武侯区教育局\n"
        "为做好我区2024年招生入学工作，根据有关规定，制定本实施意见，请遵照执行。\n",
        {"published": date(2024, 4, 20), "issuer": "武侯区教育局", "signed": None,
         "region": "四川省成都市武侯区", "kind": "opinion"},
    ),
    "law with its note": (
        "中华人民共和国渡口法\n（1997年12月29日第八届全国人民代表大会常务委员会第二十九次会议通过　"
        "1997年12月29日中华人民共和国主席令第九十三号公布　自1998年10月1日起施行）\n"
        "第一条　为了渡口安全，制定本法。\n第二十四条　本法自1998年10月1日起施行。\n",
        {"signed": date(1997, 12, 29), "issuer": "全国人民代表大会常务委员会", "region": ""},
    ),
    "proclamation by a people's congress": (
        "北京市人民代表大会常务委员会公告\n〔十五届〕第68号\n《北京市渡口条例》已由北京市第十"
        "五届人民代表大会"
        "常务委员会第三十五次会议于2021年11月26日通过，现予公布，自2022年1月1日起施行。\n"
        "北京市人民代表大会常务委员会\n2021年11月26日\n北京市渡口条例\n第一条 制定本条例。\n",
        {"title": "北京市渡口条例", "kind": "regulation", "signed": date(2021, 11, 26),
         "number": "北京市人民代表大会常务委员会公告〔十五届〕第68号"},
    ),
    "order of a ministry on one line": (
        "交通运输部令2021年第14号\n《渡口安全规定》已经第19次部务会议通过，现予公布，自2021年1"
        "1月1日起施行。\n"
        "部长 李某某\n2021年9月1日\n渡口安全规定\n第一条 制定本规定。\n",
        {"title": "渡口安全规定", "issuer": "交通运输部", "number": "交通运输部令2021年第14号",
         "signed": date(2021, 9, 1), "region": ""},
    ),
    "Markdown": (
        "# 关于做好渡口工作的通知\n\n**宜政发〔2021〕8号**\n\n各县区：\n" + BODY
        + "宜昌市人民政府办公室\n2021年8月9日\n",
        {"title": "关于做好渡口工作的通知", "number": "宜政发〔2021〕8号", "region": "湖北省宜"
        "昌市"},
    ),
    "minutes": ("关于渡口建设的会议纪要\n〔2022〕5号\n" + BODY, {"number": "〔2022〕5号"}),
    "a question as title": (
        "如何申请渡口补贴？\n发布时间：2024-01-02 来源：扬州市交通局\n"
        "可以到当地交通局申请，提交身份证和船舶检验证书，五个工作日办结。\n",
        {"kind": "faq", "published": date(2024, 1, 2), "region": "江苏省扬州市"},
    ),
    "marked as lapsed": (
        "关于渡口的通知【已失效】\n锡政发〔2010〕3号\n" + BODY + "无锡市人民政府\n2010年3月1日\n",
        {"title": "关于渡口的通知", "number": "锡政发〔2010〕3号"},
    ),
    "places of a joint notice share nothing": (
        "北京市交通委员会 天津市交通运输委员会关于渡口协同的通知\n" + BODY,
        {"region": "", "issuer": "北京市交通委员会、天津市交通运输委员会"},
    ),
    "registration number above the title": (
        "ABCD02-2022-0003\n浙江省教育厅等四部门关于渡口的通知\n浙教规〔2022〕3号\n" + BODY,
        {"title": "浙江省教育厅等四部门关于渡口的通知", "number": "浙教规〔2022〕3号"},
    ),
    "four bodies in the title, named in the signature": (
        "教育部等两部门关于渡口安全的意见\n教基〔2022〕3号\n" + BODY + "教育部 财政部\n2022年5"
        "月5日\n",
        {"issuer": "教育部、财政部", "region": "", "number": "教基〔2022〕3号"},
    ),
    "report with the place below its title": (
        "2023年政府工作报告\n——2023年1月10日在南通市第十六届人民代表大会第二次会议上\n"
        "各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n",
        {"title": "2023年政府工作报告", "region": "江苏省南通市", "kind": "report"},
    ),
    "body between title and number": (
        "关于渡口的通知\n常州市人民政府办公室\n常政办发〔2021〕3号\n各辖市、区人民政府：\n" + BODY,
        {"issuer": "常州市人民政府办公室", "region": "江苏省常州市"},
    ),
    "regulation with a note without brackets": (
        "江西省渡口条例\n2006年9月22日江西省第十届人民代表大会常务委员会第二十三次会议通过\n"
        "第一章 总则\n第一条 为了渡口安全，制定本条例。\n",
        {"issuer": "江西省人民代表大会常务委员会", "signed": date(2006, 9, 22)},
    ),
    "explained notice": (
        "市医保局解读《关于渡口救助的通知》\n2022-05-06\n近日，市医保局印发了通知，现就有关内"
        "容解读如下。\n",
        {"kind": "explanation", "published": date(2022, 5, 6)},
    ),
    "a date in a table below running text": (
        "关于渡口的通知\n" + BODY + "2023年6月1日\n渡口名单如下\n东门渡口、西门渡口\n"
        "北门渡口等，均应于当年年底前完成改造并报市交通局备案，逾期未完成的予以通报批评。\n"
        "说明一\n说明二\n说明三\n",
        {"signed": None, "published": None},
    ),
    "date in brackets under the title": (
        "关于渡口工作的报告\n（2022年5月6日）\n市人大常委会：\n" + BODY,
        {"signed": date(2022, 5, 6), "published": None},
    ),
    "forwarded notice": (
        "关于转发《省民政厅关于渡口的通知》的通知\n赣市民发〔2021〕5号\n各县：\n现转发给你们，"
        "请遵照执行。\n"
        "赣州市民政局\n2021年6月1日\n江西省民政厅关于渡口的通知\n赣民发〔2021〕3号\n各市：\n" + BODY
        + "江西省民政厅\n2021年5月1日\n",
        {"issuer": "赣州市民政局", "number": "赣市民发〔2021〕5号", "signed": date(2021, 6, 1),
         "region": "江西省赣州市", "title": "关于转发《省民政厅关于渡口的通知》的通知"},
    ),
    "interpretation by the court": (
        "最高人民法院关于审理渡口案件适用法律若干问题的解释\n（2020年12月23日由最高人民法院审"
        "判委员会第1823次"
        "会议通过，自2021年1月1日起施行）\n法释〔2020〕22号\n第一条 为正确审理渡口案件，制定本"
        "解释。\n",
        {"signed": date(2020, 12, 23), "issuer": "最高人民法院", "number": "法释〔2020〕22号",
         "kind": "regulation", "region": ""},
    ),
    "short title": (
        "摆渡条例\n第一章 总则\n第一条 为了渡口安全，根据《中华人民共和国渡口法》，制定本条例。\n",
        {"title": "摆渡条例", "kind": "regulation"},
    ),
    "zone named after its place": (
        "中国（海南）渡口试验区条例\n第一条 为了建设试验区，结合本省实际，制定本条例。\n",
        {"region": "海南省"},
    ),
    "law of a river": (
        "嘉陵江渡口管理条例\n第一条 在嘉陵江广元以下从事摆渡，应当遵守本条例。\n第二条 广元以上"
        "河段由陕西省、甘肃省管理；跨界的，应当经本省、直辖市人民政府交通主管部门批准。\n",
        {"region": ""},
    ),
    "rules of a pilot in several places": (
        "渡口检查试点工作办法\n第一条 上级机关可以指定本区域其他机关办理。\n第二条 本办法适用于"
        "天津、山西、浙江、四川等省、直辖市，各省对本省渡口负责。\n",
        {"region": ""},
    ),
}  # fmt: skip


def said(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "issuer": document.issuer,
        "number": document.doc_number,
        "signed": document.signed,
        "published": document.published,
        "region": document.region.name,
        "kind": document.kind,
    }


@pytest.mark.parametrize("name", HEADS)
def test_what_a_document_says_of_itself(name: str) -> None:
    text, expected = HEADS[name]
    read = said(compose("x", text))
    assert {key: read[key] for key in expected} == expected
