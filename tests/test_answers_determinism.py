"""The same questions give the same answers under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = """
import json
from answers_sample import ask
from answers.serialise import answer_to_dict
for question in (
    "公租房租金由谁牵头", "桂林和烟台的公租房租金有什么不同", "朝阳区公租房由谁牵头",
    "鼓楼区学校划片由谁负责", "市住建局牵头哪些任务", "桂林的重点任务有哪些",
    "哪份文件规定了公租房租金", "大医院和公租房", "2022年公租房租金", "谁",
    "桂林公租房宽带由哪家公司安装", "养老补贴多少钱",
    "Who leads public rental housing?", "遵義學區是什麼意思", "2012年公租房",
):
    answer = answer_to_dict(ask(question))
    del answer["latency_ms"]
    print(json.dumps(answer, ensure_ascii=False))
"""


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    runs = []
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            "PYTHONIOENCODING": "utf-8",
        }
        command = [sys.executable, "-c", PROGRAM]
        runs.append(subprocess.Popen(command, stdout=subprocess.PIPE, env=environment))
    first, second = (run.communicate(timeout=120)[0] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first.count(b"\n") == 15
    assert first == second
