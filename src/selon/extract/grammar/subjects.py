"""
What is the subject of a verb?

Down the tree, through coordination, gerunds and relative clauses; and, where the tree is wrong, along the words to the
left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.verbs import VerbUse
from selon.model import Span
from selon.parse.tree import Parse

SUBJECT = ("nsubj", "nsubj:pass", "csubj")

VERBAL = ("VERB", "AUX")

LONG_NAME = 5
"""Words up to which a quoted subject is taken for a name (*« Le Parisien » écrit*)."""


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


def subject_of(context: Context, parse: Parse, verb: int, before: int, seen: set[int]) -> Found | None:  # noqa: C901 - its exits are to become named stops
    """Return the subject of *verb*, before token *before*; *seen* holds the verbs already climbed through."""
    if verb in seen:
        return None
    seen.add(verb)
    language = context.language
    for token in parse.children[verb]:
        if parse.relation[token] in SUBJECT and token < max(before, verb) and not before <= token < verb:
            word = parse.lower[token]
            if word in language.words("inversion_hyphens") or word.startswith("-"):
                continue
            if word in language.words("relative_subjects"):
                return antecedent(context, parse, verb, token)
            if parse.pos[token] in ("VERB", "AUX") and parse.relation[token] == "csubj":
                continue
            if quoted_apart(context, parse, token, verb):
                continue
            if word in language.words("strong_pronouns") and token > 0 and parse.lower[token - 1] == ",":
                continue  # *les médecins, eux, saluent*
            case = parse.child(token, "case")
            if case is not None and case < token and parse.lower[case] not in language.words("genitives"):
                continue
            return subject_phrase(context, parse, token, before, "subject")
    relation, head = parse.relation[verb], parse.head[verb]
    if relation == "cop" and parse.pos[head] not in VERBAL:
        return subject_of(context, parse, head, before, seen)
    if relation == "relcl" and head < verb:
        relative = next(
            (t for t in range(max(before - 4, 0), before) if parse.lower[t] in language.words("relative_subjects")),
            None,
        )
        if relative is not None:
            return antecedent(context, parse, verb, relative)
    if relation == "conj" and parse.pos[head] in VERBAL:
        if _own_subject_after_coordinator(context, parse, head, before):
            return None
        head = _of_same_tense(parse, verb, head)
        return subject_of(context, parse, head, min(before, verb), seen)
    if relation == "pcomp" and parse.pos[head] not in VERBAL:
        head = parse.head[head]  # *got away* **by** *saying*
    if (
        relation in ("xcomp", "advcl", "acl", "ccomp", "parataxis", "obl:mod", "pcomp", "dep", "aux", "cop")
        and parse.pos[head] in VERBAL
    ):
        controller = _controlling_object(context, parse, verb, head) if relation in ("xcomp", "ccomp") else None
        if controller is None and relation in ("ccomp", "parataxis") and is_own_clause(parse, verb):
            return None
        if controller is not None:
            return subject_phrase(context, parse, controller, before, "object of the verb above")
        return subject_of(context, parse, head, min(before, max(head, before)), seen)
    nominal = parse.pos[head] in ("NOUN", "PROPN", "PRON")
    if relation in ("acl", "amod", "advcl") and nominal and head < min(verb, before) and not is_own_clause(parse, verb):
        return _participle_source(context, parse, head, before, seen)
    return None


def _controlling_object(context: Context, parse: Parse, verb: int, head: int) -> int | None:
    """*leaving some to ask whether …*, *recorded him telling …*: the object of the verb above, where that can speak."""
    touches = "Aspect=Prog" in parse.morph[verb] and verb > 0 and parse.relation[verb - 1] in ("obj", "nsubj")
    if "VerbForm=Inf" not in parse.morph[verb] and not touches:
        return None
    found = parse.child(head, "obj") if not touches else verb - 1
    if found is None or not head < found < verb:
        return None
    speaks = parse.pos[found] in ("PRON", "PROPN") or parse.lower[found] in context.language.speaking_nouns
    return found if speaks else None


def quoted_apart(context: Context, parse: Parse, subject: int, verb: int) -> bool:
    """Tell whether the tree takes its subject from a quotation that the verb stands outside of."""
    quote = context.quote_at(parse.start[subject])
    if quote is None or quote is context.quote_at(parse.start[verb]):
        return False
    return len(quote.inner.of(context.text).split()) > LONG_NAME


def _own_subject_after_coordinator(context: Context, parse: Parse, head: int, before: int) -> bool:
    """*… et le porte-parole, X, a affirmé*: the tree says coordination, yet a noun phrase opens the second clause."""
    coordinators = context.language.words("coordinators")
    opener = next((t for t in range(before - 1, head, -1) if parse.lower[t] in coordinators), None)
    if opener is None or opener + 1 >= before or parse.pos[opener + 1] not in ("DET", "PROPN", "NOUN"):
        return False
    between = range(opener + 1, before)
    if any(phrases.is_finite(parse, t) for t in between):
        return False
    commas = sum(parse.lower[t] == "," for t in between)
    return commas != 1  # none (*et Marie demande*), or an apposition's two


def _of_same_tense(parse: Parse, verb: int, head: int) -> int:
    """
    Return the verb that *verb* really goes on with.

    *L'armée a dit que son aviation menait des opérations et assure que …*: a verb in the reporter's tense does not go
    on with one in the tense of reported speech.
    """
    if is_past(parse, verb):
        return head
    current, steps = head, 0
    while is_past(parse, current) and parse.head[current] != current and steps < 4:
        above = parse.head[current]
        if parse.pos[above] in VERBAL and above < verb:
            if not is_past(parse, above):
                return above
            current = above
        else:
            break
        steps += 1
    return head


def is_past(parse: Parse, verb: int) -> bool:
    """Tell whether *verb* stands in the imperfect, the conditional or the pluperfect."""
    finite = next(
        (t for t in parse.children[verb] if parse.relation[t].startswith("aux") and "VerbForm=Fin" in parse.morph[t]),
        verb,
    )
    return "Tense=Imp" in parse.morph[finite] or "Mood=Cnd" in parse.morph[finite]


def _participle_source(context: Context, parse: Parse, noun: int, before: int, seen: set[int]) -> Found | None:
    """*un rapport affirmant que* → the report; *le ministre a quitté la salle, affirmant que* → the minister."""
    set_off = parse.lower[before - 1] == "," or parse.lower[before - 1] in context.language.words("gerund_markers")
    if set_off:
        climb, steps = noun, 0
        while parse.head[climb] != climb and steps < 12:
            if parse.relation[climb] in SUBJECT:
                return subject_phrase(context, parse, climb, before, "subject of the participle")
            climb = parse.head[climb]
            steps += 1
            if parse.pos[climb] in VERBAL:
                found = subject_of(context, parse, climb, before, seen)
                if found:
                    return found
    return subject_phrase(context, parse, noun, before, "noun before the participle")


def antecedent(context: Context, parse: Parse, verb: int, relative: int) -> Found | None:
    """Return the noun that *qui* stands for."""
    head = parse.head[verb] if parse.relation[verb] in ("relcl", "acl") else verb
    if head == verb or head > relative or parse.pos[head] in VERBAL:
        head = relative - 1
        light = context.language.words("reflexive_pronouns") | context.language.words("relative_subjects")
        while head >= 0 and (parse.pos[head] not in ("NOUN", "PROPN", "PRON") or parse.lower[head] in light):
            head -= 1
        if head < 0 or relative - head > 6:
            return None
    if parse.lower[relative - 1] == ",":
        head = _nearest_speaker(context, parse, head)
    found = subject_phrase(context, parse, head, relative, "antecedent")
    return _whole_name(parse, found) if found is not None else None


def _whole_name(parse: Parse, found: Found) -> Found:
    """*Emmanuel De Bock, qui …*: all capitals of a name whose first words the tree hangs elsewhere."""
    first = parse.at(found.span.start)
    if first is None or parse.pos[first] != "PROPN":
        return found
    begin = first
    while begin > 1 and parse.words[begin - 1][0].isupper() and parse.pos[begin - 1] in ("PROPN", "ADP", "DET", "X"):
        begin -= 1
    while begin < first and parse.pos[begin] != "PROPN":
        begin += 1  # an article that opens the sentence
    return replace(found, span=Span(parse.start[begin], found.span.end))


def _nearest_speaker(context: Context, parse: Parse, head: int) -> int:
    """*Rosalie Petit, enceinte de sept mois, qui craint …*: the nearest name or word for a speaker, not the months."""
    nouns = context.language.speaking_nouns
    sentence = context.sentence_at(parse.start[head])
    token = head
    while token >= 0 and parse.start[token] >= sentence.start and head - token < 14:
        capital = token > 0 and parse.words[token][0].isupper() and parse.start[token] > sentence.start
        if parse.pos[token] in ("PROPN", "PRON") or capital or parse.lower[token] in nouns:
            while parse.relation[token] in ("flat:name", "flat:foreign", "compound") and parse.head[token] < token:
                token = parse.head[token]
            return _whole_speaker(context, parse, token)
        token -= 1
    return head


def _whole_speaker(context: Context, parse: Parse, token: int) -> int:
    """
    Return the speaker that the noun at *token* only completes.

    *le syndicat des soignants de la côte, qui dit …*; *Ann Lee, a former aide to Bob Ray, who says …*.
    """
    noun = parse.head[parse.head[token]] if parse.relation[token] == "pobj" else token
    if parse.relation[noun] == "appos" and parse.head[noun] < noun < token and parse.pos[parse.head[noun]] == "PROPN":
        return parse.head[noun]
    while True:
        head, case = parse.head[token], parse.child(token, "case")
        genitive = case is not None and parse.lower[case] in context.language.words("genitives")
        if not (genitive and head < token and parse.relation[token] == "nmod"):
            return token
        if parse.lower[head] not in context.language.speaking_nouns and parse.pos[head] != "PROPN":
            return token
        token = head


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
