"""
What is the subject of a verb?

Down the tree, through coordination, gerunds and relative clauses; and, where the tree is wrong, along the words to the
left.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.verbs import VerbUse
from selon.model import Span
from selon.parse.tree import Parse

SUBJECT = ("nsubj", "nsubj:pass", "csubj")

VERBAL = ("VERB", "AUX")

LONG_NAME = 5
"""Words up to which a quoted subject is taken for a name (*« Le Parisien » écrit*)."""

WITH_DATE = 5
"""Tokens from a document to the preposition before whoever has issued it (*a report in March* **from**)."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    A source and the link of the chain that gave it.

    Attributes:
        span: The source's words.
        how: Name of the link.
        last: The last token of the phrase, None for a source in another passage.
        head: Its head token.
    """

    span: Span
    how: str
    head: int
    last: int


def is_own_clause(parse: Parse, verb: int) -> bool:
    """Tell whether *verb* is finite, so that its subject must stand with it."""
    if "VerbForm=Fin" in parse.morph[verb]:
        return True
    return any("VerbForm=Fin" in parse.morph[t] for t in parse.children[verb] if parse.relation[t].startswith("aux"))


def subject_of(context: Context, parse: Parse, verb: int, before: int, seen: set[int]) -> Found | None:
    """Return the subject of *verb*, before token *before*; *seen* holds the verbs already climbed through."""
    if verb in seen:
        return None
    seen.add(verb)
    relatives = context.language.words("relative_subjects")
    for token in parse.children[verb]:
        if token < max(before, verb) and not before <= token < verb and _is_subject(context, parse, token, verb):
            if parse.lower[token] in relatives:
                return antecedent(context, parse, verb, token)
            return subject_phrase(context, parse, token, before, "subject")
    relation, head = parse.relation[verb], parse.head[verb]
    if relation == "cop" and parse.pos[head] not in VERBAL:
        return subject_of(context, parse, head, before, seen)
    if relation == "relcl" and head < verb:
        relative = next((t for t in range(max(before - 4, 0), before) if parse.lower[t] in relatives), None)
        if relative is not None:
            return antecedent(context, parse, verb, relative)
    if relation == "conj" and parse.pos[head] in VERBAL:
        head = _of_same_tense(parse, verb, head)
        return subject_of(context, parse, head, min(before, verb), seen)
    if relation == "pcomp" and parse.pos[head] not in VERBAL:
        head = parse.head[head]  # *got away* **by** *saying*
    if (
        relation in ("xcomp", "advcl", "acl", "ccomp", "parataxis", "obl:mod", "pcomp", "dep", "aux", "cop")
        and parse.pos[head] in VERBAL
    ):
        if relation in ("ccomp", "parataxis") and is_own_clause(parse, verb):
            return None
        return subject_of(context, parse, head, before, seen)
    nominal = parse.pos[head] in ("NOUN", "PROPN", "PRON")
    if relation in ("acl", "amod", "advcl") and nominal and head < min(verb, before) and not is_own_clause(parse, verb):
        return subject_phrase(context, parse, head, before, "noun before the participle")  # *un rapport affirmant que*
    return None


def _is_subject(context: Context, parse: Parse, token: int, verb: int) -> bool:
    """Tell whether what the tree takes for the subject of *verb* can be it."""
    words, word = context.language.words, parse.lower[token]
    if parse.relation[token] not in SUBJECT or word in words("inversion_hyphens") or word.startswith("-"):
        return False
    if word in words("relative_subjects"):
        return True
    if (parse.relation[token] == "csubj" and parse.pos[token] in VERBAL) or quoted_apart(context, parse, token, verb):
        return False
    if word in words("strong_pronouns") and token > 0 and parse.lower[token - 1] == ",":
        return False  # *les médecins, eux, saluent*
    case = parse.child(token, "case")
    return case is None or case > token or parse.lower[case] in words("genitives")


def quoted_apart(context: Context, parse: Parse, subject: int, verb: int) -> bool:
    """Tell whether the tree takes its subject from a quotation that the verb stands outside of."""
    quote = context.quote_at(parse.start[subject])
    if quote is None or quote is context.quote_at(parse.start[verb]):
        return False
    return len(quote.inner.of(context.text).split()) > LONG_NAME


def _of_same_tense(parse: Parse, verb: int, head: int) -> int:
    """
    Return the verb that *verb* really goes on with.

    *L'armée a dit que son aviation menait des opérations et assure que …*: a verb in the reporter's tense does not go
    on with one in the tense of reported speech.
    """
    above = parse.head[head]
    other = not is_past(parse, verb) and is_past(parse, head) and parse.pos[above] in VERBAL and above < verb
    return above if other and not is_past(parse, above) else head


def is_past(parse: Parse, verb: int) -> bool:
    """Tell whether *verb* stands in the imperfect, the conditional or the pluperfect."""
    finite = next(
        (t for t in parse.children[verb] if parse.relation[t].startswith("aux") and "VerbForm=Fin" in parse.morph[t]),
        verb,
    )
    return "Tense=Imp" in parse.morph[finite] or "Mood=Cnd" in parse.morph[finite]


def antecedent(context: Context, parse: Parse, verb: int, relative: int) -> Found | None:
    """Return the noun that *qui* stands for."""
    head = parse.head[verb] if parse.relation[verb] in ("relcl", "acl") else verb
    who = context.language.roles.neuter and parse.lower[relative] in context.language.words("personal_relatives")
    if head == verb or head > relative or parse.pos[head] in VERBAL or (who and _is_document(context, parse, head)):
        head = relative - 1
        light = context.language.words("reflexive_pronouns", "relative_subjects")
        while head >= 0 and (parse.pos[head] not in ("NOUN", "PROPN", "PRON") or parse.lower[head] in light):
            head -= 1
        if head < 0 or relative - head > 6:
            return None
    found = subject_phrase(context, parse, head, relative, "antecedent")
    restricts = not who and parse.lower[relative - 1] != ","
    document = _issued_document(context, parse, found) if found is not None and restricts else None
    if found is None or document is None:
        return found
    return Found(parse.span(document, found.last), "antecedent", document, found.last)


def _is_document(context: Context, parse: Parse, token: int) -> bool:
    noun = context.language.roles.nouns.get(parse.lower[token])
    return noun is not None and noun.kind == "document" and parse.pos[token] == "NOUN"


def _issued_document(context: Context, parse: Parse, found: Found) -> int | None:
    """Return the first word of what the antecedent has issued (**a report** *last week* **from the court** *which …*)."""
    first = parse.at(found.span.start) or 0
    own = parse.lower[found.head] in context.language.person_nouns or _is_document(context, parse, found.head)
    if own or not first or parse.lower[first - 1] not in context.language.roles.issuer_prepositions:
        return None
    for token in range(first - 2, max(first - 2 - WITH_DATE, -1), -1):
        if _is_document(context, parse, token):
            whole = phrases.from_head(parse, token, context.language, low=0, high=token)
            return whole[0] if whole is not None else token
        if parse.pos[token] not in phrases.INSIDE | {"ADP"} and not phrases.is_participle(parse, token):
            return None
    return None


def subject_phrase(context: Context, parse: Parse, head: int, before: int, how: str) -> Found | None:
    """Return the noun phrase around *head*, up to token *before*; None when the tree swallowed another clause."""
    sentence = context.sentence_at(parse.start[head])
    low = head
    while low > 0 and parse.start[low - 1] >= sentence.start:
        low -= 1
    phrase = phrases.from_head(parse, head, context.language, low=low, high=max(before - 1, head))
    if phrase and phrase[0] < head and any(phrases.is_finite(parse, t) for t in range(phrase[0], head)):
        return None  # the tree has swallowed another clause
    return Found(parse.span(*phrase), how, head, phrase[1]) if phrase else None


def leftward(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """
    Return the noun phrase right before the verb, read off the words: the last stretch without commas, or the one before it.

    *Lors du débat, le ministre portugais, Pedro Coelho, avait indiqué …*: wherever the tree hangs the name.
    """
    language = context.language
    sentence = context.sentence_at(parse.start[use.token])
    before = use.first
    if before > 0 and parse.lower[before - 1] in language.words("relative_subjects"):
        return antecedent(context, parse, use.token, before - 1)
    if before > 0 and parse.lower[before - 1] in language.words("coordinators"):
        return None
    pieces = _pieces(parse, before, sentence.start, language.words("coordinators"), language.words("relative_objects"))
    for index, (first, end) in enumerate(pieces[:4]):
        if not is_nominal(context, parse, first, end):
            if index == 0 and parse.lower[before - 1] != ",":
                return None
            continue
        clitic = end > first and parse.lower[end] in language.words("clitics") and parse.pos[end] != "NOUN"
        last = end - 1 if clitic else end  # *Pastor leur …*
        nominal_before = index + 1 < len(pieces) and is_nominal(context, parse, *pieces[index + 1])
        apposed = nominal_before and parse.lower[before - 1] == "," and parse.lower[first - 1] == ","
        begin = pieces[index + 1][0] if apposed else first
        return Found(parse.span(begin, last), "noun phrase to the left", begin, last)
    return None


def _pieces(
    parse: Parse, before: int, start: int, coordinators: frozenset[str], relatives: frozenset[str]
) -> list[tuple[int, int]]:
    """Return the stretches between commas that lead up to a verb, nearest first."""
    pieces = []
    last = before - 1
    token = last
    while token >= -1:
        if token > 0 and parse.words[token] in "»”":
            # Over a nickname in marks: *Hamdan Daglo, dit « Hemetti », assure …*
            opening = next((t for t in range(token - 1, max(token - 6, -1), -1) if parse.words[t] in "«“"), None)
            if opening is not None:
                token = opening - 1
                continue
        if token > 0 and parse.words[token] == ")":
            opening = next((t for t in range(token - 1, max(token - 12, -1), -1) if parse.words[t] == "("), None)
            if opening is not None:
                token = opening - 1
                continue
        subordinate = token >= 0 and (
            parse.pos[token] == "SCONJ" or (parse.pos[token] == "PRON" and parse.lower[token] in relatives)
        )
        outside = token < 0 or parse.start[token] < start or (token < last and subordinate)
        if (
            outside
            or parse.lower[token] in (",", ";", ":", "«", "»", "“", "”", '"', "(", ")")
            or (
                parse.lower[token] in coordinators
                and parse.pos[token] == "CCONJ"
                and token + 1 < before
                and parse.pos[token + 1] in ("DET", "PROPN")
                and _clause_before(parse, token, start)
            )
        ):
            if token + 1 <= last:
                pieces.append((token + 1, last))
            if outside or parse.lower[token] not in (",", ")"):
                break
            last = token - 1
        token -= 1
    return pieces


def _clause_before(parse: Parse, token: int, start: int) -> bool:
    """Tell a coordinator of clauses (*X a dit oui et Y a dit non*) from one of nouns (*X et Y ont dit oui*)."""
    while token >= 0 and parse.start[token] >= start:
        if phrases.is_finite(parse, token):
            return True
        token -= 1
    return False


def is_nominal(context: Context, parse: Parse, first: int, last: int) -> bool:
    """Tell whether a stretch is one noun phrase: it opens like one and holds no finite verb."""
    words = context.language.words
    if parse.pos[first] not in ("DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON") and parse.lower[first] not in words(
        "subject_pronouns"
    ):
        return False
    if first == last and parse.lower[first] in words("strong_pronouns") and first > 0 and parse.lower[first - 1] == ",":
        return False  # *les médecins, eux, saluent*
    if parse.pos[first] == "ADJ" and first > 0 and parse.lower[first - 1] == ",":
        return False  # *Rosalie, enceinte de sept mois, dit …*
    if parse.lower[first] in words("time_words") or parse.lower[first] in words("relative_subjects") | words(
        "relative_objects"
    ):
        return False
    if any(phrases.is_finite(parse, t) for t in range(first, last + 1)):
        return False
    return any(
        parse.pos[t] in ("NOUN", "PROPN", "PRON") or parse.lower[t] in words("subject_pronouns")
        for t in range(first, last + 1)
    )
