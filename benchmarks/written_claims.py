"""What the verifier catches of lies, and what of the truth it removes.

    .venv/bin/python -m benchmarks.written_claims [--claims FILE] [--missed]

Judges each sentence of written_claims.tsv or FILE against the invented passages that FILE brings
along ("passage", place, title, text), else those below, and prints, kind by kind, how many are
removed: all of the lies should be, none of the true ones.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from answers.verification import Source, verify
from corpus.cleaning import clean
from corpus.reading import compose
from retrieval.tables import rows

CLAIMS = Path(__file__).with_suffix(".tsv")
_CHIZHOU = ("池州市", "池州市人民政府关于扶持文旅产业发展的意见")
_TONGLING = ("铜陵市", "铜陵市人民政府关于充电设施和民生服务的意见")
PASSAGES = (
    (*_CHIZHOU, "市财政每年安排文旅产业扶持资金2000万元,单个项目补助不超过50万元。"),
    (
        *_CHIZHOU,
        "扶持资金申报由市文旅局牵头负责,市财政局配合。申报截止时间为2023年9月30日。",
    ),
    (
        *_CHIZHOU,
        "民宿客房不少于5间。民宿经营者可以申请减免一年的垃圾处理费。民宿不得占用基本农田。",
    ),
    (*_TONGLING, "到2024年底,全区建成充电桩1.5万个。新建充电桩每个补贴800元,补贴期为2年。"),
    (*_TONGLING, "充电桩建设由区发展改革局牵头负责,区住建局配合。住宅小区应当预留充电桩位。"),
    (
        *_TONGLING,
        "60周岁以上居民可以每年免费体检一次,体检项目不少于12项,体检无需预约。"
        "体检由乡镇卫生院负责。",
    ),
    (
        *_TONGLING,
        "居民用水价格为每立方米3.2元。用水户应当在每月20日前缴纳水费。"
        "农业用水超过定额20%的部分加收水费。",
    ),
)


def sources(passages: Sequence[Sequence[str]] = PASSAGES) -> list[Source]:
    """Passages (place, title, text) as marks from 1 on stand for them, read as documents are."""
    found = []
    for number, (place, title, text) in enumerate(passages, 1):
        whole = f"{title}\n\n一、事项\n{text}\n\n{place}人民政府\n2023年3月1日\n"
        read = compose(f"d{number}", clean(whole).text)
        found.append(Source(title, text, tuple(read.duties), read.region))
    return found


def claims_of(path: Path) -> tuple[list[Source], list[tuple[str, str]]]:
    """What the marks of a table stand for, and its sentences, each after its kind."""
    read = rows(path)
    passages = [row[1:] for row in read if row[0] == "passage"]
    return sources(passages or PASSAGES), [(r[0], r[1]) for r in read if r[0] != "passage"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, default=CLAIMS, help="another set of sentences")
    parser.add_argument("--missed", action="store_true", help="print what was judged wrongly")
    arguments = parser.parse_args()
    cited, claims = claims_of(arguments.claims)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    seconds = 0.0
    for kind, sentence in claims:
        started = time.perf_counter()
        verified = verify(sentence, cited)
        seconds += time.perf_counter() - started
        counts[kind][0] += 1
        counts[kind][1] += bool(verified.removed)
        if arguments.missed and bool(verified.removed) == (kind == "true"):
            reasons = "; ".join(removed.reason for removed in verified.removed)
            print(f"{kind}: {sentence} {reasons}")
    print(f"{'kind':<10}{'sentences':>10}{'removed':>10}")
    for kind, (total, removed) in counts.items():
        print(f"{kind:<10}{total:>10}{removed:>10}")
    lies = [count for kind, count in counts.items() if kind != "true"]
    print(f"{'all lies':<10}{sum(t for t, _ in lies):>10}{sum(r for _, r in lies):>10}")
    print(f"{1000 * seconds / len(claims):.1f} ms a sentence")


if __name__ == "__main__":
    main()
