"""
Where are the quotation marks, whatever the typography?

Marks of every style, odd ones and nested ones, read from text alone; and what holds for any text at all.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from selon.model import Span
from selon.parse.quotes import Marks, Quote, find_quotes, with_double_marks

UNHURRIED = settings(deadline=None)  # a busy machine is no failure
MARKS = Marks({"«": "»", "“": "”»", "„": "“”"}, {"‘": "’"})
NARROW = "\N{NARROW NO-BREAK SPACE}"
WIDE = "\N{NO-BREAK SPACE}"

PIECES = st.sampled_from(
    [*"«»“”„\"‘’'", "''", "’’", "mot", "A", "7", " ", WIDE, NARROW, ".", ",", ":", "?", "…", "(", ")", "-", "—", "\n"]
)
PARAGRAPH = st.lists(PIECES, min_size=1, max_size=24).map("".join)


def passages(text: str) -> list[Span]:
    """Return the paragraphs of *text*, which blank lines part."""
    found, position = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            found.append(Span(position, position + len(paragraph)))
        position += len(paragraph) + 2
    return found


def quotes_of(text: str) -> list[Quote]:
    """Return the quotations of *text*, paragraph by paragraph."""
    return find_quotes(text, passages(text), MARKS)


def quoted(text: str) -> list[str]:
    """Return what stands in marks, without the marks."""
    return [quote.inner.of(text) for quote in quotes_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Elle a dit «oui».",
        "Elle a dit « oui ».",
        f"Elle a dit «{WIDE}oui{WIDE}».",
        f"Elle a dit «{NARROW}oui{NARROW}».",
        "Elle a dit “oui”.",
        'Elle a dit "oui".',
        "Elle a dit „oui“.",
        "Elle a dit „oui”.",
        "Elle a dit ''oui''.",
        "Elle a dit ’’oui’’.",
        "Elle a dit “oui».",
        '(Elle a dit "oui")',
        '—"oui", dit-elle.',
        '"oui"',
        'd\'"oui" on passe à autre chose',
    ],
)
def test_every_style_of_marks(text: str) -> None:
    """
    Any usual pair of double marks encloses the same words, blanks at their edges left out.
    """
    (quote,) = quotes_of(text)
    assert quote.inner.of(text) == "oui"
    assert (quote.closed, quote.single, quote.depth) == (True, False, 0)


def test_outer_span_holds_the_marks() -> None:
    """
    The outer span starts at the opening mark and ends after the closing one, also where a mark is two characters.
    """
    text = "Il crie ''oui'', elle écrit «\N{NO-BREAK SPACE}non\N{NO-BREAK SPACE}»."
    assert [quote.outer.of(text) for quote in quotes_of(text)] == ["''oui''", f"«{WIDE}non{WIDE}»"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Elle dit "oui", il dit "non".', ["oui", "non"]),
        ('"Oui", dit-elle. "Non", dit-il.', ["Oui", "Non"]),
        ("«oui» «non»", ["oui", "non"]),
        ('"oui" «non» “si”', ["oui", "non", "si"]),
        ('Un écran de 27" et rien de plus.', []),
        ("Il n'y a pas d'autre voie qu'aujourd'hui.", []),
        ("The players' union met at the owners' hotel.", []),
        ("Rock 'n' roll is here to stay, they sang.", []),
        ("", []),
        ("« »", []),
        ('""', []),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    """
    Each pair is found, apostrophes and inches are none, and empty pairs enclose nothing.
    """
    assert [inner for inner in quoted(text) if any(char.isalnum() for char in inner)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Il m'a dit “pars” hier »", [("Il m'a dit “pars” hier", 0), ("pars", 1)]),
        ("“Il m'a dit «pars» hier”", [("Il m'a dit «pars» hier", 0), ("pars", 1)]),
        ("« Il m'a dit « pars » hier »", [("Il m'a dit « pars » hier", 0), ("pars", 1)]),
        ('« Il m\'a dit "pars" hier »', [('Il m\'a dit "pars" hier', 0), ("pars", 1)]),
        ("“a «b “c” d» e”", [("a «b “c” d» e", 0), ("b “c” d", 1), ("c", 2)]),
        ("“He said ‘leave now’ and left”", [("He said ‘leave now’ and left", 0), ("leave now", 1)]),
    ],
)
def test_nested_marks(text: str, expected: list[tuple[str, int]]) -> None:
    """
    A quotation within a quotation comes after the one that holds it, one level deeper.
    """
    assert [(quote.inner.of(text), quote.depth) for quote in quotes_of(text)] == expected


def test_single_marks_are_told_apart() -> None:
    """
    Single marks around several words enclose a quotation of their own kind; an apostrophe inside does not end it.
    """
    text = "She said ‘we don’t know yet’ and left."
    (quote,) = quotes_of(text)
    assert (quote.inner.of(text), quote.single) == ("we don’t know yet", True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("‘We will close the pier,’ she said.", "“We will close the pier,” she said."),
        ("‘It is the residents’ own choice,’ she said.", "“It is the residents’ own choice,” she said."),
        ("‘The firm said “never again” to us,’ she said.", "“The firm said ‘never again’ to us,” she said."),
        ("He called it ‘a day of days’.", "He called it “a day of days”."),
    ],
)
def test_single_marks_of_the_british_press_become_double(text: str, shown: str) -> None:
    """
    Where all that is quoted stands in single marks they change places with double ones; apostrophes stay.
    """
    assert with_double_marks(text, passages(text), MARKS) == shown


@pytest.mark.parametrize(
    "text",
    [
        "“We will close the pier,” she said, ‘as soon as we can’.",
        "The players’ union and the owners’ club met in the ’90s.",
        "She spoke of a ‘day off’.",
        "No marks at all.",
    ],
)
def test_other_marks_stay(text: str) -> None:
    """
    Single marks beside double ones, around a word or two, and apostrophes are left as they are.
    """
    assert with_double_marks(text, passages(text), MARKS) == text


@UNHURRIED
@given(PARAGRAPH)
def test_as_long_as_it_was(text: str) -> None:
    """
    Whatever changes places, every character keeps its own.
    """
    assert len(with_double_marks(text, passages(text), MARKS)) == len(text)


def test_unclosed_runs_to_the_end_of_its_paragraph() -> None:
    """
    A quotation never closed ends with its paragraph, and says that it was not closed.
    """
    text = "Elle dit : « On ne sait rien. Rien du tout.\n\nLa pluie tombe."
    (quote,) = quotes_of(text)
    assert quote.inner.of(text) == "On ne sait rien. Rien du tout."
    assert quote.closed is False


def test_unopened_encloses_nothing() -> None:
    """
    A closing mark without an opening one, in mid-sentence, encloses nothing.
    """
    assert quoted("On ne sait rien », dit-elle.") == []


@pytest.mark.parametrize("mark", ["«", "»", "“"])
def test_mark_that_opens_every_paragraph(mark: str) -> None:
    """
    A quotation of several paragraphs, each opened by a mark and only the last closed, is one stretch in each of them.
    """
    last = "”" if mark == "“" else "»"
    text = f"{mark} Un jour.\n\n{mark} Deux jours.\n\n{mark} Trois jours. {last}"
    assert quoted(text) == ["Un jour.", "Deux jours.", "Trois jours."]
    assert [quote.closed for quote in quotes_of(text)] == [False, False, True]


def test_straight_mark_that_opens_every_paragraph() -> None:
    """
    The same with straight marks: the one never closed costs its own paragraph only.
    """
    assert quoted('"Un jour.\n\n"Deux jours."\n\nElle dit "trois".') == ["Un jour.", "Deux jours.", "trois"]


def test_odd_straight_mark_trusts_the_shapes() -> None:
    """
    With an odd straight mark in a paragraph, marks that plainly open and close still pair.
    """
    text = 'Un écran de 27" montre "la mer" en boucle.'
    assert "la mer" in quoted(text)


def test_paragraphs_keep_their_marks_apart() -> None:
    """
    A mark opened in one paragraph is not closed in the next.
    """
    text = "« Un jour.\n\nDeux jours. »"
    assert [quote.inner.of(text) for quote in quotes_of(text) if quote.closed] == []


@UNHURRIED
@given(st.lists(PARAGRAPH, min_size=1, max_size=4).map("\n\n".join))
@example("“")
@example('""”')
@example("«»\n\n''")
@example("‘mot mot’s mot’ «‘mot mot»")
def test_quotes_lie_where_they_should(text: str) -> None:
    """
    In any text each quotation lies in one passage, its inside lies in its outside, blanks trimmed, in text order.
    """
    areas = passages(text)
    found = find_quotes(text, areas, MARKS)
    for quote in found:
        assert sum(area.covers(quote.outer) for area in areas) == 1
        assert quote.outer.covers(quote.inner)
        inside = quote.inner.of(text)
        assert inside == inside.strip()
        assert quote.depth >= 0
    assert [quote.outer.start for quote in found] == sorted(quote.outer.start for quote in found)
    assert find_quotes(text, areas, MARKS) == found


@UNHURRIED
@given(st.lists(PARAGRAPH, min_size=1, max_size=4).map("\n\n".join))
@example("“mot «mot” mot»")
@example('"mot «mot" mot»')
def test_quotes_nest_and_never_cross(text: str) -> None:
    """
    Two quotations are apart or one holds the other; those at depth 0 are all apart.
    """
    found = quotes_of(text)
    for position, one in enumerate(found):
        for other in found[position + 1 :]:
            apart = not one.outer.overlaps(other.outer)
            assert apart or one.outer.covers(other.outer) or other.outer.covers(one.outer)
    outermost = [quote.outer for quote in found if quote.depth == 0]
    assert all(left.end <= right.start for left, right in pairwise(outermost))


@UNHURRIED
@given(st.lists(PARAGRAPH, min_size=2, max_size=4), st.data())
def test_a_mark_costs_its_own_paragraph_at_most(paragraphs: list[str], data: st.DataObject) -> None:
    """
    Adding a mark anywhere in one passage leaves the quotations of all others as they are.
    """
    which = data.draw(st.integers(0, len(paragraphs) - 1))
    where = data.draw(st.integers(0, len(paragraphs[which])))
    mark = data.draw(st.sampled_from(["«", "»", "“", "”", '"', "''", "‘", "’"]))
    changed = list(paragraphs)
    changed[which] = changed[which][:where] + mark + changed[which][where:]
    before, after = _by_paragraph(paragraphs), _by_paragraph(changed)
    assert [quotes for place, quotes in enumerate(before) if place != which] == [
        quotes for place, quotes in enumerate(after) if place != which
    ]


def _by_paragraph(paragraphs: list[str]) -> list[list[tuple[int, int, int, bool]]]:
    """Return for each paragraph its quotations, counted from its own start."""
    text, areas = "", []
    for paragraph in paragraphs:
        areas.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    found = find_quotes(text, areas, MARKS)
    return [
        [
            (quote.inner.start - area.start, quote.inner.end - area.start, quote.depth, quote.closed)
            for quote in found
            if area.covers(quote.outer)
        ]
        for area in areas
    ]
