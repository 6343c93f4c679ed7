"""Bringing an index up to date with files: only what changed is read, what is gone leaves."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from corpus.errors import WenzhengError
from corpus.identifiers import distinct_ids
from corpus.sources import FoundSources, Problem, Source, find_sources
from index.before import Before
from index.catalogue import Catalogue, SourceEntry, StoredDocument
from index.encoder import Encoder, Progress
from index.segment_writer import ENCODING
from index.spool import Spool, Spooled
from index.store import Choice, has_index, read_catalogue, write_index
from index.workers import Failed, Job, Outcome, Same, read_all
from index.writing import WRITING

READING = "读取文件"
# The stages that progress is told of, in order, with their shares of the time to index a folder
# of laws on two cores. What is read is encoded meanwhile; only what was stored is encoded later.
STAGES = ((READING, 0.85), (ENCODING, 0.05), (WRITING, 0.1))
LIBRARIES = ("jieba", "lxml", "opencc", "pypdfium2", "pypinyin", "selectolax")
CORPUS = Path(__file__).parents[1] / "corpus"
# A file may change again within the grain of the clock; what was read so soon is not trusted.
_GRAIN = 2_000_000_000  # nanoseconds

Key = tuple[str, str]


class NothingReadError(WenzhengError):
    """None of the files could be read, for these ``problems``, and nothing is indexed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("没有读到任何文件；请检查路径和文件格式。")
        self.problems = tuple(problems)


class _UpToDateError(Exception):
    """Nothing is to be written."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did, in files, and what the index holds then.

    ``problems`` are of the files given this time, ``notes`` what is not in the text of those that
    were read. ``copies`` names, for each document that is cited for others too, the files of these.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    documents: int
    passages: int
    copies: dict[str, tuple[str, ...]]


@cache
def reading_fingerprint() -> str:
    """What reading depends on, in short: the room `corpus`, its code and tables, and libraries."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for file in sorted((*CORPUS.glob("*.py"), *CORPUS.glob("tables/*"))):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def update_index(
    paths: Sequence[Path],
    encoder: Encoder,
    data: Path,
    progress: Progress | None = None,
    *,
    afresh: bool = False,
) -> Report:
    """Index the files and folders beside what is in place.

    Files that did not change are not read again; a file that is gone from one of the folders
    leaves the index. ``afresh`` keeps nothing else, and looks at every byte: of these files, and
    of what the index in place holds of them, which is used again where neither changed. What was
    in use stays in use until everything is on disk, and where nothing changed it stays as it is.

    Raises ReadingError for a path that does not exist, NothingReadError, and what
    ``index.store.build_index`` raises.
    """
    found = find_sources(paths, [data / "index"])
    if not found.sources and not has_index(data):
        raise NothingReadError(found.problems)
    update = _Update(paths, found, progress, afresh)
    try:
        _, catalogue = write_index(update.choose, encoder, data, progress, afresh=afresh)
    except _UpToDateError:
        catalogue = read_catalogue(data)
    return update.report(catalogue)


@dataclass
class _Update:
    """One update on its way: the entries of the next catalogue, by their files."""

    paths: Sequence[Path]
    found: FoundSources
    progress: Progress | None
    afresh: bool
    entries: dict[Key, SourceEntry] = field(default_factory=dict)
    # What was read before and, afresh, is used again if a file holds the same.
    read_before: Catalogue = field(default_factory=Catalogue)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[Problem] = field(default_factory=list)
    keys: dict[Source, Key] = field(default_factory=dict)

    def choose(self, before: Before | None, spool: Spool) -> Choice:
        """What the next generation holds; see ``index.store.Choose``."""
        self.read_before = before.catalogue if before is not None else Catalogue()
        old = Catalogue() if self.afresh else self.read_before
        wanted: dict[str, StoredDocument | Spooled] = dict(old.by_id)
        self.entries = {entry.key: entry for entry in old.sources}
        for key in self._gone():
            self.counts["removed"] += 1
            wanted.pop(self.entries.pop(key).document, None)
        jobs = self._jobs(wanted)
        done, total = 0, sum(job.size for job in jobs)
        for job, outcome in read_all(jobs):
            self._take(job, outcome, wanted, spool)
            done += job.size
            if self.progress is not None:
                self.progress(READING, done, total)
        self._check_something(before, wanted)
        return Choice(wanted, tuple(self.entries.values()), self.found.problems)

    def report(self, catalogue: Catalogue) -> Report:
        """What was done, once it is."""
        keys = {self._key(source) for source in self.found.sources}
        unread = [
            Problem(entry.name, entry.reason)
            for entry in catalogue.sources
            if entry.reason and entry.key in keys
        ]
        return Report(
            added=self.counts["added"],
            changed=self.counts["changed"],
            removed=self.counts["removed"],
            unchanged=self.counts["unchanged"],
            problems=(*self.found.problems, *unread),
            notes=tuple(sorted(self.notes, key=lambda note: note.name)),
            documents=len(catalogue.cited),
            passages=sum(document.passages for document in catalogue.cited),
            copies=catalogue.copies(),
        )

    def _key(self, source: Source) -> Key:
        """Its real path and entry, asked of the system once for each file."""
        if source not in self.keys:
            self.keys[source] = os.path.realpath(source.path), source.entry
        return self.keys[source]

    def _gone(self) -> list[Key]:
        """The known files under the folders given that are no more.

        A file that is there and was not found (its folder cannot be opened, say) stays; of an
        archive that was looked through, entries that were not found are gone.
        """
        folders = [os.path.realpath(path) for path in self.paths if path.is_dir()]
        named = {os.path.realpath(path) for path in self.paths}
        keys = {self._key(source) for source in self.found.sources}
        archives = {path for path, entry in keys if entry}
        gone = []
        for path, entry in self.entries.keys() - keys:
            given = path in named or any(_is_under(path, folder) for folder in folders)
            if given and (not os.path.lexists(path) or (entry and path in archives)):
                gone.append((path, entry))
        return sorted(gone)

    def _jobs(self, wanted: dict[str, StoredDocument | Spooled]) -> list[Job]:
        """The files to read; those that did not change are counted and left."""
        ids = self._ids(set(wanted))
        jobs = []
        known_before = self._readable_again() if self.afresh else {}
        for source in self.found.sources:
            entry = self.entries.get(self._key(source))
            size, modified = _state(source)
            known = ""
            if entry is not None and entry.reading == reading_fingerprint():
                if entry.modified and (entry.size, entry.modified) == (size, modified):
                    self.counts["unchanged"] += not entry.reason
                    continue
                known = entry.sha256
            if ids[source] == known_before.get(self._key(source), ("", ""))[0]:
                known = known_before[self._key(source)][1]
            jobs.append(Job(source, ids[source], known, size))
        return jobs

    def _readable_again(self) -> dict[Key, tuple[str, str]]:
        """The files that this program has read before: their documents' ids and their SHA-256."""
        return {
            entry.key: (entry.document, entry.sha256)
            for entry in self.read_before.sources
            if entry.document and entry.reading == reading_fingerprint()
        }

    def _ids(self, taken: set[str]) -> dict[Source, str]:
        """An id for each file found: its old one, or one that no other file has.

        A document whose file is gone, or that was added without one, gives its id up to a file
        of its name.
        """
        owners = {entry.document: entry for entry in self.entries.values() if entry.document}
        ids, fresh = {}, []
        for source in self.found.sources:
            entry = self.entries.get(self._key(source))
            if entry is not None and entry.document:
                ids[source] = entry.document
            else:
                fresh.append(source)
        living = {id_ for id_, e in owners.items() if os.path.lexists(e.path)} & taken
        proposed = distinct_ids(self.found.sources)
        for source in fresh:
            id_ = proposed[source]
            if id_ in living:
                id_ = _told_apart(source, owners[id_], living)
            ids[source] = id_
            living.add(id_)
        return ids

    def _take(
        self,
        job: Job,
        outcome: Outcome,
        wanted: dict[str, StoredDocument | Spooled],
        spool: Spool,
    ) -> None:
        """Put down what became of a file."""
        key = self._key(job.source)
        old = self.entries.get(key)
        size, modified = _state(job.source)
        entry = SourceEntry(
            path=key[0],
            entry=key[1],
            name=job.source.name,
            size=size,
            modified=modified if modified < time.time_ns() - _GRAIN else 0,
            sha256=job.known_sha256,
            document=job.document_id,
            reason="",
            reading=reading_fingerprint(),
        )
        if isinstance(outcome, Same):
            self.counts["unchanged"] += 1
            wanted[job.document_id] = self.read_before.by_id[job.document_id]
        elif isinstance(outcome, Failed):
            entry = replace(entry, sha256="", document="", reason=outcome.reason)
            if old is not None and old.document:
                wanted.pop(old.document, None)
        else:
            self._disown(job.document_id, key)
            wanted[job.document_id] = spool.put(outcome)
            self.notes += [Problem(job.source.where, note) for note in outcome.notes]
            entry = replace(entry, sha256=outcome.source_sha256)
            self.counts["changed" if old is not None and old.document else "added"] += 1
        self.entries[key] = entry

    def _disown(self, document_id: str, key: Key) -> None:
        """Forget the file, gone since, that had this id."""
        for other, entry in list(self.entries.items()):
            if entry.document == document_id and other != key:
                del self.entries[other]

    def _check_something(self, before: Before | None, wanted: object) -> None:
        if not wanted and (before is None or not before.catalogue.documents):
            unread = [Problem(e.name, e.reason) for e in self.entries.values() if e.reason]
            raise NothingReadError((*self.found.problems, *unread))
        if before is None or self.afresh or not before.fits:
            return
        new = {key: replace(entry, modified=0) for key, entry in self.entries.items()}
        old = {entry.key: replace(entry, modified=0) for entry in before.catalogue.sources}
        same_files = new == old and tuple(self.found.problems) == before.catalogue.left_out
        if same_files and not self.counts["changed"]:
            raise _UpToDateError


def _is_under(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _state(source: Source) -> tuple[int, int]:
    """Size in bytes and time of the last change; zeros for a file that has just gone."""
    try:
        status = source.path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _told_apart(source: Source, owner: SourceEntry, taken: Iterable[str]) -> str:
    """An id that is not taken, with as many folders before the name as it needs."""
    other = Source(Path(owner.path), owner.entry)
    id_ = distinct_ids([source, other])[source]
    if id_ not in taken:
        return id_
    digest = hashlib.sha256(os.fsencode(f"{source.path}/{source.entry}")).hexdigest()[:8]
    return f"{id_}-{digest}"
