"""A reading process whose reader dies or hangs on files that say so in their names."""

from __future__ import annotations

import os

from index import workers
from index.workers import Job, Outcome, read_job


def work(number: int) -> None:
    """What the process does instead of ``index.workers.work``."""
    workers.read_job = _read
    workers.work(number)


def _read(job: Job) -> Outcome:
    if "dies" in job.source.name:
        os._exit(11)
    while "hangs" in job.source.name:
        pass
    return read_job(job)
