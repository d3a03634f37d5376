"""
Which clauses and infinitives does a cue verb govern?

Reported clauses with and without a complementiser, questions, infinitives: one function for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import contracted
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import is_hearsay
from selon.extract.grammar.openings import is_condition, is_demonstrative
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.subjects import is_nominal, is_own_clause
from selon.extract.grammar.verbs import VerbUse
from selon.extract.rules.governed import (
    REACH,
    SURE,
    adjacent,
    follows_object,
    hangs_on,
    infinitive_from,
    judged_clause,
    propose,
    uses,
)
from selon.lang import Cue
from selon.parse.tree import Parse


def reported_clause(context: Context) -> Iterator[Candidate]:
    """
    Yield clauses opened by a complementiser.

        [La ministre] **a déclaré** que [le texte serait voté].

    Leaves out comparatives and cleft sentences, whose *que* hangs on something else.
    """
    for parse, use, cue in uses(context, "clause"):
        opened = _complementiser(context, parse, use)
        if opened is None:
            continue
        first, between = opened
        yield from propose(context, parse, use, cue, "reported_clause", "clause", first, between=between)


def bare_clause(context: Context) -> Iterator[Candidate]:
    """
    Yield clauses without a complementiser, in languages that allow it.

        [The minister] **said** [the bill would pass].
    """
    if not context.language.traits.bare_clause:
        return
    for parse, use, cue in uses(context, "clause"):
        if _complementiser(context, parse, use) is not None:
            continue
        first = _bare_start(context, parse, use)
        if first is None or not use.last < first <= use.last + REACH:
            continue
        asks = parse.lower[first] in context.language.words("question_words")
        if asks and not is_condition(context, parse, first, use):
            continue
        if parse.lower[first] in context.language.words("complementisers") and not is_demonstrative(
            context, parse, first
        ):
            if follows_object(parse, use, first):
                continue
            first += 1
        if (
            parse.words[first] in "\"“”'‘«"
            or _takes_phrase(cue, parse, use, first)
            or _is_told(context, parse, use, first)
        ):
            continue
        yield from propose(context, parse, use, cue, "bare_clause", "clause", first, between=(use.last + 1, first))


def _bare_start(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """Return the first token of the clause that hangs on the verb or on another word of the cue (*was* **afraid** *P*)."""
    below = (t for part in (use.token, use.last) for t in parse.children[part])
    head = next((t for t in below if t > use.last and parse.relation[t] == "ccomp"), None)
    if head is not None:
        return _with_lost_subject(context, parse, use, head, min(parse.subtree(head)))
    opens = use.last + 1 < len(parse) and parse.lower[use.last + 1] in context.language.words("conditions")
    return use.last + 1 if opens else None


def _with_lost_subject(context: Context, parse: Parse, use: VerbUse, head: int, first: int) -> int:
    """*admitted the deal does not hold*, *said life would be worse*: a subject that the tree hangs elsewhere."""
    if parse.child(head, "nsubj", "nsubj:pass", "csubj", "expl") is not None or not is_own_clause(parse, head):
        return first
    lost = use.last + 1
    return lost if lost < first <= head and is_nominal(context, parse, lost, first - 1) else first


def _is_told(context: Context, parse: Parse, use: VerbUse, first: int) -> bool:
    """*advised residents not to leave*: the addressee of a demand, which the tree takes for a subject."""
    demand = use.frame("infinitive")
    markers = set(demand.frames["infinitive"].marker.split()) if demand and "object" in demand.addressee else set()
    markers &= context.language.words("infinitive_markers")
    verb = next((t for t in range(first, len(parse)) if parse.pos[t] in ("VERB", "AUX")), first)
    return parse.lower[verb - 1] in markers


def _takes_phrase(cue: Cue, parse: Parse, use: VerbUse, first: int) -> bool:
    """*points to the trouble a candidate might be in*: the preposition that the cue governs, and a relative clause."""
    oblique = cue.frames.get("oblique")
    after = use.last + 1
    return oblique is not None and after < first and parse.lower[after] in oblique.marker.split()


def reported_question(context: Context) -> Iterator[Candidate]:
    """
    Yield indirect questions.

        [Les élus] **demandent** si [le budget suffira].
    """
    words = context.language.words
    for parse, use, cue in uses(context, "question"):
        token = adjacent(context, parse, use)
        if token is not None and parse.lower[token] in contracted(context, [a for a in cue.addressee if a != "object"]):
            told = phrases.along(parse, token + 1, min(len(parse.words), token + REACH), context.language)
            token = told[1] + 1 if told and told[1] + 1 < len(parse.words) else None
        elif token is not None and "object" in cue.addressee:
            told_to = parse.child(use.token, "obj", "iobj")
            if told_to is not None and token <= told_to < min(token + REACH, len(parse) - 1):
                token = told_to + 1  # *asked the mayor if …*
        if token is not None and parse.lower[token] == ",":
            # *m'ont demandé, avec politesse, si …*
            asked = words("question_words", "whether")
            closing = _insertion_end(parse, token, sentence_stop(context, parse, use.token), asked)
            if closing is not None and parse.pos[token + 1] not in ("ADP", "ADV"):
                closing = None
            token = None if closing is None else closing + 1
        if token is None:
            continue
        if parse.lower[token] in words("question_demonstratives") and token + 1 < len(parse):
            first = token
            if parse.lower[token + 1] not in words("complementisers", "relative_subjects"):
                continue
        elif parse.lower[token] in words("question_words") and not is_condition(context, parse, token, use):
            first = token + 1 if parse.lower[token] in words("whether") else token
        else:
            continue
        yield from propose(
            context, parse, use, cue, "reported_question", "question", first, between=(use.last + 1, token)
        )


def reported_infinitive(context: Context) -> Iterator[Candidate]:
    """
    Yield infinitives, bare or after the preposition that the cue asks for.

        [Le maire] **promet** de [rouvrir l'école].  [Il] **affirme** [avoir vu un homme].
    """
    for parse, use, cue in uses(context, "infinitive"):
        if use.passive and not (_impersonal(context, parse, use) or is_hearsay(context, parse, use)):
            continue
        markers = cue.frames["infinitive"].marker.split() or ["_"]
        opened = _infinitive(context, parse, use, markers) or _gerund(context, parse, use, markers)
        if opened is None:
            continue
        first, between = opened
        yield from propose(context, parse, use, cue, "reported_infinitive", "infinitive", first, between=between)


def _impersonal(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*il est demandé de*: the subject of a passive is an expletive."""
    return use.first > 0 and parse.lower[use.first - 1] in context.language.words("expletives")


def _complementiser(context: Context, parse: Parse, use: VerbUse) -> tuple[int, tuple[int, int]] | None:
    """Return the first token of a clause opened by a complementiser, and the tokens between the verb and it."""
    words = context.language.words
    complementisers = words("complementisers")
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    token, jumped = use.last + 1, False
    if token < stop and _has_its_object(context, parse, use, stop):
        return None
    while token < stop:
        word = parse.lower[token]
        if word in complementisers:
            if _is_pronoun(context, parse, token, stop) or not (jumped or _opens_content(context, parse, use, token)):
                return None
            return (token if is_demonstrative(context, parse, token) else token + 1), (use.last + 1, token)
        marked = word in ("«", "“", '"') and token + 1 < stop and parse.lower[token + 1] in complementisers
        if word == "," and (closing := _insertion_end(parse, token, stop, complementisers)) is not None:
            token, jumped = closing, True
        elif not marked and _ends_search(context, parse, token):
            return None
        token += 1
    return None


def _has_its_object(context: Context, parse: Parse, use: VerbUse, stop: int) -> bool:
    """*l'a soutenu dans la course qu'il a perdue*; *juge urgent que P*, where the judgement is part of the content."""
    words, cue, after = context.language.words, use.frame("clause"), parse.lower[use.last + 1]
    if use.object_clitic is not None and cue is not None and "object" not in cue.addressee:
        clitic = parse.lower[use.object_clitic]
        if clitic not in words("dative_clitics") and after not in words("complementisers"):
            return True
    judging = use.frame("object_of")
    judges = judging is not None and not judging.frames["object_of"].marker
    return judges and judged_clause(context, parse, use, use.last + 1, stop) is not None


def _is_pronoun(context: Context, parse: Parse, token: int, stop: int) -> bool:
    """*…, tandis que*; *deny him* **that** *path*; *with me saying* **that** *and …*: what looks like a complementiser."""
    words = context.language.words
    if parse.lower[token - 1] in words("compound_conjunctions"):
        return True
    after = parse.lower[token + 1] if token + 1 < stop else ""
    determiner = parse.pos[token] == "DET" and parse.relation[token] == "det"
    return determiner or after in words("coordinators") - words("source_negations")


def _opens_content(context: Context, parse: Parse, use: VerbUse, token: int) -> bool:
    """Tell a complementiser of the cue from one of a noun between them."""
    cue = use.frame("clause")
    told = cue is not None and "object" in cue.addressee
    if token == use.last + 1:
        return True
    if told and cue is not None and parse.pos[token - 1] == "PROPN" and cue.frames["clause"].rate >= SURE:
        return True
    if not told and parse.pos[token] == "PRON" and parse.relation[token] in ("obj", "nsubj", "obl:arg", "iobj"):
        return False  # a relative pronoun
    marks = parse.relation[token] in ("mark", "det", "advmod", "nsubj", "dep", "fixed")
    marks = marks and parse.pos[token] in ("SCONJ", "ADP", "PRON", "ADV", "CCONJ", "DET")
    return marks and not _hangs_on_noun(context, parse, use, token)


def _ends_search(context: Context, parse: Parse, token: int) -> bool:
    """Tell whether no complementiser of the cue comes after *token*."""
    words, word = context.language.words, parse.lower[token]
    name = parse.words[token][0].isupper()  # *sur France Inter*, whatever the tagger says
    if word in (",", ":", ";", ".", "«", "»", "“", "”", '"', "?", "!"):
        return True
    if not name and (parse.pos[token] == "VERB" or phrases.is_finite(parse, token)):
        return True
    if parse.pos[token] == "SCONJ" or word in words("relative_subjects", "coordinators"):
        return True
    return word in words("comparatives") and bool({*parse.pos[token + 1 : token + 2]} & {"ADJ", "ADV", "NOUN"})


def _hangs_on_noun(context: Context, parse: Parse, use: VerbUse, token: int) -> bool:
    """Tell *a annoncé la nouvelle au moment qu'il …*, whose *que* goes with the noun before it."""
    if parse.pos[token - 1] != "NOUN" or parse.lower[token - 1] in context.language.words("time_words"):
        return False
    cue = use.frame("clause")
    words = context.language.words
    means = words("saying_circumstances", "circumstance_nouns")  # *said in a statement that …*
    held = parse.lower[token - 1] in context.language.noun_cues and parse.lower[token - 1] not in means
    if held and parse.head[parse.head[token]] == token - 1:
        return True  # *agreed to a fine over allegations that …*
    opener = parse.pos[use.last + 1] == "ADP" or parse.lower[use.last + 1] in context.language.words(
        "addressee_prepositions"
    )
    if opener and cue is not None and cue.frames["clause"].rate >= SURE:
        return False  # *a fait savoir par courriel que*, *a dit à ses élèves que*
    if follows_object(parse, use, token):
        return True
    clause = parse.head[token]
    return parse.head[clause] not in (use.token, use.last) and parse.relation[clause] != "ccomp"


def _insertion_end(parse: Parse, comma: int, stop: int, complementisers: frozenset[str]) -> int | None:
    """Return the second comma of an insertion between a verb and its complementiser (*rappelle, citant X, que*)."""
    for token in range(comma + 1, min(stop - 1, comma + 11)):
        if parse.lower[token] == ",":
            return token if parse.lower[token + 1] in complementisers else None
    return None


def _infinitive(context: Context, parse: Parse, use: VerbUse, markers: list[str]) -> tuple[int, tuple[int, int]] | None:
    """Return the first token of the infinitive and the tokens between the verb and its marker."""
    words = context.language.words
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    wanted = set(contracted(context, [m for m in markers if m != "_"]))
    bare = "_" in markers
    for token in range(use.last + 1, stop):
        word = parse.lower[token]
        if word in (":", ";", ".", "»", "?") or (phrases.is_finite(parse, token) and parse.pos[token] == "VERB"):
            return None
        if word in words("complementisers") or word in words("relative_subjects"):
            return None
        start = token + 1 if word in wanted else token
        if start == token and not (bare and _only_adverbs(context, parse, use.last + 1, token)):
            continue
        head = infinitive_from(context, parse, start, stop + 4)
        if head is None:
            continue
        if token - use.last > 1 and start != token and not hangs_on(parse, head, use):
            continue
        above = parse.head[head]
        told = use.frame("infinitive")
        article = parse.child(above, "det")
        definite = article is not None and "Definite=Def" in parse.morph[article]
        held = parse.relation[above] == "obj" and above != use.token and definite
        if held and told and "object" not in told.addressee:
            continue  # *exclut la possibilité d'envisager …*
        return start, (use.last + 1, token)
    return None


def _gerund(context: Context, parse: Parse, use: VerbUse, markers: list[str]) -> tuple[int, tuple[int, int]] | None:
    """Return the same of a gerund right after the verb (*proposed* **appointing** *a judge*)."""
    first = adjacent(context, parse, use) if GERUND in markers else None
    if first is None:
        return None
    token = first + (parse.lower[first] in context.language.words("negations"))  # *denied* **not having** *a permit*
    if token >= len(parse) or "Aspect=Prog" not in parse.morph[token]:
        return None
    verb = parse.head[token] if parse.relation[token] == "aux" else token
    return (first, (use.last + 1, first)) if parse.head[verb] == use.token else None


GERUND = "ing"
"""Marker of a frame that takes gerunds."""


def _only_adverbs(context: Context, parse: Parse, start: int, stop: int) -> bool:
    times = context.language.words("time_words")
    return all(parse.pos[token] == "ADV" or parse.lower[token] in times for token in range(start, stop))
