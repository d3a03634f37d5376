"""
Which phrases does a cue verb govern?

Objects, subjects of a passive, phrases after a preposition, what somebody is accused of or called, what somebody says of
himself: one function for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.candidate import Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.addressees import contracted
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import can_speak
from selon.extract.grammar.sources import agent, find_source, is_set_off
from selon.extract.grammar.stops import clause_stop, content_spans, sentence_stop
from selon.extract.grammar.subjects import Found
from selon.extract.grammar.verbs import VerbUse
from selon.extract.rules.governed import (
    REACH,
    SURE,
    adjacent,
    cue_spans,
    features_of,
    hangs_on,
    infinitive_from,
    is_active,
    judged_clause,
    propose,
    uses,
)
from selon.lang import Cue
from selon.parse.tree import Parse

UNSOURCED = 0.75
"""Weight of a bare participle that names nobody (*une source considérée comme fiable*)."""

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
        if use.passive:
            continue
        token = _object_start(context, parse, use)
        token = _after_pronoun(context, parse, cue, token)
        if (
            token is None
            or not _opens_phrase(context, parse, token)
            or parse.pos[token] not in ("DET", "NOUN", "NUM", "PROPN", "ADJ", "PUNCT", "PRON", "ADP")
        ):
            continue
        if use.kind == "g" and not is_set_off(context, parse, use):
            continue
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
        head = next(
            (t for t in parse.children[use.token] if parse.relation[t] in ("nsubj:pass", "nsubj") and t < use.first),
            None,
        )
        if (
            head is None
            and use.bare
            and parse.relation[use.token] == "acl"
            and parse.pos[parse.head[use.token]] == "NOUN"
        ):
            head = parse.head[use.token]
        if head is None or head >= use.first:
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
        if use.passive:
            continue
        if use.kind == "g" and not is_set_off(context, parse, use):
            continue
        markers = cue.frames["oblique"].marker.split()
        token = adjacent(context, parse, use)
        if token is None:
            continue
        spellings = contracted(context, markers)
        told = (
            None if parse.lower[token] in spellings else _marker_after_addressee(context, parse, use, token, spellings)
        )
        token = token if told is None else told
        if (
            parse.lower[token] not in spellings
            or token + 1 >= len(parse)
            or parse.lower[token + 1] in context.language.words("adverbial_nouns")
        ):
            continue
        first = token + 1
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


def object_of(context: Context) -> Iterator[Candidate]:
    """
    Yield what somebody is accused of, called or thanked for.

        [L'opposition] **accuse** le ministre de [mensonge].
    """
    for parse, use, cue in uses(context, "object_of"):
        markers = contracted(context, cue.frames["object_of"].marker.split())
        if not markers:
            yield from _small_clause(context, parse, use, cue)
            continue
        opened = _after_object(context, parse, use, markers)
        if opened is None:
            continue
        marker, first = opened
        if not is_active(context, parse, use) and not use.passive:
            yield from _bare_participle(context, parse, use, cue, first, cue_to=marker)
            continue
        adjacent = marker == use.last + 1 and infinitive_from(context, parse, first, first + 4) is None
        if use.passive:
            yield from _bare_participle(context, parse, use, cue, first, cue_to=marker if adjacent else None)
            continue
        yield from propose(
            context,
            parse,
            use,
            cue,
            "object_of",
            "object_of",
            first,
            cue_to=marker if adjacent else None,
            between=(use.last + 1, marker),
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


def _small_clause(context: Context, parse: Parse, use: VerbUse, cue: Cue) -> Iterator[Candidate]:
    """*juge la cession « probable »*, *le juge inabouti*: an object and what is thought of it."""
    token = adjacent(context, parse, use)
    if token is None or use.bare or use.kind == "i":
        return
    stop = sentence_stop(context, parse, use.token)
    if use.object_clitic is not None or use.passive:
        if parse.pos[token] not in ("ADJ", "VERB") and parse.words[token] not in '«“"':
            return
    elif (resumed := judged_clause(context, parse, use, token, stop)) is not None:
        yield from propose(context, parse, use, cue, "small_clause", "object_of", token, resumed=resumed)
        return
    elif parse.words[token] in '«“"' and parse.pos[min(token + 1, len(parse) - 1)] in ("ADJ", "ADV", "VERB"):
        pass
    elif (
        parse.pos[token] not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "NUM")
        and parse.lower[token] not in context.language.words("determiners")
    ) or not _has_predicate(parse, use, token, stop):
        return
    if use.passive:
        yield from _bare_participle(context, parse, use, cue, token, cue_to=None, rule="small_clause")
        return
    yield from propose(context, parse, use, cue, "small_clause", "object_of", token)


def _has_predicate(parse: Parse, use: VerbUse, token: int, stop: int) -> bool:
    """Tell whether an adjective or a quotation follows the object, or comes before it (*juge probable une hausse*)."""
    if parse.pos[token] in ("ADJ", "ADV"):
        return True
    for ahead in range(token + 1, min(stop, token + 12)):
        if parse.words[ahead] in '«“"':
            return True
        if parse.pos[ahead] == "ADJ" and parse.head[ahead] == use.token:
            return True
        if parse.pos[ahead] in ("PUNCT", "VERB", "AUX", "SCONJ"):
            return False
    return False


def _bare_participle(
    context: Context,
    parse: Parse,
    use: VerbUse,
    cue: Cue,
    first: int,
    *,
    cue_to: int | None,
    rule: str = "object_of",
) -> Iterator[Candidate]:
    """Propose a content without subject (*un homme accusé de trafic*, *est accusé de trafic par X*)."""
    stop = sentence_stop(context, parse, use.token)
    if use.bare:
        end = next((t for t in range(first + 1, stop) if parse.lower[t] in (",", ";", ")")), stop)
    else:
        end = clause_stop(context, parse, use, first, stop, phrasal=True)
    source = find_source(context, parse, use)
    undergone = infinitive_from(context, parse, first, first + 2) is not None and any(
        parse.lower[t] in context.language.words("passive_auxiliaries") for t in range(first, min(first + 2, end))
    )
    for token in range(first + 1, end if not undergone else first):  # *accusé d'être payé par X*: not the accuser
        if parse.lower[token] in context.language.words("agent_prepositions") and context.quote_at(
            parse.start[token]
        ) is context.quote_at(parse.start[use.token]):
            phrase = phrases.along(parse, token + 1, end, context.language)
            by = Found(parse.span(*phrase), "agent", phrase[0], phrase[1]) if phrase else None
            if by is not None and (can_speak(context, parse, by) or (source and source.span.start == by.span.start)):
                source, end = by, token
                break
    content = content_spans(context, parse, first, end)
    if content:
        yield Candidate(
            rule=rule,
            frame="object_of",
            lemma=cue.lemma,
            cue=cue_spans(parse, use, cue_to),
            source=(source.span,) if source else (),
            content=content,
            rate=cue.frames["object_of"].rate * (UNSOURCED if use.bare and not source else 1),
            head=parse.start[use.token],
            features=features_of(use, source),
        )


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
    touches = opens
    return near if touches and not inverted and before else None


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


def _after_object(context: Context, parse: Parse, use: VerbUse, markers: list[str]) -> tuple[int, int] | None:
    """Return the marker that follows the object and the first token after it."""
    stop = min(sentence_stop(context, parse, use.token), use.last + 32)
    needs_object = use.object_clitic is None and not use.passive and not use.bare
    resume = 0
    for token in range(use.last + 1, stop):
        word = parse.lower[token]
        if token < resume:
            continue
        if word == "," and token + 1 < stop and parse.lower[token + 1] in context.language.words("relative_subjects"):
            # *accusent Kigali, qui le nie, de …*: past what is told of the accused
            resume = next((t for t in range(token + 2, stop) if parse.lower[t] == ","), token) + 1
            continue
        if word in (":", ";", ".", "?") or (phrases.is_finite(parse, token) and parse.pos[token] == "VERB"):
            return None
        if "VerbForm=Inf" in parse.morph[token]:
            return None  # *asked it to be fetched for him*
        before = parse.lower[token - 1]
        listed = before in context.language.words("coordinators") or (
            before == "," and word in context.language.words("genitives")
        )
        if word not in markers or (listed and infinitive_from(context, parse, token + 1, stop + 4) is None):
            continue
        if not needs_object:
            if token - use.last > 2:
                return None
            return token, token + 1
        if token == use.last + 1:
            # The content comes first: *a qualifié d'« inexplicable » le fait que …*
            if parse.words[min(token + 1, len(parse) - 1)] in '«“"' or use.kind == "g":
                return token, token + 1
            continue
        head = parse.head[token]
        infinitive = infinitive_from(context, parse, token + 1, stop + 4)
        bare_noun = (
            use.frame("object_of").frames["object_of"].rate >= SURE  # type: ignore[union-attr]
            and token + 1 < len(parse.words)
            and parse.pos[token + 1] == "NOUN"
            and not any(parse.lower[t] in markers for t in range(token + 1, stop))
        )
        hangs = bare_noun or (
            head == use.token
            or parse.head[head] == use.token
            or (infinitive is not None and hangs_on(parse, infinitive, use))
            or parse.words[min(token + 1, len(parse) - 1)] in '«“"'
            or ("DET" in parse.pos[token + 1 : token + 2] and parse.words[min(token + 2, len(parse) - 1)] in '«“"')
        )
        if hangs and (head != use.token or parse.relation[token] != "det"):
            return token, token + 1
    return None
