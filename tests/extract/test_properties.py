"""
What holds for extraction whatever the parser says?

Parses built at random – cue verbs, marks, names and small words with any part of speech, any features and any tree –
because a parser is wrong often enough, and no tree may make a rule raise, hang or point outside the text.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from selon import lang
from selon.extract import RULES, candidates, extract
from selon.extract.decide.nesting import nest
from selon.extract.grammar.context import Context
from selon.lang import Language
from selon.model import SPAN_ROLES, Attribution, Span, Why
from selon.parse.tree import Parse

LANGUAGES = [code for code in lang.available() if "marks" in lang.load(code).tables["language"]]

FRAGMENTS = {
    "fr": """
        la/DET ministre/NOUN | le/DET maire/NOUN de/ADP Kerval/PROPN | Anna/PROPN Brest/PROPN | il/PRON | on/PRON
        des/DET experts/NOUN | qui/PRON:Rel | a/AUX:Fin déclaré/VERB:Part | a/AUX:Fin déclaré/VERB:Part que/SCONJ
        dit/VERB:Fin | a/AUX:Fin -t/PART -il/PRON dit/VERB:Part | promet/VERB:Fin de/ADP rouvrir/VERB:Inf
        nie/VERB:Fin avoir/AUX:Inf menti/VERB:Part | accuse/VERB:Fin le/DET maire/NOUN de/ADP mensonge/NOUN
        l'/PRON a/AUX:Fin qualifiée/VERB:Part d'/ADP | se/PRON dit/VERB:Fin prêt/ADJ | s'/PRON inquiète/VERB:Fin de/ADP
        annonce/VERB:Fin la/DET fin/NOUN | affirmant/VERB:Ger que/SCONJ | en/ADP précisant/VERB:Ger que/SCONJ
        est/AUX:Fin accusé/VERB:Part de/ADP vol/NOUN par/ADP | il/PRON est/AUX:Fin demandé/VERB:Part à/ADP
        demande/VERB:Fin si/SCONJ | demande/VERB:Fin ce/PRON que/PRON | selon/ADP | d'/ADP après/ADP | pour/ADP
        aux/ADP yeux/NOUN de/ADP | cité/VERB:Part par/ADP | ,/PUNCT ce/PRON que/PRON dément/VERB:Fin
        ,/PUNCT ce/PRON qu'/PRON a/AUX:Fin nié/VERB:Part
        n'/ADV a/AUX:Fin pas/ADV répondu/VERB:Part | a/AUX:Fin refusé/VERB:Part de/ADP commenter/VERB:Inf
        le/DET texte/NOUN sera/AUX:Fin voté/VERB:Part | et/CCONJ | ,/PUNCT | ./PUNCT | :/PUNCT | «/PUNCT | »/PUNCT
        ./PUNCT »/PUNCT | »/PUNCT ,/PUNCT | :/PUNCT «/PUNCT | Le/DET | mardi/NOUN | une/DET annonce/NOUN
    """,
    "en": """
        the/DET minister/NOUN | the/DET mayor/NOUN of/ADP Kerval/PROPN | Anna/PROPN Brest/PROPN | she/PRON | it/PRON
        experts/NOUN | who/PRON:Rel | said/VERB:Fin | said/VERB:Fin that/SCONJ | told/VERB:Fin reporters/NOUN
        says/VERB:Fin | has/AUX:Fin also/ADV warned/VERB:Part that/SCONJ | promised/VERB:Fin to/PART reopen/VERB:Inf
        denied/VERB:Fin having/AUX:Ger lied/VERB:Part | accused/VERB:Fin the/DET mayor/NOUN of/ADP fraud/NOUN
        called/VERB:Fin the/DET deal/NOUN | described/VERB:Fin it/PRON as/ADP | complained/VERB:Fin about/ADP
        announced/VERB:Fin the/DET end/NOUN | ,/PUNCT saying/VERB:Ger | ,/PUNCT adding/VERB:Ger that/SCONJ
        was/AUX:Fin accused/VERB:Part of/ADP theft/NOUN by/ADP | were/AUX:Fin told/VERB:Part to/PART wait/VERB:Inf
        asked/VERB:Fin whether/SCONJ | asked/VERB:Fin what/PRON | according/VERB:Ger to/ADP
        in/ADP the/DET view/NOUN of/ADP
        quoted/VERB:Part by/ADP | cited/VERB:Part by/ADP | ,/PUNCT which/PRON:Rel the/DET firm/NOUN denies/VERB:Fin
        did/AUX:Fin n't/PART respond/VERB:Inf | declined/VERB:Fin to/PART comment/VERB:Inf
        could/AUX:Fin not/PART be/AUX:Inf reached/VERB:Part
        the/DET bill/NOUN will/AUX:Fin pass/VERB:Inf | and/CCONJ | ,/PUNCT | ./PUNCT | :/PUNCT | “/PUNCT | ”/PUNCT
        ,/PUNCT ”/PUNCT | ./PUNCT ”/PUNCT | :/PUNCT “/PUNCT | The/DET | Tuesday/NOUN | a/DET claim/NOUN
    """,
}
FEATURES = {
    "Fin": "Tense=Past|VerbForm=Fin",
    "Part": "Tense=Past|VerbForm=Part",
    "Ger": "Tense=Pres|VerbForm=Part",
    "Inf": "VerbForm=Inf",
    "Rel": "PronType=Rel",
}
MARKS = [*"«»“”\"‘’'.,:;?!()…—-", "''", "\N{ZERO WIDTH SPACE}", "É", "ﬁ", "𝕏", "İ", "7", "-le"]
POS = [
    "VERB",
    "AUX",
    "NOUN",
    "PROPN",
    "PRON",
    "DET",
    "ADJ",
    "ADV",
    "ADP",
    "SCONJ",
    "CCONJ",
    "NUM",
    "PUNCT",
    "X",
    "PART",
]
RELATIONS = [
    *("root", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:arg", "obl:agent", "obl:mod", "aux", "aux:pass", "cop"),
    *("det", "case", "mark", "cc", "conj", "ccomp", "xcomp", "advcl", "acl", "relcl", "appos", "amod", "nmod", "punct"),
    *("flat:name", "fixed", "parataxis", "expl:comp", "dep", "pobj", "prep", "dobj", "attr", "acomp", "agent", "poss"),
    *("ROOT", "", "no such relation"),
]
BLANKS = st.sampled_from(["", *5 * " ", "\N{NO-BREAK SPACE}"])
USUAL = {"DET": "det", "ADP": "case", "SCONJ": "mark", "CCONJ": "cc", "AUX": "aux", "PUNCT": "punct", "ADJ": "amod"}

UNHURRIED = settings(deadline=None)  # a busy machine is no failure

Token = tuple[str, str, str]
Passage = tuple[str, Parse]


def fragments(code: str) -> list[tuple[Token, ...]]:
    """Return what texts are put together from: words with the labels that a good parser gives them."""
    found = []
    lines = " | ".join(line.strip() for line in FRAGMENTS.get(code, "").strip().splitlines())
    for fragment in lines.split(" | ") if lines else ():
        tokens = []
        for piece in fragment.split():
            word, label = piece.rsplit("/", 1)
            pos, _, feature = label.partition(":")
            tokens.append((word, pos, FEATURES.get(feature, "")))
        found.append(tuple(tokens))
    forms = sorted(lang.load(code).forms)[::997]
    # Mostly what sentences are made of, so that rules have something to find.
    return (
        4 * found + [((word, "VERB", FEATURES["Fin"]),) for word in forms] + [((mark, "PUNCT", ""),) for mark in MARKS]
    )


@st.composite
def parses(draw: st.DrawFn, code: str, offset: int) -> Passage:
    """Draw a paragraph that starts at *offset*, and a parse of it: labels and tree likely, or anything at all."""
    pieces = draw(st.lists(st.sampled_from(fragments(code)), min_size=5, max_size=25))
    tokens = [token for piece in pieces for token in piece]
    text, starts = "", []
    for word, _, _ in tokens:
        text += draw(BLANKS) if text else ""
        starts.append(offset + len(text))
        text += word
    assume(text.strip())
    size = len(tokens)
    pos = [token[1] for token in tokens]
    morph = [token[2] for token in tokens]
    head, relation = likely_tree(pos)
    for _ in range(draw(st.integers(0, size))):
        token = draw(st.integers(0, size - 1))
        pos[token] = draw(st.sampled_from(POS))
        morph[token] = draw(st.sampled_from(["", *FEATURES.values()]))
        relation[token] = draw(st.sampled_from(RELATIONS))
    if draw(st.booleans()):
        head = draw(forests(size))
    return text, Parse(
        words=tuple(word for word, _, _ in tokens),
        start=tuple(starts),
        end=tuple(start + len(token[0]) for start, token in zip(starts, tokens, strict=True)),
        pos=tuple(pos),
        relation=tuple(relation),
        head=tuple(head),
        morph=tuple(morph),
    )


def likely_tree(pos: list[str]) -> tuple[list[int], list[str]]:
    """Return heads and relations of a plain sentence: everything hangs on the verb nearest to it, that on the first."""
    verbs = [token for token, tag in enumerate(pos) if tag == "VERB"] or [0]
    head, relation = [], []
    for token, tag in enumerate(pos):
        if token in verbs:
            head.append(verbs[0])
            relation.append("root" if token == verbs[0] else "ccomp")
            continue
        verb = min(verbs, key=lambda place: abs(place - token))
        head.append(verb)
        relation.append(USUAL.get(tag, "nsubj" if token < verb else "obj"))
    return head, relation


@st.composite
def forests(draw: st.DrawFn, size: int) -> list[int]:
    """Draw heads for *size* tokens: before or after, arcs that cross, any number of roots, no cycles."""
    order = draw(st.permutations(range(size)))
    found = [0] * size
    for place, token in enumerate(order):
        found[token] = order[draw(st.integers(0, place))]
    return found


@st.composite
def articles(draw: st.DrawFn, code: str) -> tuple[str, list[Span], list[Parse | None]]:
    """Draw a text of up to four paragraphs, with a parse of each or none."""
    text, areas, found = "", [], []
    for _ in range(draw(st.integers(1, 4))):
        words, parse = draw(parses(code, len(text)))
        areas.append(Span(len(text), len(text) + len(words)))
        found.append(None if draw(st.integers(0, 9)) == 0 else parse)
        text += words + "\n\n"
    return text, areas, found


def check(text: str, areas: list[Span], found: list[Parse | None], language: Language) -> None:
    """Check everything that holds for any parse."""
    context = Context(text, language, areas, found)
    edges = {edge for parse in found if parse for edge in (*parse.start, *parse.end)}
    # The pronoun of an inverted subject is a source without its hyphen: *-t-il*.
    edges |= {position + 1 for position, char in enumerate(text) if char == "-"}
    unparsed = [area for area, parse in zip(areas, found, strict=True) if parse is None]
    for candidate in candidates(context):
        assert candidate.rule
        assert 0 <= candidate.rate <= 1
        for span in candidate.cue + candidate.source + candidate.content + candidate.addressee:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()
        for span in candidate.cue + candidate.source:
            whole = {span.start, span.end} <= edges or any(area.covers(span) for area in unparsed)
            assert whole, (candidate.rule, span.of(text))
    once = extract(text, areas, found, language)
    assert once == extract(text, areas, found, language)
    for position, attribution in enumerate(once):
        assert attribution.cue or attribution.content
        assert attribution.parent is None or (0 <= attribution.parent < len(once) and attribution.parent != position)
        for role in SPAN_ROLES:
            for span in getattr(attribution, role):
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text).strip()


def _in_circles(parents: list[int | None]) -> bool:
    """Tell whether following parents from some attribution never ends."""
    for position in range(len(parents)):
        current, steps = parents[position], 0
        while current is not None and steps <= len(parents):
            current, steps = parents[current], steps + 1
        if current is not None:
            return True
    return False


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_parse_is_survived(code: str, data: st.DataObject) -> None:
    """
    For any words, labels and tree: no rule raises, spans select words of the text, and a second run gives the same.
    """
    text, areas, found = data.draw(articles(code))
    check(text, areas, found, lang.load(code))


@pytest.mark.parametrize("relation", ["root", "conj"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_token_its_own_root(code: str, relation: str) -> None:
    """
    A parse without a tree, each token its own head, is read as any other, whatever its labels say.
    """
    words = tuple(word for fragment in fragments(code) for word, _, _ in fragment)
    text = " ".join(words)
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    parse = Parse(
        words=words,
        start=tuple(starts),
        end=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        pos=("X",) * len(words),
        relation=(relation,) * len(words),
        head=tuple(range(len(words))),
        morph=("",) * len(words),
    )
    check(text, [Span(0, len(text))], [parse], lang.load(code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_paragraphs_without_a_parse(code: str) -> None:
    """
    Where no paragraph was parsed, nothing but quotations can be found.
    """
    text = "“It is over. All of it is over.”\n\nThe rain fell."
    areas = [Span(0, 32), Span(34, len(text))]
    found = extract(text, areas, [None, None], lang.load(code))
    assert all(attribution.quotation == "direct" and not attribution.cue for attribution in found)


SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 12), st.integers(1, 9))
ATTRIBUTIONS = st.builds(
    lambda cue, content, rule: Attribution(cue=(cue,), content=(content,), why=Why(rule=rule)),
    SPANS,
    SPANS,
    st.sampled_from(["reported_clause", "cited_by"]),
)
TWICE_CITED = [
    Attribution(cue=(Span(start, start + 1),), content=(Span(0, 3),), why=Why(rule="cited_by")) for start in (4, 6)
]


@UNHURRIED
@given(st.lists(ATTRIBUTIONS, max_size=6))
@example(TWICE_CITED)
def test_nesting_never_runs_in_circles(attributions: list[Attribution]) -> None:
    """
    From any attribution, going to its parent and on ends at one that has none.
    """
    assert not _in_circles([attribution.parent for attribution in nest(attributions)])


@UNHURRIED
@given(size=st.integers(1, 40), data=st.data())
def test_random_trees_are_forests(size: int, data: st.DataObject) -> None:
    """
    The trees drawn here end at a root from every token, so that a hang is the rules' own fault.
    """
    head = data.draw(forests(size))
    for token in range(size):
        current, steps = token, 0
        while head[current] != current:
            current, steps = head[current], steps + 1
            assert steps <= size


def test_rules_have_names_of_their_own() -> None:
    """
    No two rules share a name, since cases, reports and switches name rules by it.
    """
    names = [rule.__name__ for rule in RULES]
    assert len(names) == len(set(names))
