"""Writes the laws that the sets `others-*.jsonl` ask about as text files.

    python eval/sets/make_law_documents.py LAWS OUT_FOLDER          (the first two sets)
    python eval/sets/make_law_documents.py --fresh LAWS OUT_FOLDER  (others-develop-3.jsonl)

LAWS is a JSON Lines file (plain, or .xz) with one article of a law on each line:
`{"title": …, "path": [chapter, section], "article": "第一条", "text": …}`.
OUT_FOLDER gets one file for each title of `TITLES`, named `law-01.txt` and on, or with `--fresh`
of `FRESH_TITLES`, named `law-101.txt` and on: the title, a line for each chapter where it begins,
and a paragraph for each article. The order of the lists is part of the question sets: a title that
is added goes to the end. Both lists may be written into one folder.
"""

import argparse
import json
import lzma
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TITLES = (
    "舟山市养犬管理条例",
    "济宁市烟花爆竹燃放管理条例",
    "上海市公共场所控制吸烟条例",
    "上海市住房公积金管理若干规定",
    "景宁畲族自治县荣誉市民条例",
    "浙江省蚕种管理条例",
    "中华人民共和国反家庭暴力法",
    "企业信息公示暂行条例",
    "无障碍环境建设条例",
    "湖州市大气污染防治规定",
    "洛阳市隋唐洛阳城遗址保护条例",
    "重庆市合同格式条款监督条例",
    "北京市实施《中华人民共和国消费者权益保护法》办法",
    "青岛市森林公园管理条例",
    "郑州市专利促进和保护条例",
    "不动产登记暂行条例",
    "中华人民共和国深海海底区域资源勘探开发法",
    "稀土管理条例",
    "山东省教育督导条例",
    "淄博市烟草专卖管理办法",
    "河南省实施《中华人民共和国城市居民委员会组织法》办法",
    "北京市体育设施管理条例",
    "城市供水条例",
    "传统工艺美术保护条例",
    "职工带薪年休假条例",
    "女职工劳动保护特别规定",
    "公民举报危害国家安全行为奖励办法",
    "上海市浦东新区深化“一业一证”改革规定",
)

FIRST_FRESH = 101

FRESH_TITLES = (
    "济南市停车场建设和管理条例",
    "彭水苗族土家族自治县旅游条例",
    "北京市居家养老服务条例",
    "幼儿园管理条例",
    "中华人民共和国消费税暂行条例",
    "广东省城镇房屋租赁条例",
    "广东省土地权属纠纷处理条例",
    "淄博市大武水源地水资源管理办法",
    "商丘市城市扬尘污染防治条例",
    "北京市生活饮用水卫生监督管理条例",
    "食盐专营办法",
    "嘉兴市秸秆露天禁烧和综合利用条例",
    "杭州市建设工程消防管理规定",
    "最高人民法院关于审理工伤保险行政案件若干问题的规定",
    "杭州市全民健身条例",
    "温州市泰顺廊桥保护条例",
    "潮州市畲族文化保护条例",
    "上海市出版物发行管理条例",
    "河南省中医条例",
    "浙江省实施《中华人民共和国献血法》办法",
    "渔业资源增殖保护费征收使用办法",
    "青岛市养犬管理条例",
    "上海市遗体捐献条例",
    "济南市既有多层住宅增设电梯规定",
    "废弃电器电子产品回收处理管理条例",
    "北京市殡葬管理条例",
    "烟台葡萄酒产区保护条例",
    "河南省劳动保障监察条例",
    "新乡市北部矿山生态保护与修复条例",
    "舟山市港口船舶污染物管理条例",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the law's title, its chapter and section, its number and its text."""

    title: str
    path: tuple[str, ...]
    number: str
    text: str


def articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON Lines file, in its order."""
    with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as lines:
        for line in lines:
            item = json.loads(line)
            path_of_article = tuple(" ".join(heading.split()) for heading in item["path"])
            yield Article(item["title"], path_of_article, item["article"], item["text"])


def law_text(title: str, law: list[Article]) -> str:
    """One law as a document: title, headings where they change, `第一条　text` for each article."""
    paragraphs = [title]
    before: tuple[str, ...] = ()
    for article in law:
        for depth, heading in enumerate(article.path, start=1):
            if article.path[:depth] != before[:depth]:
                paragraphs.append(heading)
        before = article.path
        paragraphs.append(f"{article.number}　{article.text}")
    return "\n\n".join(paragraphs) + "\n"


def write_documents(file: Path, out: Path, titles: tuple[str, ...], first: int) -> list[str]:
    """Writes the laws of `file` with these titles into the folder `out`, numbered from `first` on.

    Returns the titles that the file lacks.
    """
    laws: dict[str, list[Article]] = {title: [] for title in titles}
    for article in articles(file):
        if article.title in laws:
            laws[article.title].append(article)
    out.mkdir(parents=True, exist_ok=True)
    for number, (title, law) in enumerate(laws.items(), start=first):
        if law:
            (out / f"law-{number:02}.txt").write_text(law_text(title, law), encoding="utf-8")
    return [title for title, law in laws.items() if not law]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage="%(prog)s [--fresh] LAWS OUT_FOLDER")
    parser.add_argument("laws", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fresh", action="store_true", help="the laws of others-develop-3.jsonl")
    arguments = parser.parse_args()
    titles, first = (FRESH_TITLES, FIRST_FRESH) if arguments.fresh else (TITLES, 1)
    missing = write_documents(arguments.laws, arguments.out, titles, first)
    if missing:
        sys.exit("not in the file: " + ", ".join(missing))
