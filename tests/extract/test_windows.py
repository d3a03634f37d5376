"""
Does the encoder get to see every word once, where it stands in the untouched text?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from selon.extract.encoder.windows import LONGEST, LONGEST_WORD, windows, words_of


def pieces_of(words: Sequence[str]) -> list[list[int]]:
    """Stand in for the encoder's pieces: one for each two characters."""
    return [[ord(character) % 1000 + 4 for character in word[::2]] or [3] for word in words]


TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="ab é’«».\n \u00a0\u200b\U0001f600", max_size=900),
    st.lists(
        st.sampled_from(["Oui. ", "« Non »", "mot ", "\n\n", "x" * 90, "\N{COMBINING ACUTE ACCENT}"]), max_size=400
    ).map("".join),
)


@given(TEXTS)
@example("a-t-il dit : « L’été ».")
@example("\x1c\x85mot\u2028mot")
def test_words_are_all_that_is_no_blank(text: str) -> None:
    """
    Between the words there are only blanks, and each is found at its place.
    """
    rest = list(text)
    for word in words_of(text):
        assert word.of(text).strip() == word.of(text)
        rest[word.start : word.end] = " " * (word.end - word.start)
    assert not "".join(rest).strip()


@given(TEXTS)
@example("mot " * 2000)
@example("x" * 4000)
@example("Une phrase. " * 300)
def test_windows_hold_every_word_once(text: str) -> None:
    """
    Windows follow one another, fit the encoder, and say where each word's pieces stand.
    """
    words = words_of(text)
    end = 0
    for window in windows(text, words, pieces_of):
        assert window.first == end < window.end
        end = window.end
        assert len(window.pieces) <= LONGEST
        assert len(window.starts) == len(window.sizes) == window.end - window.first
        assert (window.sizes >= 1).all()
        assert (window.sizes <= LONGEST_WORD).all()
        assert (window.starts[1:] >= window.starts[:-1] + window.sizes[:-1]).all()
        assert window.starts[-1] + window.sizes[-1] < len(window.pieces)
    assert end == len(words)


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    """
    Of a paragraph that no window holds, each part but the last ends as a sentence does.
    """
    text = "Le pont de la ville est fermé depuis deux jours. " * 60
    words = words_of(text)
    ends = [words[window.end - 1].of(text) for window in windows(text, words, pieces_of)]
    assert len(ends) > 1
    assert {*ends} == {"."}


def test_paragraphs_that_fit_are_read_together() -> None:
    """
    A short article is one window, with a mark after each paragraph.
    """
    text = "Un titre\n\nUne phrase.\nUne autre."
    (window,) = windows(text, words_of(text), pieces_of)
    assert np.count_nonzero(window.pieces == 2) == 3
