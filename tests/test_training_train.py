"""Training: the loss by hand, a run on tiny data, the folder that it leaves."""

from __future__ import annotations

import json
import lzma
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from training.composition import ComposedTable
from training.data import FILES, TrainingDataError
from training.lexical import lexical_shares
from training.pairs import Pair, read_sources
from training.rewording import Rewording
from training.train import (
    Recipe,
    bag,
    contrastive_loss,
    draw_batches,
    learning_rate,
    residual_loss,
    save_encoder,
    shared_texts,
    source_shares,
    train,
)
from training.vocabulary import Sizes, read_tokenizer

TOPICS = ["公租房申请", "养老金领取", "中小学入学", "残疾人补贴", "失业登记", "水费缴纳"]
RECIPE = Recipe(steps=40, batch=16, dimensions=16, rate=0.05, warm_up=2, residual=0.0)


def write(folder: Path, name: str, records: list[dict[str, object]]) -> None:
    with lzma.open(folder / f"{name}.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    # Words are counted in every n-th record, the first among them, so that one names every topic.
    news = ["、".join(TOPICS), *(f"{t}的条件放宽。市民办理{t}可以网上预约。" for t in TOPICS)]
    write(folder, "news", [{"text": text} for text in news])
    write(
        folder,
        "laws",
        [{"title": f"{t}办法", "path": ["总则"], "text": f"为规范{t}，制定办法。"} for t in TOPICS],
    )
    write(
        folder,
        "pairs",
        [{"source": "own", "query": f"怎么办{t}？", "passage": f"{t}到窗口办理"} for t in TOPICS],
    )
    write(folder, "en_zh_laws", [{"title_en": "Act", "en": "the housing act", "zh": "住房法规定"}])
    write(folder, "cedict", [{"zh": "住房", "pinyin": "zhu4 fang2", "en": ["housing"]}])
    return folder


NOTHING_SHARED = torch.zeros(2, 2, dtype=torch.bool)


def test_the_loss_of_orthogonal_pairs_by_hand() -> None:
    none = torch.zeros(3, 3, dtype=torch.bool)
    # Own score 2, two others 0: -log(e^2 / (e^2 + 2)), the same both ways.
    expected = math.log(1 + 2 * math.exp(-2))
    assert contrastive_loss(2 * torch.eye(3), none).item() == pytest.approx(expected)


def test_a_pair_that_shares_its_text_is_no_negative() -> None:
    scores = torch.full((2, 2), 20.0)
    shared = torch.tensor([[False, True], [True, False]])
    assert contrastive_loss(scores, shared).item() == pytest.approx(0.0)
    assert contrastive_loss(scores, NOTHING_SHARED).item() == pytest.approx(math.log(2))


def test_what_words_find_already_need_not_be_learned() -> None:
    scores, lexical = torch.zeros(2, 2), torch.eye(2) * 40
    assert residual_loss(scores, lexical, NOTHING_SHARED).item() == pytest.approx(0.0)
    assert residual_loss(scores, 0 * lexical, NOTHING_SHARED).item() == pytest.approx(math.log(2))


def test_lexical_shares_weigh_rare_words_and_saturate() -> None:
    texts = [np.array(ids, np.int32) for ids in ([1], [2, 2], [3])]
    shares = lexical_shares(
        [np.array([1, 2, 0], np.int32)], texts, np.array([-4.0, -5.0, -6.0, -7.0])
    )
    # idf 1 and 2; a second time in a text adds 2 * 1.9 / 2.9 over one.
    assert shares.tolist() == [pytest.approx([1 / (2 * 3.8 / 2.9), 1.0, 0.0])]


def test_a_word_leans_on_its_characters_and_a_latin_word_on_its_stem() -> None:
    entries = ["诊", "疗", "诊疗", "insurance", "insured", "tax"]
    table = ComposedTable(entries, np.full(6, -2.0), 4, torch.Generator().manual_seed(0))
    own, vectors = table.rows.detach(), table().detach()
    assert own.shape == (7, 4)
    assert torch.allclose(vectors[2], own[2] + 0.5 * (own[0] + own[1]))
    assert torch.allclose(vectors[3] - own[3], vectors[4] - own[4])
    assert torch.equal(vectors[5], own[5])


def test_shared_texts_are_found_on_either_side() -> None:
    ids = np.array([1], dtype=np.int32)
    pairs = [Pair(ids, ids, 0, 5), Pair(ids, ids, 1, 5), Pair(ids, ids, 1, 6)]
    expected = [[False, True, False], [True, False, True], [False, True, False]]
    assert shared_texts(pairs).tolist() == expected


def test_a_bag_is_all_ids_and_where_each_text_starts() -> None:
    ids, offsets = bag([np.array([4, 5], np.int32), np.array([6], np.int32)])
    assert ids.tolist() == [4, 5, 6]
    assert offsets.tolist() == [0, 2]


def test_the_rate_rises_then_falls_to_nearly_nothing() -> None:
    recipe = Recipe(steps=10, warm_up=2, rate=1.0)
    rates = [learning_rate(step, recipe) for step in (0, 1, 2, 6, 9)]
    assert rates == pytest.approx([0.5, 1.0, 1.0, 0.5, 0.125])


def test_a_trained_folder_knows_what_belongs_together(data: Path, tmp_path: Path) -> None:
    tokenizer = read_tokenizer(data, tmp_path / "work", Sizes(200, 20, 400))
    *sources, letters = read_sources(data, tokenizer)
    assert letters.name == "letters"  # the project's own list, not of this folder
    assert [source.size for source in sources] == [6, 6, 6, 1, 1]
    # 6^0 times the weights 2 (news), 1, 1, 2 (laws in English) and 0.4 (dictionary).
    shares = np.array([2.0, 1.0, 1.0, 2.0, 0.4]) / 6.4
    assert source_shares(sources, 0.0) == pytest.approx(shares)
    vectors, losses = train(tokenizer, sources, RECIPE)
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) / 2

    out = tmp_path / "encoder"
    save_encoder(tokenizer, vectors, out)
    encoder = SentenceTransformer(str(out), device="cpu", local_files_only=True)
    texts = [f"{topic}到窗口办理" for topic in TOPICS]
    passages = encoder.encode(texts).astype(np.float32)
    questions = encoder.encode([f"怎么办{topic}？" for topic in TOPICS]).astype(np.float32)
    assert passages.shape == (6, 16)
    assert np.linalg.norm(passages, axis=1) == pytest.approx(np.ones(6), abs=2e-3)
    assert (questions @ passages.T).argmax(axis=1).tolist() == list(range(6))


def test_the_same_seed_gives_the_same_table_and_another_seed_another(
    data: Path, tmp_path: Path
) -> None:
    tokenizer = read_tokenizer(data, tmp_path / "work", Sizes(200, 20, 400))
    sources = read_sources(data, tokenizer)
    short = Recipe(steps=3, batch=8, dimensions=8)
    one, other = train(tokenizer, sources, short)[0], train(tokenizer, sources, short)[0]
    assert torch.equal(one, other)
    third = train(tokenizer, sources, Recipe(steps=3, batch=8, dimensions=8, seed=1))[0]
    assert not torch.equal(one, third)


def test_the_table_is_the_mean_of_tables_that_saw_other_pairs(data: Path, tmp_path: Path) -> None:
    tokenizer = read_tokenizer(data, tmp_path / "work", Sizes(200, 20, 400))
    sources = read_sources(data, tokenizer)
    recipe = Recipe(steps=3, batch=8, dimensions=8)
    both, _ = train(tokenizer, sources, recipe)
    first, _ = train(tokenizer, sources, replace(recipe, members=1))
    other = 2 * both / both.norm(dim=1).mean() - first
    assert not torch.allclose(other, first, atol=1e-3)
    assert both.norm(dim=1).mean().item() == pytest.approx(1.0, abs=1e-5)


def test_a_batch_mixes_the_sources_by_their_shares(data: Path, tmp_path: Path) -> None:
    tokenizer = read_tokenizer(data, tmp_path / "work", Sizes(200, 20, 400))
    own, laws = read_sources(data, tokenizer)[2], read_sources(data, tokenizer)[1]
    assert source_shares([own, laws], 0.5).tolist() == [0.5, 0.5]
    batch = next(draw_batches([own, laws], Rewording(tokenizer), Recipe(batch=64)))
    asked = [pair for pair in batch if "怎" in tokenizer.decode(pair.anchor.tolist())]
    assert len(batch) == 64
    assert 16 < len(asked) < 48


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(data: Path, tmp_path: Path, name: str) -> None:
    (data / f"{name}.jsonl.xz").unlink()
    with pytest.raises(TrainingDataError, match=rf"{name}\.jsonl\.xz"):
        read_sources(data, read_tokenizer(data, tmp_path / "work", Sizes()))
