"""What misspelt questions lose, and how much of it reading them right gives back.

    .venv/bin/python -m benchmarks.typos SET.jsonl... --data FOLDER [--seed 1] [--spelt FOLDER]

In every Chinese question one character of one content word that the collection holds is replaced:
by one that sounds the same in two of three cases, else by one that sounds nearly or looks the
same. Each question is asked as it was, with the slip as typed, and with the slip as read. A reading
is counted right where the question is as it was, false where a question without slip is changed.
Questions of the sets that hold slips of their own are left out, and those in English. With
``--spelt``, a BEIR folder of questions that people wrote, every change of one of them is printed:
read against the words of that folder's passages, then against those of ``--data``.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from answers.assistant import Assistant
from corpus.records import Question
from corpus.script import simplify
from eval.beir import load_collection
from eval.evidence import EvidenceLocator, LocatedEvidence
from eval.judging import judge
from eval.questions import GoldQuestion, load_questions
from index.collection import make_index
from index.encoder import load_encoder
from index.store import open_index
from index.tokens import word_frequencies
from retrieval.misspelt import Vocabulary, alike, set_right
from retrieval.understanding import understand

USUAL = 500  # occurrences in jieba's dictionary of a character that is typed in error


def main() -> None:
    """Ask every question in three ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spelt", type=Path)
    arguments = parser.parse_args()
    encoder = load_encoder()
    assistant = Assistant(open_index(arguments.data, encoder), encoder)
    started = perf_counter()
    words = len(assistant.vocabulary.masked)
    print(f"vocabulary: {words} masks in {perf_counter() - started:.2f} s")
    chance = random.Random(arguments.seed)
    tally: Counter[str] = Counter()
    times: list[float] = []
    for path in arguments.sets:
        questions = load_questions(path)
        located = EvidenceLocator(assistant.documents).locate_all(questions, path)
        for gold in questions:
            if gold.wording not in ("typo", "english"):
                _try(gold, located[gold.id], assistant, chance, tally, times)
    report(tally, times)
    if arguments.spelt:
        collection = load_collection(arguments.spelt)
        written = sorted(set(collection.queries.values()))
        own = Assistant(make_index(collection.documents, encoder), encoder)
        report_changes("its own passages", written, own.vocabulary)
        report_changes("the passages of --data", written, assistant.vocabulary)


def report_changes(against: str, questions: Sequence[str], vocabulary: Vocabulary) -> None:
    """Print every question that is read otherwise than written, and the time that reading takes."""
    times = []
    changed = 0
    for question in questions:
        text = simplify(unicodedata.normalize("NFKC", question))
        started = perf_counter()
        _, read = set_right(text, vocabulary)
        times.append(1000 * (perf_counter() - started))
        changed += bool(read)
        for typed, word in read:
            print(f"  {typed} -> {word}: {question}")
    times.sort()
    print(f"read against {against}: {changed} of {len(questions)} changed;", end=" ")
    print(f"{times[len(times) // 2]:.2f} ms (p50), {times[int(len(times) * 0.95)]:.2f} ms (p95)")


def report(tally: Counter[str], times: list[float]) -> None:
    """Print the table of what was counted."""
    print(f"{'':<22}{'right passage first':>20}{'answers right':>16}")
    for way in ("as it was", "slip as typed", "slip as read"):
        first = tally[f"{way} first"] / tally["findable"]
        right = tally[f"{way} right"] / tally["planted"]
        print(f"{way:<22}{first:>20.3f}{right:>16.3f}")
    planted = tally["planted"]
    for what in ("read right", "read wrong", "left"):
        print(f"{what:<22}{tally[what]:>8} of {planted} ({tally[what] / planted:.1%})")
    print(f"{'changed without slip':<22}{tally['false']:>8} of {tally['clean']}")
    times.sort()
    middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"understanding {middle:.2f} ms (p50), {late:.2f} ms (p95)")


def _try(
    gold: GoldQuestion,
    evidence: tuple[LocatedEvidence, ...],
    assistant: Assistant,
    chance: random.Random,
    tally: Counter[str],
    times: list[float],
) -> None:
    clean = assistant.understand(gold.question, gold.history)
    tally["clean"] += 1
    tally["false"] += bool(clean.corrections)
    typed = plant(gold.question, assistant, chance)
    if not typed:
        return
    started = perf_counter()
    read = assistant.understand(typed, gold.history)
    times.append(1000 * (perf_counter() - started))
    tally["planted"] += 1
    right = read.text == simplify(unicodedata.normalize("NFKC", gold.question.strip()))
    tally["read right" if right else "read wrong" if read.corrections else "left"] += 1
    ways = {
        "as it was": understand(gold.question, gold.history),
        "slip as typed": understand(typed, gold.history),
        "slip as read": read,
    }
    tally["findable"] += gold.answerable
    for way, question in ways.items():
        _ask(way, question, gold, evidence, assistant, tally)


def _ask(
    way: str,
    question: Question,
    gold: GoldQuestion,
    evidence: tuple[LocatedEvidence, ...],
    assistant: Assistant,
    tally: Counter[str],
) -> None:
    answer = assistant.answer(question)
    result = judge(gold, evidence, answer, assistant.documents)
    tally[f"{way} right"] += result.correct
    tally[f"{way} first"] += bool(result.ranked and result.ranked.hit_1)


def plant(text: str, assistant: Assistant, chance: random.Random) -> str:
    """The text with one slip; empty where no content word of it takes one."""
    taken = [
        word
        for word in understand(text).terms
        if word in text and len(word) > 1 and assistant.index.document_frequency(word) > 1
    ]
    chance.shuffle(taken)
    for word in taken:
        slips = sorted(_slips(word))
        sounds = [slip for slip, by in slips if by == "sound"]
        others = [slip for slip, by in slips if by != "sound"]
        chosen = others if others and (not sounds or chance.random() < 1 / 3) else sounds
        if chosen:
            return text.replace(word, chance.choice(chosen), 1)
    return ""


def _slips(word: str) -> Iterator[tuple[str, str]]:
    """Every way to write a word with one character wrong that makes no other word, with how."""
    for i, character in enumerate(word):
        for other, by in alike(character).items():
            slip = word[:i] + other + word[i + 1 :]
            usual = word_frequencies().get(other, 0) >= USUAL
            if usual and not word_frequencies().get(slip):
                yield slip, by


if __name__ == "__main__":
    main()
