"""Reading in processes of their own: two files at a time, and none that can stop the others."""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

from corpus.errors import ReadingError, WenzhengError
from corpus.reading import read_document
from corpus.sources import Source
from index.prepared import Prepared, prepare

PROCESSES = 2
# What a file may take: some files make a reader run for hours or fill all memory.
SECONDS, SECONDS_A_MEGABYTE = 120.0, 20.0
STARTING = 60.0  # seconds until a process is ready, on a busy machine
# What a reading process runs. It does not import the program that started it, which may be a
# script without a guard or none that has a file, as a process of multiprocessing would.
PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]);"
    "from index.workers import work; work(int(sys.argv[1]))"
)
MEMORY = 2 * 2**30  # bytes of addresses, of which a process without work has a third


class WorkerError(WenzhengError):
    """No process that reads can be started."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read as the document of this id, unless its bytes have this SHA-256.

    ``size`` is that of the file on disk in bytes.
    """

    source: Source
    document_id: str
    known_sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a file could not be read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Same:
    """The file holds what it held."""


Outcome = Prepared | Failed | Same


def read_job(job: Job) -> Outcome:
    """Read one file in this process. Every error but an interrupt becomes its reason."""
    try:
        if job.known_sha256:
            digest = hashlib.sha256(job.source.data()).hexdigest()
            if digest == job.known_sha256:
                return Same()
        return prepare(read_document(job.source, job.document_id))
    except ReadingError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed(f"读取“{job.source.where}”时内存不足。请拆分成较小的文件后再试。")
    except Exception as error:
        kind = type(error).__name__
        return Failed(f"读取“{job.source.where}”时程序出错（{kind}）。请另存为 .txt 后再试。")


def read_all(jobs: Iterable[Job], processes: int = PROCESSES) -> Iterator[tuple[Job, Outcome]]:
    """Read files in at most so many processes; each comes with its outcome when it is done.

    A process that crashes or takes too long is ended and gives its file's failure. Raises
    WorkerError where none can be started.
    """
    waiting = deque(jobs)
    team = [_Worker() for _ in range(min(processes, len(waiting)))]
    try:
        for worker in team:
            worker.give(waiting.popleft())
        while busy := [worker for worker in team if worker.job is not None]:
            timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            wait([worker.connection for worker in busy], timeout)
            for worker in busy:
                outcome = worker.outcome()
                if outcome is None or worker.job is None:
                    continue
                job, worker.job = worker.job, None
                if waiting:
                    worker.give(waiting.popleft())
                yield job, outcome
    finally:
        for worker in team:
            worker.end()


class _Worker:
    """A process that reads one file after another; a new one takes its place where it fails."""

    process: subprocess.Popen[bytes]
    connection: Connection

    def __init__(self) -> None:
        self.job: Job | None = None
        self.deadline = 0.0
        self._start()

    def _start(self) -> None:
        self.ready = False
        self.connection, theirs = Pipe()
        number = theirs.fileno()
        command = [sys.executable, "-c", PROGRAM, str(number), json.dumps(sys.path)]
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[number]
            )
        except OSError as error:
            raise WorkerError(
                f"无法启动读取文件的进程（{error.strerror}）；请稍后再试。"
            ) from error
        finally:
            theirs.close()

    def give(self, job: Job) -> None:
        self.job = job
        self._set_deadline(job)
        # A process that has just died is noticed when its outcome is asked for.
        try:
            self.connection.send(job)
        except OSError:
            self.deadline = 0.0

    def _set_deadline(self, job: Job) -> None:
        allowed = SECONDS + SECONDS_A_MEGABYTE * job.size / 2**20
        self.deadline = time.monotonic() + allowed + (0 if self.ready else STARTING)

    def outcome(self) -> Outcome | None:
        """What became of the job; None while it is being read."""
        assert self.job is not None
        name = self.job.source.where
        if self.connection.poll():
            try:
                outcome: Outcome | None = self.connection.recv()
                if outcome is None:
                    self.ready = True
                    self._set_deadline(self.job)
                return outcome
            except (EOFError, OSError):
                if not self.ready:
                    raise WorkerError("读取文件的进程无法启动；请检查安装和可用内存。") from None
                failed = Failed(f"读取“{name}”时程序崩溃，文件可能已损坏。请另存为 .txt 后再试。")
        elif time.monotonic() < self.deadline:
            return None
        else:
            failed = Failed(f"读取“{name}”用时过长，已放弃。请拆分或另存为 .txt 后再试。")
        self.end()
        self._start()
        return failed

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.connection.close()


def work(number: int) -> None:
    """What a process does: read what comes over the connection of this number until it ends."""
    # An interrupt goes to the whole group; the parent ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    allowed = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
    with Connection(number) as connection:
        connection.send(None)  # ready
        while True:
            try:
                job = connection.recv()
            except EOFError:
                return
            connection.send(read_job(job))
