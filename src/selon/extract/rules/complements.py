"""
Which phrases does a cue verb govern?

Objects, subjects of a passive, phrases after a preposition, what somebody says of himself: one function for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import contracted
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import can_speak
from selon.extract.grammar.sources import agent, is_set_off
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.verbs import VerbUse
from selon.extract.rules.governed import (
    REACH,
    adjacent,
    cue_spans,
    features_of,
    is_active,
    propose,
    uses,
)
from selon.lang import Cue
from selon.parse.tree import Parse

OBJECTS = ("obj", "obl:arg", "nsubj", "nsubj:pass", "ccomp", "xcomp", "iobj")

FARTHEST_OBJECT = 9
"""Tokens that may stand between a verb and its object (*réclame depuis des mois l'aide*)."""


def reported_noun_phrase(context: Context) -> Iterator[Candidate]:
    """
    Yield noun phrases that a finite cue takes as its object.

        [La direction] **a annoncé** [la fermeture de l'usine].

    Needs an explicit source and the object right after the verb; leaves out objects that a clause or a quotation
    goes with.
    """
    for parse, use, cue in uses(context, "nominal"):
        if use.kind not in "fucgp" or not is_active(context, parse, use):
            continue
        token = _after_pronoun(context, parse, cue, _object_start(context, parse, use))
        if token is None or not _opens_phrase(context, parse, token):
            continue
        if parse.pos[token] not in ("DET", "NOUN", "NUM", "PROPN", "ADJ", "PUNCT", "PRON", "ADP"):
            continue
        results = context.language.words("result_adverbs")
        if use.kind == "g" and (not is_set_off(context, parse, use) or parse.lower[use.last + 1] in results):
            continue  # *confirmant* **ainsi** *sa troisième place*: what follows from a deed
        if parse.pos[token] == "PUNCT" and parse.words[token] not in '«“"‘':
            continue
        if parse.pos[token] == "PRON" and parse.lower[token] not in context.language.words("content_pronouns"):
            continue
        yield from propose(
            context, parse, use, cue, "reported_noun_phrase", "nominal", token, between=(use.last + 1, token)
        )


def reported_passive(context: Context) -> Iterator[Candidate]:
    """
    Yield the subject of a passive whose agent is named.

        [La mesure] **a été critiquée** par [l'opposition].  [la transition] **exigée** par [le FMI]
    """
    for parse, use, cue in uses(context, "nominal"):
        if not (use.passive or (use.bare and use.kind == "p")):
            continue
        found = agent(context, parse, use)
        if found is None or not can_speak(context, parse, found):
            continue
        if parse.lower[use.last] in context.language.words("citing_participles"):
            continue  # *an officer* **quoted by** *the Herald*: what he says is cited, not he
        subjects = (t for t in parse.children[use.token] if parse.relation[t] in ("nsubj:pass", "nsubj"))
        noun = parse.head[use.token]
        described = use.bare and parse.relation[use.token] == "acl" and parse.pos[noun] == "NOUN" and noun < use.first
        head = next((t for t in subjects if t < use.first), noun if described else None)
        if head is None:
            continue
        phrase = phrases.from_head(parse, head, context.language, low=0, high=use.first - 1)
        pronoun = phrase is not None and phrase[0] == phrase[1] and parse.pos[phrase[0]] == "PRON"
        if phrase is None or pronoun:
            continue
        yield Candidate(
            rule="reported_passive",
            frame="nominal",
            lemma=cue.lemma,
            cue=cue_spans(parse, use),
            source=(found.span,),
            content=(parse.span(*phrase),),
            rate=cue.frames["nominal"].rate,
            head=parse.start[use.token],
            features=features_of(use, found),
        )


def reported_oblique(context: Context) -> Iterator[Candidate]:
    """
    Yield noun phrases that a cue takes with a preposition.

        [Le patronat] **s'inquiète de** [la hausse des taux].
    """
    for parse, use, cue in uses(context, "oblique"):
        token = adjacent(context, parse, use)
        if token is None or use.passive or (use.kind == "g" and not is_set_off(context, parse, use)):
            continue
        spellings, told = contracted(context, cue.frames["oblique"].marker.split()), None
        if parse.lower[token] not in spellings:
            told = _marker_after_addressee(context, parse, use, token, spellings)
            if told is None:
                continue
            token = told
        first = token + 1
        if first >= len(parse) or parse.lower[first] in context.language.words("adverbial_nouns"):
            continue
        gerund = "Aspect=Prog" in parse.morph[first]  # *warned against* **drinking** *the water*
        phrasal = parse.pos[first] in ("DET", "NOUN", "NUM", "PROPN", "ADJ", "PUNCT", "PRON")
        if not (gerund or phrasal) or parse.words[first] in ",.;:":
            continue
        if parse.pos[first] == "PRON" and parse.lower[first] not in context.language.words("content_pronouns"):
            continue
        touches = told is None and not gerund and all(parse.pos[t] == "ADV" for t in range(use.last + 1, token))
        cue_to, between = (token, None) if touches else (None, (use.last + 1, token))
        yield from propose(
            context, parse, use, cue, "reported_oblique", "oblique", first, cue_to=cue_to, between=between
        )


def predicate(context: Context) -> Iterator[Candidate]:
    """
    Yield what somebody says of himself.

        [Le maire] **s'est dit** [prêt à négocier].
    """
    for parse, use, cue in uses(context, "predicate"):
        token = adjacent(context, parse, use)
        if token is None or not (
            parse.pos[token] in ("ADJ", "NOUN", "ADV", "ADP", "VERB") or parse.words[token] in '«“"'
        ):
            continue
        oblique = cue.frames.get("oblique")
        if parse.lower[token] in context.language.words("complementisers") or (
            oblique is not None and parse.lower[token] in contracted(context, oblique.marker.split())
        ):
            continue  # *called for calm* is no name for anybody
        yield from propose(context, parse, use, cue, "predicate", "predicate", token)


def _after_pronoun(context: Context, parse: Parse, cue: Cue, token: int | None) -> int | None:
    """*promised* **them** *a new pier*: the content begins after a pronoun for whoever is addressed."""
    if token is None or "object" not in cue.addressee or token + 1 >= len(parse) or parse.pos[token] != "PRON":
        return token
    pronoun = parse.lower[token] not in context.language.words("content_pronouns") | context.language.words(
        "determiners"
    )
    return token + 1 if pronoun and parse.pos[token + 1] in ("DET", "NOUN", "PRON", "NUM", "ADJ") else token


def _opens_phrase(context: Context, parse: Parse, token: int) -> bool:
    """Tell an article that the tagger takes for a preposition (*conteste des propos*) from a real one."""
    return parse.pos[token] != "ADP" or parse.lower[token] in context.language.words("partitives")


def _object_start(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """Return the first token of the verb's object, read down the tree: next to the verb, or after a phrase or two."""
    near = adjacent(context, parse, use)
    if near is None:
        return None
    for child in parse.children[use.token]:
        if parse.relation[child] not in OBJECTS or child <= use.last:
            continue
        case = parse.child(child, "case")
        article = case is not None and parse.pos[case] == "DET" and _opens_phrase(context, parse, case)
        if parse.pos[child] not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "X") or (case is not None and not article):
            continue
        start = min(parse.subtree(child))
        start = max(start, use.last + 1)
        if start <= near + 1:
            return near
        if parse.relation[child] != "obj" or start - use.last > FARTHEST_OBJECT:
            continue
        between = range(use.last + 1, start)
        if any(parse.pos[t] in ("PUNCT", "VERB", "AUX", "SCONJ") for t in between):
            continue
        return start
    told = _after_addressee(context, parse, use, near)
    if told is not None and told < len(parse) and (parse.pos[told] == "DET" or parse.words[told] in '«“"'):
        return told
    # The tree lost the object, as it often does at a mark: what touches the verb is its object, unless inverted.
    before = parse.words[use.first - 1] if use.first else ""
    inverted = before in (",", "»", "”", '"') or before.lower() in context.language.words("relative_objects")
    opens = (
        parse.words[near] in '«“"'
        or parse.pos[near] == "DET"
        or parse.lower[near] in context.language.words("partitives")
    )
    return near if opens and not inverted and before else None


def _marker_after_addressee(
    context: Context, parse: Parse, use: VerbUse, token: int, spellings: list[str]
) -> int | None:
    """Return the marker behind an addressee that starts at *token* (*met en garde* **les élus** *sur les retards*)."""
    words = context.language.words
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    for marker in range(token + 1, stop - 1):
        if parse.lower[marker] not in spellings or _after_addressee(context, parse, use, token, marker) != marker:
            continue
        noun = parse.head[marker]
        hangs = noun > marker and use.first <= parse.head[noun] <= use.last
        possessed = parse.lower[marker + 1] in words("possessive_determiners")
        if parse.lower[marker] not in words("genitives") or hangs or possessed:
            return marker
    return None


def _after_addressee(context: Context, parse: Parse, use: VerbUse, token: int, stop: int | None = None) -> int | None:
    """
    Return the token after an addressee that starts at *token* (*a exposé* **au ministre** *ses demandes*).

    Where *stop* is given, the addressee must end there.
    """
    cue = use.cues[0]
    if stop is None:
        stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    if parse.lower[token] in contracted(context, [a for a in cue.addressee if a != "object"]):
        first = token + 1
    elif (
        "object" in cue.addressee
        and use.object_clitic is None
        and parse.pos[token] in ("DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON")
    ):
        first = token
    else:
        return None
    phrase = phrases.along(parse, first, stop, context.language, appositions=0)
    return phrase[1] + 1 if phrase is not None else None
