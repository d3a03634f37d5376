"""
What does each English verb of a parsed paragraph govern?

The frames of :class:`selon.lang.Frame` as the parser's tree and the quotation marks show them, for counting. Looser
than the rules that extract: every verb counts, cue or not, and no span is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from selon.parse.tree import Parse

OPENING = "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
CLOSING = "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
EITHER = ('"', "``", "''")
WH = frozenset(["who", "whom", "whose", "what", "which", "when", "where", "why", "how"])
DASHES = ("\N{EM DASH}", "--")
CLAUSES = ("ccomp", "parataxis", "acl", "advcl", "csubj")
REACH = 15
"""How many tokens may stand between a verb and the quotation that it leads up to."""
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")

Fixed = dict[str, tuple[tuple[str, ...], ...]]
"""The fixed words of multi-word cues by their verb, longest first."""


@dataclass(frozen=True, slots=True)
class Use:
    """
    One verb in one frame.

    Attributes:
        lemma: The verb, with its particle (*point out*).
        frame: As in :class:`selon.lang.Frame`; with ``:pass`` when the verb is passive.
        marker: What opens the content: a preposition, ``to``, ``ing``, ``as``, or nothing.
        verb: The verb's token.
        content: The token that heads what the frame governs.
    """

    lemma: str
    frame: str
    marker: str
    verb: int
    content: int


@cache
def lemma_of(word: str) -> str:
    """
    Return the infinitive of *word*, taken as a verb.

    >>> lemma_of("said")
    'say'
    """
    library: Any = import_module("lemminflect")  # has no type hints
    found = library.getLemma(word, "VERB")
    return str(found[0]) if found else word


def marks(parse: Parse) -> dict[int, bool]:
    """Return the tokens that are quotation marks, and whether each opens; straight marks open and close in turn."""
    found: dict[int, bool] = {}
    inside = False
    for token, word in enumerate(parse.words):
        if word in OPENING:
            inside = True
        elif word in CLOSING:
            inside = False
        elif word in EITHER:
            inside = not inside
        else:
            continue
        found[token] = inside
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """
    A verb with its fixed words, seen as one node of the tree.

    Attributes:
        parse: The paragraph.
        verb: The verb's token.
        rest: The tokens of its fixed words.
        dependents: Relation and token of what hangs on any of them, in text order; a noun that hangs on a fixed
            preposition counts as the object (*call on the senator*).
    """

    parse: Parse
    verb: int
    rest: tuple[int, ...]
    dependents: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, parse: Parse, verb: int, rest: tuple[int, ...] = ()) -> Group:
        """Return the group of *verb* and the fixed words at *rest*."""
        fixed = {verb, *rest}
        found = [
            ("obj" if node != verb and parse.relation[child] == "pobj" else parse.relation[child], child)
            for node in fixed
            for child in parse.children[node]
            if child not in fixed
        ]
        return cls(parse, verb, rest, tuple(sorted(found, key=lambda pair: pair[1])))

    @property
    def last(self) -> int:
        """The last token of the verb and its fixed words."""
        return max(self.verb, *self.rest) if self.rest else self.verb

    def find(self, *relations: str) -> int | None:
        """Return the first dependent with one of *relations*."""
        return next((token for relation, token in self.dependents if relation in relations), None)

    @property
    def passive(self) -> bool:
        """Whether the subject undergoes the act, as in *was accused* and in *the man accused of …*."""
        participle = "VerbForm=Part" in self.parse.morph[self.verb] and "Tense=Past" in self.parse.morph[self.verb]
        bare = self.parse.relation[self.verb] == "acl" and participle and self.find("aux") is None
        return bare or self.find("nsubj:pass", "csubj:pass", "aux:pass") is not None

    @property
    def edges(self) -> tuple[int, int]:
        """First and last token of the group with its subject, auxiliaries and negation."""
        first, last = self.verb, self.last
        for relation, child in self.dependents:
            if relation in SUBJECTS:
                below = self.parse.subtree(child)
                if child < self.verb:
                    first = min(first, below[0])
                elif below[0] <= last + 1:
                    last = max(last, below[-1])
            elif relation in {"aux", "aux:pass", "neg"}:
                first, last = min(first, child), max(last, child)
        return first, last


def uses(parse: Parse, fixed: Fixed) -> Iterator[Use]:
    """
    Yield what each verb of *parse* governs, a verb several times when it governs several things.

    Args:
        parse: The paragraph.
        fixed: The multi-word cues by their verb, longest first.
    """
    quotes = marks(parse)
    for verb, pos in enumerate(parse.pos):
        if pos not in {"VERB", "AUX"} or parse.relation[verb] in {"aux", "aux:pass"}:
            continue
        lemma, rest = _entry(parse, verb, fixed)
        group = Group.of(parse, verb, rest)
        suffix = ":pass" if group.passive else ""
        for frame, marker, content in [*_finite(group, quotes), *_others(group)]:
            yield Use(lemma, frame + suffix, marker, verb, content)


def _entry(parse: Parse, verb: int, fixed: Fixed) -> tuple[str, tuple[int, ...]]:
    """Return the cue that *verb* and the words after it make, and where its fixed words stand."""
    lemma = lemma_of(parse.lower[verb])
    start = verb + 1
    while start < len(parse) and (parse.pos[start] == "ADV" or parse.relation[start] == "neg"):
        start += 1
    for begin in {verb + 1, start}:
        for words in fixed.get(lemma, ()):
            if parse.lower[begin : begin + len(words)] == words:
                return " ".join((lemma, *words)), tuple(range(begin, begin + len(words)))
    particle = parse.child(verb, "compound:prt")
    if particle is not None and particle > verb:
        return f"{lemma} {parse.lower[particle]}", (particle,)
    return lemma, ()


def _finite(group: Group, quotes: dict[int, bool]) -> Iterator[tuple[str, str, int]]:
    """Yield quotations and clauses."""
    parse, verb = group.parse, group.verb
    first, last = group.edges
    clauses = [(relation, child) for relation, child in group.dependents if relation in CLAUSES]
    later = [child for relation, child in clauses if relation == "ccomp" and child > verb]
    if group.rest:
        finite = ("aux", "mark", *SUBJECTS)
        later = [child for _, child in clauses if child > verb and parse.child(child, *finite) is not None]
    fronted = [child for relation, child in clauses if relation in {"ccomp", "parataxis"} and child < first]
    before = _quotation_before(parse, first, quotes)
    after = _quotation_after(group, last, quotes)
    if before is not None and not later:
        yield "quote", "", before
    elif after is not None:
        yield "quote", "", after
    elif not later and (parse.relation[verb] == "parataxis" or fronted):
        if not (first == 0 or parse.pos[first - 1] == "CCONJ"):
            yield "parenthetical", "", (fronted or [parse.head[verb]])[0]
    elif parse.relation[verb] == "advcl" and parse.child(verb, "mark") == first - 1 and parse.lower[first - 1] == "as":
        yield "parenthetical", "as", parse.head[verb]
    for child in later:
        if after is None or child < after:
            yield _clause(group, child)


def _clause(group: Group, child: int) -> tuple[str, str, int]:
    """Return the frame of a clause that is the complement of the group."""
    parse = group.parse
    opening = next((t for t in parse.subtree(child) if t > group.last and parse.pos[t] != "PUNCT"), child)
    auxiliaries = {parse.lower[token] for token in parse.children[child] if parse.relation[token] == "aux"}
    mark = parse.child(child, "mark")
    if parse.lower[opening] in WH or (mark is not None and parse.lower[mark] in {"if", "whether"}):
        return "question", "", child
    if "to" in auxiliaries:
        return "infinitive", "to", child
    if mark is None and not auxiliaries:
        if parse.pos[child] not in {"VERB", "AUX"}:
            return "object_of", "", child
        if parse.lower[child].endswith("ing"):
            return "object_of", "ing", child
    return "clause", "", child


def _quotation_before(parse: Parse, first: int, quotes: dict[int, bool]) -> int | None:
    """Return a token of the quotation that ends right before *first* and goes on there, as “…,” shows."""
    token = first - 1
    comma = token >= 0 and parse.words[token] in {",", *DASHES}
    if comma:
        token -= 1
    if token <= 1 or quotes.get(token) is not False:
        return None
    return token - 2 if comma or parse.words[token - 1] in {",", "?", "!", *DASHES} else None


def _quotation_after(group: Group, last: int, quotes: dict[int, bool]) -> int | None:
    """Return a token of the quotation that the words after the verb lead up to."""
    parse, token = group.parse, last + 1
    own = set(parse.subtree(group.verb))
    while token < min(len(parse), last + REACH) and token in own and parse.pos[token] not in {"PUNCT", "VERB", "AUX"}:
        token += 1
    introduced = token < len(parse) and parse.words[token] in {",", ":"}
    token += introduced
    if token + 1 >= len(parse) or quotes.get(token) is not True:
        return None
    touching = token == last + 1 and group.find("obj", "oprd", "acomp", "attr") is None
    return token + 1 if introduced or touching else None


def _others(group: Group) -> Iterator[tuple[str, str, int]]:
    """Yield infinitives, objects, prepositions and predicates."""
    parse, verb = group.parse, group.verb
    obj = group.find("obj")
    undergone = obj if obj is not None else group.find("nsubj:pass")
    if undergone is None and group.passive:
        undergone = parse.head[verb]
    found = list(_governed(group, undergone))
    yield from found
    if group.passive:
        if undergone is not None and not found:
            yield "nominal", "", undergone
    elif obj is not None and obj > verb and parse.lower[obj] not in WH:
        yield "nominal", "", obj


def _governed(group: Group, undergone: int | None) -> Iterator[tuple[str, str, int]]:
    parse = group.parse
    for relation, child in group.dependents:
        if child < group.verb:
            continue
        if relation == "xcomp" or (group.rest and relation in {"acl", "advcl"}):
            yield from _infinitive(group, child, undergone)
        elif relation == "prep":
            inner = parse.child(child, "pobj", "pcomp", "amod", "advmod", "prep")
            if inner is not None:
                yield ("oblique" if undergone is None else "object_of"), parse.lower[child], inner
        elif relation in {"oprd", "acomp", "attr"}:
            yield ("predicate" if undergone is None else "object_of"), "", child


def _infinitive(group: Group, child: int, undergone: int | None) -> Iterator[tuple[str, str, int]]:
    parse = group.parse
    auxiliaries = {parse.lower[token] for token in parse.children[child] if parse.relation[token] == "aux"}
    if any(parse.lower[token] in WH for token in parse.subtree(child) if token < child):
        yield "question", "", child
    elif "to" in auxiliaries:
        yield "infinitive", "to", child
    elif parse.lower[child].endswith("ing") or any(word.endswith("ing") for word in auxiliaries):
        yield "infinitive", "ing", child
    elif parse.relation[child] == "xcomp":
        yield ("predicate" if undergone is None else "object_of"), "", child
