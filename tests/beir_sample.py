"""A small collection in the BEIR layout: four passages, three queries, one without an answer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

PASSAGES = {
    "d1": "公租房租金按照市场租金的七成确定,每两年调整一次。",
    "d2": "高龄津贴自年满八十周岁的次月起发放,每人每月一百元。",
    "d3": "义务教育阶段实行划片就近入学,由县教育局公布学区范围。",
    "d4": "河长每月巡河不少于一次,发现问题当日交办。",
}
QUERIES = {"q1": "公租房租金多久调整一次", "q2": "学区范围由谁公布", "q3": "没有相关段落的问题"}


def write_collection(folder: Path) -> Path:
    """Write it; for q2 the passage that shares its words is not the relevant one."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = [{"_id": key, "title": "", "text": text} for key, text in PASSAGES.items()]
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(line) + "\n" for line in corpus)
    queries = [{"_id": key, "text": text} for key, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in queries), encoding="utf-8"
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td9\t1\nq3\td4\t0\n", encoding="utf-8"
    )
    return folder
