"""
What do a pipeline's attribute rules make of a token, without looking for each of them in every text?

spaCy's *AttributeRuler* gives a token a part of speech and features where one of its patterns fits. Nearly all patterns are
of one token and ask for few things – a tag, a relation, one of some words – so that which of them fit is looked up once for
each combination and kept. The few of several tokens are looked for as spaCy does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

ASKED = ("TAG", "POS", "DEP", "IS_SPACE")
"""What a pattern of one token may ask besides a word in lower case."""

Rule = Mapping[str, Any]


class AttributeRules:
    """
    Gives Docs the parts of speech and features that a pipeline's ``attribute_ruler`` would give them.

    Args:
        pipeline: One for which :func:`is_known` is true.
    """

    def __init__(self, pipeline: Pipeline) -> None:  # noqa: D107 - the class says it
        from spacy.attrs import MORPH, POS  # noqa: PLC0415 - loaded by then
        from spacy.matcher import Matcher  # noqa: PLC0415

        vocab = pipeline.vocab
        ruler = pipeline.get_pipe("attribute_ruler")
        self._single, self._several = Matcher(vocab), Matcher(vocab)
        self._has_several = False
        self._words: set[int] = set()
        self._given: list[dict[int, int]] = []  # part of speech and features by the rule's number
        self._place: list[int] = []  # which token of its pattern a rule is about
        for number, rule in enumerate(ruler.patterns):  # type: ignore[attr-defined]
            given = {key: value for key, value in ruler.attrs[number].items() if key in (POS, MORPH)}  # type: ignore[attr-defined]
            self._given.append(given)
            self._place.append(rule["index"])
            if not given:
                continue
            for pattern in rule["patterns"]:
                if len(pattern) > 1:
                    self._has_several = True
                    self._several.add(str(number), [pattern])
                else:
                    self._single.add(str(number), [pattern])
                    self._words.update(vocab.strings[word] for word in _words(pattern[0]))
        self._strings = vocab.strings
        self._pos, self._morph = POS, MORPH
        self._fitting: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> None:
        """Set what the rules give to each token of *doc*, the later rule last."""
        asked, words = doc.to_array(["LOWER", *ASKED]).tolist(), self._words
        keys = [(word if word in words else 0, tag, pos, relation, blank) for word, tag, pos, relation, blank in asked]
        for place, key in enumerate(keys):
            if key not in self._fitting:
                rules = self._found_by(self._single, doc[place : place + 1])
                self._fitting[key] = tuple(sorted(number for number, _ in rules))
        fitting = [self._fitting[key] for key in keys]
        for number, place in self._found_by(self._several, doc) if self._has_several else ():
            fitting[place] = tuple(sorted((*fitting[place], number)))
        if not any(fitting):
            return
        values: Any = doc.to_array([self._pos, self._morph])
        for place, numbers in enumerate(fitting):
            for number in numbers:
                given = self._given[number]
                if self._pos in given:
                    values[place, 0] = given[self._pos]
                if self._morph in given:
                    values[place, 1] = given[self._morph]
        doc.from_array([self._pos, self._morph], values)

    def _found_by(self, matcher: Matcher, words: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - a Doc or a Span
        """Yield the number of each rule that fits somewhere in *words*, and the token that it is about."""
        for match, start, end in matcher(words, allow_missing=True):
            number = int(self._strings[match])
            place = self._place[number]
            yield number, start + place if place >= 0 else end + place


def is_known(pipeline: Pipeline) -> bool:
    """Tell whether :class:`AttributeRules` knows all that the patterns of *pipeline* ask of a single token."""
    rules: Iterable[Rule] = pipeline.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
    single = [pattern[0] for rule in rules for pattern in rule["patterns"] if len(pattern) == 1 and _gives(rule)]
    return all(set(token) <= {"LOWER", *ASKED} and _lists_words(token) for token in single)


def _gives(rule: Rule) -> bool:
    return not {"POS", "MORPH"}.isdisjoint(rule["attrs"])


def _lists_words(token: Mapping[str, Any]) -> bool:
    asked = token.get("LOWER", "")
    return isinstance(asked, str) or set(asked) == {"IN"}


def _words(token: Mapping[str, Any]) -> Iterable[str]:
    """Return the words, in lower case, that a pattern asks a token to be one of."""
    asked = token.get("LOWER", ())
    return [asked] if isinstance(asked, str) else asked["IN"] if asked else ()
