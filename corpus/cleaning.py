"""From the raw text of a file to clean text, with a record of every edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpus.cleaning_breaks import break_edits
from corpus.cleaning_bytes import shifted_bytes_edits, torn_note_edits
from corpus.cleaning_characters import character_edits, line_end_edits
from corpus.cleaning_chrome import chrome_edits
from corpus.cleaning_copying import copying_edits, wrapped_edits
from corpus.cleaning_junk import junk_edits
from corpus.cleaning_labels import label_edits
from corpus.cleaning_lines import blank_line_edits, join_edits, space_edits
from corpus.cleaning_lookalikes import lookalike_edits
from corpus.cleaning_pinyin import pinyin_edits
from corpus.cleaning_reencoded import reencoded_edits
from corpus.cleaning_script import script_edits
from corpus.cleaning_shifts import shift_edits
from corpus.cleaning_spaces import stray_space_edits
from corpus.cleaning_spam import header_edits, hijack_edits, spam_edits
from corpus.cleaning_widths import width_edits
from corpus.provenance import Cleaned, apply_edits, compose
from corpus.records import Edit

Rule = Callable[[str], Iterable[Edit]]

# In this order: bytes are judged before the script changes, lines when all else is done.
RULES: tuple[Rule, ...] = (
    reencoded_edits,
    line_end_edits,
    header_edits,
    character_edits,
    width_edits,
    copying_edits,
    wrapped_edits,
    pinyin_edits,
    torn_note_edits,
    shifted_bytes_edits,
    shift_edits,
    lookalike_edits,
    junk_edits,
    break_edits,
    script_edits,
    space_edits,
    hijack_edits,
    spam_edits,
    label_edits,
    chrome_edits,
    space_edits,
    blank_line_edits,
    stray_space_edits,
    join_edits,
)


def clean(raw: str, rules: tuple[Rule, ...] = RULES) -> Cleaned:
    """Clean a decoded file. Never raises; clean text comes back unchanged but for whitespace.

    ``apply_edits(raw, cleaned.edits) == cleaned.text``. Each rule sees the text as the rules
    before it left it and decides first, from the whole of it, whether its kind of noise is there.
    """
    text, edits = raw, list[Edit]()
    for rule in rules:
        found = list(rule(text))
        if found:
            edits = compose(raw, edits, text, found)
            text = apply_edits(text, found)
    return Cleaned(text, tuple(edits))
