"""What was measured of the retrieval programs, for readers: a table, a page and plots."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.peer_runs import HOUSE, Asked, Measured
from corpus.writing import write_whole
from eval import scatter, wording
from eval.resampling import bootstrap_interval, randomization_test
from eval.scatter import Labelled
from eval.statistics import percentile
from eval.tables import table

OURS = "wenzheng"
QUALITY = ("hit@1", "hit@10", "ndcg@10")
JUDGED = "ndcg@10"
HEADER = ("program", "search", *QUALITY, "p50 ms", "p95 ms", "p50 CPU ms")
COSTS = (
    "program",
    "passages",
    "import s",
    "build s",
    "build CPU s",
    "imported MB",
    "peak MB",
    "load before",
)

Everything = Mapping[str, Sequence[Measured]]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """One sample for the page: its name, how many queries, its rows, the file of its plot."""

    name: str
    asked: int
    rows: list[tuple[str, ...]]
    plot: str


def measured_text(measured: Everything) -> str:
    """Everything as plain tables for a terminal."""
    tables = [
        table((name, *header(programs)[1:]), quality_rows(programs, name))
        for programs in measured.values()
        for name in programs[0].samples
    ]
    tables += [table((name, *COSTS[1:]), cost_rows(p)) for name, p in measured.items()]
    return "\n\n".join(tables)


def write_report(measured: Everything, page: Path, command: str) -> None:
    """Write the page and, beside it, a plot for each sample.

    Raises WritingError where a file cannot be written.
    """
    templates = _templates()
    samples = []
    for programs in measured.values():
        for name in programs[0].samples:
            file = f"{page.stem}-{name.replace(' ', '-')}.svg"
            drawing = templates.get_template("peers.svg").render(
                plot=scatter.scatter(list(points(programs, name))),
                programs=[program.name for program in programs],
                title=name,
                quality=JUDGED,
            )
            write_whole(page.with_name(file), drawing)
            asked = len(next(iter(programs[0].samples[name].values())).ms)
            samples.append(SampleReport(name, asked, quality_rows(programs, name), file))
    every = [program for programs in measured.values() for program in programs]
    text = templates.get_template("peers.md").render(
        header=header(every),
        samples=samples,
        costs=COSTS,
        cost_rows={name: cost_rows(programs) for name, programs in measured.items()},
        programs={program.name: program for program in every},
        dates=sorted(program.created[:10] for program in every),
        machine=machine(),
        version=version(),
        command=command,
    )
    write_whole(page, text)


def quality_rows(programs: Sequence[Measured], sample: str) -> list[tuple[str, ...]]:
    """A row for each way of searching: means with intervals times 100, times, and how its nDCG@10
    differs from that of our best mode, with the p-value of the randomisation test.
    """
    ours = _ours(programs)
    reference = ours.samples[sample][best(ours)]
    rows = []
    for program in programs:
        for system, asked in program.samples[sample].items():
            means = [
                wording.mean_with_interval(fmean(values), bootstrap_interval(values))
                for values in (_values(asked, name) for name in QUALITY)
            ]
            times = [
                f"{percentile(of, place) or 0.0:.1f}"
                for of, place in ((asked.ms, 50), (asked.ms, 95), (asked.cpu_ms, 50))
            ]
            rows.append((program.name, system, *means, *times, _against(asked, reference)))
    return rows


def header(programs: Sequence[Measured]) -> tuple[str, ...]:
    """The names of the columns of ``quality_rows``."""
    return (*HEADER, f"{JUDGED} against {best(_ours(programs))}")


def best(ours: Measured) -> str:
    """The most elaborate of our modes, which is the last by name."""
    return sorted(ours.settings)[-1]


def cost_rows(programs: Sequence[Measured]) -> list[tuple[str, ...]]:
    """A row for each program: import time, time to build both legs, memory."""
    return [
        (
            program.name,
            f"{program.passages:,}",
            f"{program.import_s:.1f}",
            f"{program.build_s:.1f}",
            f"{program.build_cpu_s:.1f}",
            f"{program.import_mb:.0f}",
            f"{program.peak_mb:.0f}",
            f"{program.load:.1f}",
        )
        for program in programs
    ]


def points(programs: Sequence[Measured], sample: str) -> Iterator[Labelled]:
    """Each way of searching as a dot: its median CPU time, which other work on the machine hardly
    changes, and its mean nDCG@10.
    """
    for program in programs:
        for system, asked in program.samples[sample].items():
            quality = fmean(_values(asked, JUDGED))
            yield Labelled(system, percentile(asked.cpu_ms, 50) or 0.0, quality, program.name)


def machine() -> str:
    """The processor, its cores, the memory, the system and the Python, as far as they say."""
    names = [platform.machine()]
    cpu, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpu.exists():
        lines = [line for line in cpu.read_text().splitlines() if line.startswith("model name")]
        names += [line.partition(":")[2].strip() for line in lines[:1]]
    if memory.exists():
        names.append(f"{int(memory.read_text().split()[1]) / 2**20:.0f} GiB")
    cores = f"{os.cpu_count()} cores"
    return ", ".join((*names, cores, platform.system(), f"Python {platform.python_version()}"))


def version() -> str:
    """The commit that Wenzheng is at, "" outside a repository."""
    asked = ["git", "-C", str(HOUSE), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _ours(programs: Sequence[Measured]) -> Measured:
    return next((program for program in programs if program.name == OURS), programs[0])


def _values(asked: Asked, measure: str) -> list[float]:
    return [scores[measure] for scores in asked.scores]


def _against(asked: Asked, reference: Asked) -> str:
    if asked is reference:
        return "–"
    values, others = _values(asked, JUDGED), _values(reference, JUDGED)
    difference = 100 * (fmean(values) - fmean(others))
    return f"{difference:+.1f} ({wording.p_value(randomization_test(others, values))})"


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader([HOUSE / "benchmarks" / "templates", HOUSE / "eval" / "templates"]),
        autoescape=lambda name: name is not None and name.endswith((".svg", ".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"scatters": scatter}
    return made
