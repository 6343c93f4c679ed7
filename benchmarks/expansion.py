"""What words that may stand for those of a question add to retrieval, by their weight.

    .venv/bin/python -m benchmarks.expansion SET.jsonl... --data FOLDER

For each weight the share of answerable questions whose first passage, and one of whose first five,
is a gold one; within the places, years and articles that the question names, as when answering.
The shipped weight is `retrieval.search.SYNONYM_WEIGHT`; 0 leaves the tables unused.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from answers.assistant import Assistant
from eval.evidence import EvidenceLocator, gold_passages
from eval.questions import load_questions
from index.encoder import load_encoder
from index.store import open_index
from retrieval import search as searching

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)


def main() -> None:
    """Search for every question with each weight and print the curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = load_encoder()
    assistant = Assistant(open_index(arguments.data, encoder), encoder)
    asked = []
    for path in arguments.sets:
        questions = load_questions(path)
        located = EvidenceLocator(assistant.documents).locate_all(questions, path)
        for gold in questions:
            wanted = {
                passage
                for entry in located[gold.id]
                for passage in gold_passages(entry, assistant.documents[entry.document])
            }
            if gold.answerable and wanted:
                asked.append((assistant.understand(gold.question, gold.history), wanted))
    print(f"{len(asked)} questions; weight of a synonym, right passage first, among five")
    for weight in WEIGHTS:
        searching.SYNONYM_WEIGHT = weight
        ranks = []
        for question, wanted in asked:
            hits = assistant.context(question).hits
            found = (i for i, hit in enumerate(hits) if hit.passage.id in wanted)
            ranks.append(next(found, 99))
        first, five = sum(rank == 0 for rank in ranks), sum(rank < 5 for rank in ranks)
        print(f"{weight:.1f}  {first / len(ranks):.3f}  {five / len(ranks):.3f}", flush=True)


if __name__ == "__main__":
    main()
