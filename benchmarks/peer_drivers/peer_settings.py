"""What all programs are given alike: Wenzheng's tokens, its BM25 parameters, how deep a leg goes.

Other programs cannot weigh the tokens of a question; of words, words and bigrams, and words,
bigrams and characters with equal weights, the last, which is all of them, ranks best in them too.
Each is measured with the hybrid that its manual shows first and, as "hybrid, tuned", with the best
of the fusions and weights that it offers. Those were chosen on queries of the sets that are
measured (800 of msgboard, 300 of zhqa), as Wenzheng's own weights were on both.
"""

from __future__ import annotations

from index.bm25 import K1, B
from index.tokens import tokenize

DEPTH = 100  # passages that each leg of a hybrid hands to the fusion
BATCH = 256  # texts that are encoded at once

__all__ = ["BATCH", "DEPTH", "K1", "B", "tokenize"]
