"""
Who has issued the documents of the article?

Whoever stands beside one with a preposition (*un rapport de l'Insee*, *a letter from Reed*), before it (*the Coyle
survey*), in its relative clause (*l'étude que l'institut a menée*), or says something in it (*Dans une note, la
préfecture déplore …*). A document that is taken up (*le rapport*, *the survey*) is the last one of its sort whose issuer
the article has told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selon.lang.designation import Designation, read
from selon.lang.roles import BODY_KINDS, Noun
from selon.resolve.cast import Cast
from selon.resolve.resolution import Resolution, of_participant
from selon.resolve.scan import Scan

REACH = 14  # tokens after a document within which its issuer is named: "une enquête menée en mai par l'association X"
LEAD = 6  # tokens between a possessor and the document: "Reed's latest budget documents"
SENTENCE = 40  # tokens after *Dans une note* within which whoever says it is named
TITLES = 2  # passages at the head of an article, where a document stands that is told later

Who = Callable[[Designation], Resolution | None]
"""Tells whom a noun phrase names, None where it names nobody."""


@dataclass(frozen=True, slots=True)
class Document:
    """
    A document of which the article tells the issuer.

    Attributes:
        at: Token of its noun.
        lemma: That noun.
        number: Whether it is one, ``s``, or several, ``p``.
        issuer: Who has issued it.
    """

    at: int
    lemma: str
    number: str
    issuer: Resolution


@dataclass(frozen=True)
class Documents:
    """
    Looks for the issuers of documents.

    Attributes:
        scan: The article's words.
        cast: Who takes part.
        sentence_of: Number of the sentence, by token.
        subjects: Tokens of subjects.
        who: Tells whom a noun phrase names.
    """

    scan: Scan
    cast: Cast
    sentence_of: Sequence[int]
    subjects: frozenset[int]
    who: Who

    def told(self) -> Iterator[Document]:
        """Yield the documents of which the article tells the issuer, in text order."""
        lower, roles = self.scan.tokens.lower, self.scan.roles
        for at in range(len(lower)):
            noun = roles.noun_at(lower, at, len(lower))
            if noun is None or noun.lemma not in roles.issued or at in self.cast.named:
                continue
            issuer = self.beside(at, noun) or self._before(at) or self._saying(at)
            if issuer is not None:
                yield Document(at, noun.lemma, noun.number, issuer)

    def beside(self, at: int, noun: Noun) -> Resolution | None:
        """Return who stands after the document at token *at* as its issuer, None when nobody does."""
        tokens, roles = self.scan.tokens, self.scan.roles
        first, stop, plain = at + noun.size, self._end(at), True
        for index in range(first, stop):
            word = tokens.lower[index]
            relative = roles.pronouns.get(word)
            if relative is not None and relative.person == "r":
                return self._named(index + 1, stop) if plain else None
            agent = word in roles.agents
            # "une étude de l'Insee", "une étude menée par X"; not "un rapport critique de la hausse".
            if agent or (word in roles.issuer_prepositions and index - first <= 1):
                found = self._named(index if word in roles.contractions else index + 1, stop)
                if found is not None or agent:
                    return found
            elif index == first and index in self.cast.named and not roles.head_last:
                return self._named(index, stop)  # "une enquête Ipsos"
            if word in roles.obtained:
                return None  # "un document obtenu par Bild" is not Bild's
            plain = plain and self.scan.tag(index) != "VERB"
        return None

    def _end(self, at: int) -> int:
        """Return where the phrase of the document at token *at* ends: at a mark, or at the end of its reach."""
        tokens = self.scan.tokens
        for index in range(at + 1, min(at + REACH, len(tokens))):
            mark = not tokens.words[index][0].isalnum() and tokens.words[index] not in "'-&*"
            named = any(i in self.cast.named for i in range(at, index))
            if tokens.opens[index] or (mark and (named or tokens.words[index] not in "()")):
                return index
        return min(at + REACH, len(tokens))

    def _named(self, start: int, stop: int) -> Resolution | None:
        """Return who is named by the noun phrase that begins with token *start*."""
        tokens, scan = self.scan.tokens, self.scan
        end = start
        while end < stop and (scan.tag(end) not in ("VERB", "AUX") or tokens.capitalised(end)):
            relative = scan.roles.pronouns.get(tokens.lower[end])
            if relative is not None and relative.person == "r":
                break
            end += 1
        if end == start:
            return None
        near = any(index in self.cast.named for index in range(start, min(start + LEAD, end)))
        phrase = read(tokens, range(start, end), scan.roles, scan.places)
        if phrase.determiner == "possessive" or (not near and phrase.determiner != "definite"):
            return None
        members = phrase.noun is not None and phrase.noun.kind == "person" and phrase.number == "p"
        if members and near:
            # "a letter from GAC officials" is the body's
            bodies = [self.cast.named[i] for i in range(start, end) if i in self.cast.named]
            return of_participant(bodies[0]) if bodies[0].kind in BODY_KINDS else None
        if len(phrase.name) and phrase.name.start > start + REACH // 2:
            return None
        return _one(self.who(phrase))

    def _before(self, at: int) -> Resolution | None:
        """Return who is named before the document as its issuer: a possessor, or where modifiers come first a name."""
        tokens, roles = self.scan.tokens, self.scan.roles
        if not roles.head_last:
            return None
        for index in range(at - 1, max(at - 1 - LEAD, -1), -1):
            if tokens.opens[index + 1] or not (
                tokens.words[index][0].isalnum() or tokens.lower[index] in roles.endings
            ):
                return None
            if index in self.cast.named and self.cast.named[index].place is None:
                stop = next((i for i in range(index, at) if tokens.lower[i] in roles.endings), at)
                return _one(self.who(read(tokens, range(index, stop), roles, self.scan.places)))
            if tokens.lower[index] in roles.determiners or self.scan.tag(index) in ("VERB", "AUX", "ADP"):
                return None
        return None

    def _saying(self, at: int) -> Resolution | None:
        """Return the subject of the sentence that says something in the document at token *at*."""
        tokens, roles, sentence = self.scan.tokens, self.scan.roles, self.sentence_of[at]
        first = at - 1
        while first > 0 and (tokens.lower[first] in roles.determiners or self.scan.tag(first) == "ADJ"):
            first -= 1
        if tokens.lower[first] not in roles.within or self.sentence_of[first] != sentence:
            return None
        reach = [*range(at + 1, min(at + SENTENCE, len(tokens))), *range(first - 1, max(first - SENTENCE, -1), -1)]
        for index in reach:
            if self.sentence_of[index] != sentence or index not in self.subjects:
                continue
            if index in self.cast.named and (index == 0 or self.scan.tag(index - 1) != "ADP"):
                participant = self.cast.named[index]
                end = index + 1
                while end in self.subjects:
                    end += 1
                return None if participant.kind == "unknown" else self._named(index, end)
        return None


def _one(found: Resolution | None) -> Resolution | None:
    """Return *found* where it has a name."""
    return found if found is not None and found.speaker is not None else None


def taken_up(
    source: Designation, noun: Noun, told: Sequence[Document], alike: Callable[[str, str], bool], head: int
) -> Document | None:
    """
    Return the document that a source takes up, None when the article tells nobody's.

    Args:
        source: The source.
        noun: The noun for it.
        told: The documents whose issuer the article tells, in text order.
        alike: Tells whether two nouns can mean one document.
        head: The token where the body of the article begins.
    """
    at = source.tokens.start
    fitting = [one for one in told if one.lemma == noun.lemma and one.number == noun.number]
    fitting = fitting or [one for one in told if one.lemma != noun.lemma and alike(one.lemma, noun.lemma)]
    if source.determiner in ("definite", "demonstrative"):
        before = [one for one in fitting if one.at < at and noun.number in (one.number, "p")]
        if before:
            return before[-1]
    titled = at < head and source.number != "p" and source.determiner != "possessive"
    return next((one for one in fitting if one.at >= at), None) if titled else None
