"""Pairs of texts that belong together, drawn from the training files as token numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.data import news_text, read_records, split_sentences
from training.lay import Taught, letters, taught_questions

Ids = NDArray[np.int32]
_CHUNK = 20_000
_WINDOW = 6  # sentences of a news text on either side of the one that is asked
_LONGEST = 112  # tokens of a passage that take part; more cost time and gave nothing
_GROUP = 4  # articles drawn near one another, each other's hard negatives
_NEAR = 12
_SHORTEST = 4  # tokens that a sentence needs to stand for a question


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together. Pairs that share a key are not each other's negatives."""

    anchor: Ids
    positive: Ids
    anchor_key: int
    positive_key: int


class Source(Protocol):
    """A kind of pairs. `size` says how many records stand behind it."""

    name: str
    size: int

    def draw(self, generator: np.random.Generator) -> Pair:
        """One random pair."""
        ...

    def draw_many(self, generator: np.random.Generator, count: int) -> list[Pair]:
        """``count`` random pairs for one batch."""
        return [self.draw(generator) for _ in range(count)]


class Texts:
    """Many tokenized texts in one flat array: text i is `ids[starts[i]:starts[i + 1]]`."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        parts: list[Ids] = []
        lengths: list[int] = [0]
        for start in range(0, len(texts), _CHUNK):
            for encoding in tokenizer.encode_batch_fast(list(texts[start : start + _CHUNK])):
                ids = np.asarray(encoding.ids, dtype=np.int32)
                parts.append(ids)
                lengths.append(len(ids))
        self.ids: Ids = np.concatenate(parts) if parts else np.empty(0, np.int32)
        self.starts = np.cumsum(lengths)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> Ids:
        return self.ids[self.starts[index] : self.starts[index + 1]]

    def between(self, first: int, last: int) -> Ids:
        """Texts `first` to `last - 1` as one."""
        return self.ids[self.starts[first] : self.starts[last]]


def _some_words(ids: Ids, low: int, high: int, generator: np.random.Generator) -> Ids:
    """`low` to `high` tokens of `ids` in their order, as a person types key words."""
    count = min(len(ids), int(generator.integers(low, high + 1)))
    return ids[np.sort(generator.choice(len(ids), count, replace=False))]


class Sentences(Source):
    """A sentence against the sentences around it (news)."""

    def __init__(self, name: str, tokenizer: Tokenizer, texts: Iterable[str]) -> None:
        self.name = name
        sentences: list[str] = []
        self.bounds: list[tuple[int, int]] = []
        for text in texts:
            own = split_sentences(text)
            if len(own) > 1:
                self.bounds.append((len(sentences), len(sentences) + len(own)))
                sentences += own
        self.texts = Texts(tokenizer, sentences)
        self.size = len(self.bounds)

    def draw(self, generator: np.random.Generator) -> Pair:
        """One random pair; the key is the text."""
        while True:
            key = int(generator.integers(self.size))
            first, last = self.bounds[key]
            chosen = int(generator.integers(first, last))
            anchor = self.texts[chosen]
            before = self.texts.between(max(first, chosen - _WINDOW), chosen)
            after = self.texts.between(chosen + 1, min(last, chosen + 1 + _WINDOW))
            if len(anchor) >= _SHORTEST and len(before) + len(after) >= _SHORTEST:
                positive = np.concatenate([before, after])[:_LONGEST]
                return Pair(anchor, positive, key, key)


class Articles(Source):
    """A sentence or a few words, at times with the title, against an article of a law.

    Articles come in fours from the same stretch of a law: in one batch they are the negatives that
    are hardest to tell apart.
    """

    def __init__(self, tokenizer: Tokenizer, records: Iterable[dict[str, object]]) -> None:
        self.name = "laws"
        heads: list[str] = []
        sentences: list[str] = []
        self.bounds: list[tuple[int, int]] = []
        self.key_of: dict[int, int] = {}  # by the number of the record
        titles: list[str] = []
        for number, record in enumerate(records):
            own = split_sentences(str(record["text"]))
            path = record["path"]
            assert isinstance(path, list)
            if own:
                self.key_of[number] = len(self.bounds)
                titles.append(str(record["title"]))
                heads.append(" ".join([str(record["title"]), *map(str, path)]))
                self.bounds.append((len(sentences), len(sentences) + len(own)))
                sentences += own
        self.titles = Texts(tokenizer, titles)
        self.heads = Texts(tokenizer, heads)
        self.texts = Texts(tokenizer, sentences)
        self.size = len(self.bounds)

    def draw(self, generator: np.random.Generator) -> Pair:
        """One random pair; the key is the article."""
        return self.draw_near(int(generator.integers(self.size)), generator)

    def draw_many(self, generator: np.random.Generator, count: int) -> list[Pair]:
        """``count`` random pairs, in fours."""
        stretches = generator.integers(self.size, size=-(-count // _GROUP)).repeat(_GROUP)[:count]
        return [self.draw_near(int(start), generator) for start in stretches]

    def draw_near(self, start: int, generator: np.random.Generator) -> Pair:
        """A random pair of one of the articles from ``start`` on; the key is the article."""
        while True:
            key = (start + int(generator.integers(_NEAR))) % self.size
            first, last = self.bounds[key]
            whole = self.texts.between(first, last)
            if len(whole) < _SHORTEST:
                start = int(generator.integers(self.size))
                continue
            if generator.random() < 0.5 and last - first > 1:
                chosen = int(generator.integers(first, last))
                anchor = self.texts[chosen]
                rest = [self.texts.between(first, chosen), self.texts.between(chosen + 1, last)]
            else:
                anchor, rest = _some_words(whole, 3, 10, generator), [whole]
            if generator.random() < 0.5:
                anchor = np.concatenate([self.titles[key], anchor])
            positive = np.concatenate([self.heads[key], *rest])[:_LONGEST]
            if len(anchor):
                return Pair(anchor, positive, key, key)


class Couples(Source):
    """Two given texts each: a question and its passage, a word and its meaning.

    With `words` the first text is at times cut down to that many tokens in a row (low, high), as
    a question touches only a part of what answers it. With `turned` either side may ask.
    """

    def __init__(
        self,
        name: str,
        tokenizer: Tokenizer,
        couples: Sequence[tuple[str, str]],
        words: tuple[int, int] | None = None,
        turned: bool = False,
    ) -> None:
        self.name = name
        self.words = words
        self.turned = turned
        first, second = (
            Texts(tokenizer, [a for a, _ in couples]),
            Texts(tokenizer, [b for _, b in couples]),
        )
        kept = [i for i in range(len(couples)) if len(first[i]) and len(second[i])]
        self.first, self.second, self.kept = first, second, kept
        numbers: dict[str, int] = {}
        self.keys = [
            tuple(numbers.setdefault(text, len(numbers)) for text in couple) for couple in couples
        ]
        self.size = len(kept)

    def draw(self, generator: np.random.Generator) -> Pair:
        """One random pair; equal texts have equal keys."""
        index = self.kept[int(generator.integers(self.size))]
        anchor, positive = self.first[index][:_LONGEST], self.second[index][:_LONGEST]
        if self.words is not None and generator.random() < 0.5:
            length = int(generator.integers(self.words[0], self.words[1] + 1))
            start = int(generator.integers(max(1, len(anchor) - length + 1)))
            anchor = anchor[start : start + length]
        anchor_key, positive_key = self.keys[index]
        if self.turned and generator.random() < 0.5:
            return Pair(positive, anchor, positive_key, anchor_key)
        return Pair(anchor, positive, anchor_key, positive_key)


class LayQuestions(Couples):
    """Lay questions against the texts that answer them.

    One about a law comes with a pair of an article near its own, the negative that is hardest to
    tell from it.
    """

    def __init__(self, tokenizer: Tokenizer, asked: Sequence[Taught], laws: Articles) -> None:
        super().__init__("lay", tokenizer, [(one.question, one.text) for one in asked])
        self.laws = laws
        self.articles = [
            None if one.article is None else laws.key_of.get(one.article) for one in asked
        ]

    def draw_many(self, generator: np.random.Generator, count: int) -> list[Pair]:
        """``count`` random pairs; of questions and articles about half each."""
        pairs: list[Pair] = []
        while len(pairs) < count:
            index = self.kept[int(generator.integers(self.size))]
            article = self.articles[index]
            question, text = self.first[index][:_LONGEST], self.second[index][:_LONGEST]
            # The keys of articles are theirs; what is no article counts below zero.
            own, answer = (-1 - key for key in self.keys[index])
            pairs.append(Pair(question, text, own, answer if article is None else article))
            if article is not None:
                near = self.laws.draw_near(max(0, article - _NEAR // 2), generator)
                pairs += [near] if near.positive_key != article else []
        return pairs[:count]


def read_sources(folder: Path, tokenizer: Tokenizer, english: bool = True) -> list[Source]:
    """All sources that have a pair to give, tokenized. `english` adds the two bilingual files.

    Raises TrainingDataError where a file is missing.
    """
    questions: dict[str, list[tuple[str, str]]] = {}
    for record in read_records(folder, "pairs"):
        couple = str(record["query"]), str(record["passage"])
        questions.setdefault(str(record["source"]), []).append(couple)
    laws = Articles(tokenizer, read_records(folder, "laws"))
    sources: list[Source] = [
        Sentences("news", tokenizer, map(news_text, read_records(folder, "news"))),
        laws,
        LayQuestions(tokenizer, taught_questions(folder), laws),
    ]
    sources += [Couples(name, tokenizer, couples) for name, couples in questions.items()]
    if english:
        articles = [(str(r["en"]), str(r["zh"])) for r in read_records(folder, "en_zh_laws")]
        entries = list(read_records(folder, "cedict"))
        meanings = [("; ".join(entry["en"]), str(entry["zh"])) for entry in entries]
        single = [(meaning, str(entry["zh"])) for entry in entries for meaning in entry["en"]]
        sources.append(Couples("en_zh_laws", tokenizer, articles, words=(5, 20), turned=True))
        sources.append(
            Couples("cedict", tokenizer, list(dict.fromkeys(meanings + single)), turned=True)
        )
        sources.append(Couples("synonyms", tokenizer, synonyms(single), turned=True))
    sources.append(Couples("letters", tokenizer, [(one.subject, one.reply) for one in letters()]))
    return [source for source in sources if source.size]


def synonyms(entries: Iterable[tuple[str, str]], most: int = 6) -> list[tuple[str, str]]:
    """Pairs of Chinese words that share an English meaning, given (meaning, word) entries.

    Meanings of more than `most` words (surnames, variants, "to strike") say too little and are
    passed over, and so are single characters, which mean too much.
    """
    words: dict[str, list[str]] = {}
    for meaning, word in entries:
        if len(word) > 1 and word not in words.setdefault(meaning.lower(), []):
            words[meaning.lower()].append(word)
    return [
        (one, other)
        for group in words.values()
        if len(group) <= most
        for i, one in enumerate(group)
        for other in group[i + 1 :]
    ]
