"""
Which contents does a cue verb govern by its grammar?

Reported clauses, questions, infinitives, noun phrases, obliques and predicates of every cue verb outside the quoting
constructions: one function for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract import phrases
from selon.extract.candidate import Candidate
from selon.extract.contents import clause_stop, content_spans, sentence_stop
from selon.extract.context import Context
from selon.extract.sources import Found, agent, find_source, shared_auxiliary
from selon.extract.verbs import VerbUse
from selon.lang import Cue
from selon.model import Span, Spans
from selon.parse import Parse

REACH = 14
"""How many tokens may stand between a cue and the word that opens its content (addressee, time, channel)."""


def reported_clause(context: Context) -> Iterator[Candidate]:
    """
    Yield clauses opened by a complementiser.

        [La ministre] **a déclaré** que [le texte serait voté].

    Leaves out comparatives and cleft sentences, whose *que* hangs on something else.
    """
    for parse, use, cue in _uses(context, "clause"):
        opened = _complementiser(context, parse, use)
        if opened is None:
            continue
        first, between = opened
        yield from _candidate(context, parse, use, cue, "reported_clause", "clause", first, between=between)


def bare_clause(context: Context) -> Iterator[Candidate]:
    """
    Yield clauses without a complementiser, in languages that allow it.

        [The minister] **said** [the bill would pass].
    """
    if not context.language.words("bare_clause"):
        return
    for parse, use, cue in _uses(context, "clause"):
        if _complementiser(context, parse, use) is not None:
            continue
        head = next((t for t in parse.children[use.token] if t > use.last and parse.relation[t] == "ccomp"), None)
        if head is None:
            continue
        first = min(parse.subtree(head))
        if first <= use.last or first - use.last > REACH or parse.lower[first] in context.language.words("question_words"):
            continue
        if parse.words[first] in "\"“”'‘«":
            continue
        yield from _candidate(context, parse, use, cue, "bare_clause", "clause", first, between=(use.last + 1, first))


def reported_question(context: Context) -> Iterator[Candidate]:
    """
    Yield indirect questions.

        [Les élus] **demandent** si [le budget suffira].
    """
    words = context.language.words
    for parse, use, cue in _uses(context, "question"):
        token = _adjacent(context, parse, use)
        if token is not None and parse.lower[token] in _contracted(context, [a for a in cue.addressee if a != "object"]):
            told = phrases.along(parse, token + 1, min(len(parse.words), token + REACH), context.language)
            token = told[1] + 1 if told and told[1] + 1 < len(parse.words) else None
        if token is None:
            continue
        if parse.lower[token] in words("question_demonstratives") and token + 1 < len(parse):
            first = token
            if parse.lower[token + 1] not in words("complementisers") | words("relative_subjects"):
                continue
        elif parse.lower[token] in words("question_words"):
            first = token + 1 if parse.lower[token] in words("whether") else token
        else:
            continue
        yield from _candidate(context, parse, use, cue, "reported_question", "question", first, between=(use.last + 1, token))


def reported_infinitive(context: Context) -> Iterator[Candidate]:
    """
    Yield infinitives, bare or after the preposition that the cue asks for.

        [Le maire] **promet** de [rouvrir l'école].  [Il] **affirme** [avoir vu un homme].
    """
    for parse, use, cue in _uses(context, "infinitive"):
        if use.passive and not _impersonal(context, parse, use):
            continue
        markers = cue.frames["infinitive"].marker.split() or ["_"]
        opened = _infinitive(context, parse, use, markers)
        if opened is None:
            continue
        first, between = opened
        yield from _candidate(context, parse, use, cue, "reported_infinitive", "infinitive", first, between=between)


def _impersonal(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*il est demandé de*: the subject of a passive is an expletive."""
    return use.first > 0 and parse.lower[use.first - 1] in context.language.words("expletives")


def reported_noun_phrase(context: Context) -> Iterator[Candidate]:
    """
    Yield noun phrases that a finite cue takes as its object.

        [La direction] **a annoncé** [la fermeture de l'usine].

    Needs an explicit source and the object right after the verb; leaves out objects that a clause or a quotation
    goes with.
    """
    for parse, use, cue in _uses(context, "nominal"):
        if use.kind not in "fucgp" or not _is_active(context, parse, use):
            continue
        if use.passive:
            continue
        token = _object_start(context, parse, use)
        if token is None or not _opens_phrase(context, parse, token) or parse.pos[token] not in ("DET", "NOUN", "NUM", "PROPN", "ADJ", "PUNCT", "PRON", "ADP"):
            continue
        if use.kind == "g" and not _set_off(context, parse, use):
            continue
        if parse.pos[token] == "PUNCT" and parse.words[token] not in "«“\"‘":
            continue
        if parse.pos[token] == "PRON" and parse.lower[token] not in context.language.words("content_pronouns"):
            continue
        yield from _candidate(
            context, parse, use, cue, "reported_noun_phrase", "nominal", token, between=(use.last + 1, token)
        )


def reported_passive(context: Context) -> Iterator[Candidate]:
    """
    Yield the subject of a passive whose agent is named.

        [La mesure] **a été critiquée** par [l'opposition].  [la transition] **exigée** par [le FMI]
    """
    for parse, use, cue in _uses(context, "nominal"):
        if not (use.passive or (use.bare and use.kind == "p")):
            continue
        found = agent(context, parse, use)
        if found is None or not _can_speak(context, parse, found):
            continue
        head = next((t for t in parse.children[use.token] if parse.relation[t] in ("nsubj:pass", "nsubj") and t < use.first), None)
        if head is None and use.bare and parse.relation[use.token] == "acl" and parse.pos[parse.head[use.token]] == "NOUN":
            head = parse.head[use.token]
        if head is None or head >= use.first:
            continue
        phrase = phrases.from_head(parse, head, context.language, low=0, high=use.first - 1)
        pronoun = phrase is not None and phrase[0] == phrase[1] and parse.pos[phrase[0]] == "PRON"
        if phrase is None or pronoun:
            continue
        yield Candidate(
            rule="reported_passive", frame="nominal", lemma=cue.lemma, cue=cue_spans(parse, use),
            source=(found.span,), content=(parse.span(*phrase),), rate=cue.frames["nominal"].rate,
            head=parse.start[use.token], features=_features(use, found),
        )


def reported_oblique(context: Context) -> Iterator[Candidate]:
    """
    Yield noun phrases that a cue takes with a preposition.

        [Le patronat] **s'inquiète de** [la hausse des taux].
    """
    for parse, use, cue in _uses(context, "oblique"):
        if use.passive:
            continue
        if use.kind == "g" and not _set_off(context, parse, use):
            continue
        markers = cue.frames["oblique"].marker.split()
        token = _adjacent(context, parse, use)
        if token is None:
            continue
        marker = next((m for m in _contracted(context, markers) if parse.lower[token] == m), None)
        if marker is None or token + 1 >= len(parse) or parse.lower[token + 1] in context.language.words("adverbial_nouns"):
            continue
        first = token + 1
        if parse.pos[first] not in ("DET", "NOUN", "NUM", "PROPN", "ADJ", "PUNCT", "PRON") or parse.words[first] in ",.;:":
            continue
        if parse.pos[first] == "PRON" and parse.lower[first] not in context.language.words("content_pronouns"):
            continue
        yield from _candidate(
            context, parse, use, cue, "reported_oblique", "oblique", first, cue_to=token
        )


def object_of(context: Context) -> Iterator[Candidate]:
    """
    Yield what somebody is accused of, called or thanked for.

        [L'opposition] **accuse** le ministre de [mensonge].
    """
    for parse, use, cue in _uses(context, "object_of"):
        markers = _contracted(context, cue.frames["object_of"].marker.split())
        if not markers:
            yield from _small_clause(context, parse, use, cue)
            continue
        opened = _after_object(context, parse, use, markers)
        if opened is None:
            continue
        marker, first = opened
        if not _is_active(context, parse, use) and not use.passive:
            yield from _bare_participle(context, parse, use, cue, marker, first, cue_to=marker)
            continue
        adjacent = marker == use.last + 1 and _infinitive_from(context, parse, first, first + 4) is None
        if use.passive:
            yield from _bare_participle(context, parse, use, cue, marker, first, cue_to=marker if adjacent else None)
            continue
        yield from _candidate(
            context, parse, use, cue, "object_of", "object_of", first, cue_to=marker if adjacent else None,
            between=(use.last + 1, marker),
        )


def _small_clause(context: Context, parse: Parse, use: VerbUse, cue: Cue) -> Iterator[Candidate]:
    """*juge la cession « probable »*, *le juge inabouti*: an object and what is thought of it."""
    token = _adjacent(context, parse, use)
    if token is None or use.bare or use.kind == "i":
        return
    stop = sentence_stop(context, parse, use.token)
    if use.object_clitic is not None or use.passive:
        if parse.pos[token] not in ("ADJ", "VERB") and parse.words[token] not in "«“\"":
            return
    elif parse.words[token] in "«“\"" and parse.pos[min(token + 1, len(parse) - 1)] in ("ADJ", "ADV", "VERB"):
        pass
    elif (
        parse.pos[token] not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "NUM")
        and parse.lower[token] not in context.language.words("determiners")
    ) or not _has_predicate(parse, use, token, stop):
        return
    yield from _candidate(context, parse, use, cue, "small_clause", "object_of", token)


def _has_predicate(parse: Parse, use: VerbUse, token: int, stop: int) -> bool:
    """Tell whether an adjective or a quotation follows the object, or comes before it (*juge probable une hausse*)."""
    if parse.pos[token] in ("ADJ", "ADV"):
        return True
    for ahead in range(token + 1, min(stop, token + 12)):
        if parse.words[ahead] in "«“\"":
            return True
        if parse.pos[ahead] in ("ADJ",) and parse.head[ahead] == use.token:
            return True
        if parse.pos[ahead] in ("PUNCT", "VERB", "AUX", "SCONJ"):
            return False
    return False


def _bare_participle(
    context: Context, parse: Parse, use: VerbUse, cue: Cue, marker: int, first: int, *, cue_to: int | None
) -> Iterator[Candidate]:
    """*un homme, déjà accusé de trafic, …*, *est accusé de trafic par X*: a content, no source but an agent."""
    stop = sentence_stop(context, parse, use.token)
    if use.bare:
        end = next((t for t in range(first + 1, stop) if parse.lower[t] in (",", ";", ")")), stop)
    else:
        end = _phrase_end(context, parse, first, clause_stop(context, parse, use, first, stop, phrasal=True))
    source = find_source(context, parse, use)
    undergone = _infinitive_from(context, parse, first, first + 2) is not None and any(
        parse.lower[t] in context.language.words("passive_auxiliaries") for t in range(first, min(first + 2, end))
    )
    for token in range(first + 1, end if not undergone else first):  # *accusé d'être payé par X*: not the accuser
        if parse.lower[token] in context.language.words("agent_prepositions") and context.quote_at(parse.start[token]) is None:
            phrase = phrases.along(parse, token + 1, end, context.language)
            by = Found(parse.span(*phrase), "agent", phrase[0], phrase[1]) if phrase else None
            if by is not None and (_can_speak(context, parse, by) or (source and source.span.start == by.span.start)):
                source, end = by, token
                break
    content = content_spans(context, parse, first, end)
    if content:
        yield Candidate(
            rule="object_of", frame="object_of", lemma=cue.lemma, cue=cue_spans(parse, use, cue_to),
            source=(source.span,) if source else (), content=content,
            rate=cue.frames["object_of"].rate * (UNSOURCED if use.bare and not source else 1),
            head=parse.start[use.token], features=_features(use, source),
        )


UNSOURCED = 0.75
"""Weight of a bare participle that names nobody (*une source considérée comme fiable*)."""


def predicate(context: Context) -> Iterator[Candidate]:
    """
    Yield what somebody says of himself.

        [Le maire] **s'est dit** [prêt à négocier].
    """
    for parse, use, cue in _uses(context, "predicate"):
        token = _adjacent(context, parse, use)
        if token is None or not (
            parse.pos[token] in ("ADJ", "NOUN", "ADV", "ADP", "VERB") or parse.words[token] in "«“\""
        ):
            continue
        if parse.lower[token] in context.language.words("complementisers"):
            continue
        yield from _candidate(context, parse, use, cue, "predicate", "predicate", token)


def _uses(context: Context, frame: str) -> Iterator[tuple[Parse, VerbUse, Cue]]:
    for parse, uses in zip(context.parses, context.verbs, strict=True):
        if parse is None:
            continue
        for use in uses:
            cue = use.frame(frame)
            if cue is not None:
                yield parse, use, cue


def _opens_phrase(context: Context, parse: Parse, token: int) -> bool:
    """Tell an article that the tagger takes for a preposition (*conteste des propos*) from a real one."""
    return parse.pos[token] != "ADP" or parse.lower[token] in context.language.words("partitives")


def _is_active(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell whether the subject of *use* does it: no passive, and no participle that has no auxiliary to share."""
    if use.passive:
        return False
    return not use.bare or parse.relation[use.token] == "conj" or shared_auxiliary(context, parse, use) is not None


def _set_off(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell a gerund of the sentence's subject (*…, dénonçant X*) from one that describes a noun (*un dossier visant X*)."""
    before = parse.lower[use.first - 1] if use.first else ""
    markers = context.language.words("gerund_markers")
    return before == "," or before in markers or parse.lower[use.first] in markers


def _adjacent(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """Return the first token after the verb group, adverbs and a time skipped."""
    words = context.language.words
    token = use.last + 1
    while token < len(parse):
        if parse.pos[token] == "ADV" and parse.lower[token] not in words("question_words") and parse.lower[token] not in words("complementisers"):
            token += 1
        elif parse.lower[token] in words("time_words"):
            token += 1
        else:
            return token
    return None


def _complementiser(context: Context, parse: Parse, use: VerbUse) -> tuple[int, tuple[int, int]] | None:
    """Return the first token of a clause opened by a complementiser, and the tokens between the verb and it."""
    words = context.language.words
    complementisers = words("complementisers")
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    token, jumped = use.last + 1, False
    cue = use.frame("clause")
    while token < stop:
        word = parse.lower[token]
        if word in complementisers and parse.lower[token - 1] in words("compound_conjunctions"):
            return None  # *…, tandis que*
        if word in complementisers:
            near = token == use.last + 1
            marks = parse.relation[token] in ("mark", "det", "advmod", "nsubj", "dep", "fixed") and parse.pos[token] in ("SCONJ", "ADP", "PRON", "ADV", "CCONJ", "DET")
            told = cue is not None and "object" in cue.addressee
            relative = not told and parse.pos[token] == "PRON" and parse.relation[token] in ("obj", "nsubj", "obl:arg", "iobj")
            if near or jumped or (marks and not relative and not _hangs_on_noun(context, parse, use, token)):
                return token + 1, (use.last + 1, token)
            return None
        if word in ("«", "“", '"') and token + 1 < stop and parse.lower[token + 1] in complementisers:
            token += 1
            continue
        if word == "," and (closing := _insertion_end(parse, token, stop, complementisers)) is not None:
            token, jumped = closing + 1, True
            continue
        if word == "," and not _circumstance_follows(context, parse, token + 1, stop):
            return None
        if phrases.is_finite(parse, token) or word in (":", ";", ".", "«", "»", "“", "”", '"', "?", "!"):
            return None
        if parse.pos[token] in ("SCONJ", "VERB") or word in words("relative_subjects") | words("coordinators"):
            return None
        if word in words("comparatives") and parse.pos[token + 1] in ("ADJ", "ADV", "NOUN"):
            return None
        token += 1
    return None


def _hangs_on_noun(context: Context, parse: Parse, use: VerbUse, token: int) -> bool:
    """Tell *a annoncé la nouvelle au moment qu'il …*, whose *que* goes with the noun before it."""
    if parse.pos[token - 1] != "NOUN" or parse.lower[token - 1] in context.language.words("time_words"):
        return False
    cue = use.frame("clause")
    opener = parse.pos[use.last + 1] == "ADP" or parse.lower[use.last + 1] in context.language.words("addressee_prepositions")
    if opener and cue is not None and cue.frames["clause"].rate >= SURE:
        return False  # *a fait savoir par courriel que*, *a dit à ses élèves que*
    clause = parse.head[token]
    return parse.head[clause] not in (use.token, use.last) and parse.relation[clause] != "ccomp"


def _circumstance_follows(context: Context, parse: Parse, token: int, stop: int) -> bool:
    """*a assuré, mercredi, à la sortie du conseil, que*: a time or a place after the comma."""
    if token >= stop:
        return False
    words = context.language.words
    return parse.pos[token] in ("ADP", "NUM", "ADV") or parse.lower[token] in words("time_words") or (
        parse.pos[token] == "DET" and token + 1 < stop and parse.lower[token + 1] in words("time_words")
    )


def _insertion_end(parse: Parse, comma: int, stop: int, complementisers: frozenset[str]) -> int | None:
    """Return the second comma of an insertion between a verb and its complementiser (*rappelle, citant X, que*)."""
    for token in range(comma + 1, min(stop - 1, comma + 11)):
        if parse.lower[token] == ",":
            return token if parse.lower[token + 1] in complementisers else None
    return None


def _infinitive(
    context: Context, parse: Parse, use: VerbUse, markers: list[str]
) -> tuple[int, tuple[int, int]] | None:
    """Return the first token of the infinitive and the tokens between the verb and its marker."""
    words = context.language.words
    stop = min(sentence_stop(context, parse, use.token), use.last + 1 + REACH)
    wanted = set(_contracted(context, [m for m in markers if m != "_"]))
    bare = "_" in markers
    for token in range(use.last + 1, stop):
        word = parse.lower[token]
        if word in (":", ";", ".", "»", "?") or (phrases.is_finite(parse, token) and parse.pos[token] == "VERB"):
            return None
        if word in words("complementisers") or word in words("relative_subjects"):
            return None
        start = token + 1 if word in wanted else token
        if start == token and not (bare and (
            _only_adverbs(context, parse, use.last + 1, token) or _only_addressee(context, parse, use, token)
        )):
            continue
        head = _infinitive_from(context, parse, start, stop + 4)
        if head is None:
            continue
        if token - use.last > 1 and start != token and not _hangs_on(parse, head, use):
            continue
        return start, (use.last + 1, token)
    return None


def _only_adverbs(context: Context, parse: Parse, start: int, stop: int) -> bool:
    times = context.language.words("time_words")
    return all(parse.pos[token] == "ADV" or parse.lower[token] in times for token in range(start, stop))


def _only_addressee(context: Context, parse: Parse, use: VerbUse, stop: int) -> bool:
    """*a confirmé à notre antenne avoir appelé …*: nothing but the addressee between the verb and *stop*."""
    cue = use.frame("infinitive")
    prepositions = _contracted(context, [a for a in cue.addressee if a != "object"]) if cue else []
    if stop <= use.last + 2 or parse.lower[use.last + 1] not in prepositions:
        return False
    phrase = phrases.along(parse, use.last + 2, stop, context.language)
    return phrase is not None and phrase[1] == stop - 1


def _infinitive_from(context: Context, parse: Parse, start: int, stop: int) -> int | None:
    """Return the infinitive that starts at *start*, clitics, negation and an opening mark allowed before it."""
    words = context.language.words
    light = words("clitics") | words("negations") | words("reflexive_pronouns") | words("group_adverbs")
    for token in range(start, min(stop, start + 6, len(parse))):
        if "VerbForm=Inf" in parse.morph[token]:
            return token
        if parse.words[token] in "«“\"" or parse.lower[token] in light or parse.pos[token] == "ADV":
            continue
        return None
    return None


def _hangs_on(parse: Parse, infinitive: int, use: VerbUse) -> bool:
    current = infinitive
    for _ in range(3):
        head = parse.head[current]
        if head in (use.token, use.last) or (use.first <= head <= use.last):
            return True
        if head == current:
            return False
        if parse.relation[current] in ("aux:tense", "aux:pass", "aux", "cop", "conj") or head > current:
            current = head
            continue
        # Attached to the addressee (*exhorter les clients à payer*), which hangs on the cue.
        return parse.head[head] == use.token and parse.relation[head] in ("obj", "iobj", "obl:arg", "obl:mod")
    return False


SURE = 0.85
"""Rate from which *accuse le ministre de mensonge* is read so wherever the tree hangs the last noun."""
OBJECTS = ("obj", "obl:arg", "nsubj", "nsubj:pass", "ccomp", "xcomp", "iobj")
FARTHEST_OBJECT = 9
"""Tokens that may stand between a verb and its object (*réclame depuis des mois l'aide*)."""


def _object_start(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """Return the first token of the verb's object, read down the tree: next to the verb, or after a phrase or two."""
    near = _adjacent(context, parse, use)
    if near is None:
        return None
    for child in parse.children[use.token]:
        if parse.relation[child] not in OBJECTS or child <= use.last:
            continue
        if parse.pos[child] not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "X") or parse.child(child, "case") is not None:
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
    # The tree lost the object, as it often does at a mark: what touches the verb is its object, unless inverted.
    before = parse.words[use.first - 1] if use.first else ""
    inverted = before in (",", "»", "”", '"') or before.lower() in context.language.words("relative_objects")
    opens = parse.words[near] in "«“\"" or parse.pos[near] == "DET" or parse.lower[near] in context.language.words("partitives")
    touches = opens
    return near if touches and not inverted and before else None


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
        if word not in markers:
            continue
        if not needs_object:
            if token - use.last > 2:
                return None
            return token, token + 1
        if token == use.last + 1:
            # The content comes first: *a qualifié d'« inexplicable » le fait que …*
            if parse.words[min(token + 1, len(parse) - 1)] in "«“\"" or use.kind == "g":
                return token, token + 1
            continue
        head = parse.head[token]
        infinitive = _infinitive_from(context, parse, token + 1, stop + 4)
        bare_noun = (
            use.frame("object_of").frames["object_of"].rate >= SURE  # type: ignore[union-attr]
            and token + 1 < len(parse.words)
            and parse.pos[token + 1] == "NOUN"
            and not any(parse.lower[t] in markers for t in range(token + 1, stop))
        )
        hangs = bare_noun or (
            head == use.token
            or parse.head[head] == use.token
            or (infinitive is not None and _hangs_on(parse, infinitive, use))
            or parse.words[min(token + 1, len(parse) - 1)] in "«“\""
        )
        if hangs and (head != use.token or parse.relation[token] != "det"):
            return token, token + 1
    return None


def _contracted(context: Context, markers: list[str]) -> list[str]:
    """Add elided and contracted spellings (*de* → *d', du, des*)."""
    contractions = context.language.tables["language"].get("contractions", {})
    return [spelling for marker in markers for spelling in (marker, *contractions.get(marker, ()))]


def _candidate(
    context: Context,
    parse: Parse,
    use: VerbUse,
    cue: Cue,
    rule: str,
    frame: str,
    first: int,
    *,
    between: tuple[int, int] | None = None,
    cue_to: int | None = None,
) -> Iterator[Candidate]:
    stop = sentence_stop(context, parse, use.token)
    if first >= stop:
        return
    end = clause_stop(context, parse, use, first, stop, phrasal=frame not in ("clause", "question"))
    if frame in ("nominal", "oblique", "object_of"):
        end = _phrase_end(context, parse, first, end)
    content = content_spans(context, parse, first, end)
    if not content:
        return
    source = find_source(context, parse, use)
    if source is not None and content[0].start <= source.span.start < content[-1].end:
        source = None
    if source is not None and source.span.of(context.text).lower().replace("’", "'") in context.language.words("no_sources"):
        return
    yield Candidate(
        rule=rule,
        frame=frame,
        lemma=cue.lemma,
        cue=cue_spans(parse, use, cue_to),
        source=(source.span,) if source else (),
        content=content,
        addressee=addressee(context, parse, use, cue, between),
        rate=_rate(context, parse, use, cue.frames[frame].rate, rule, content, source),
        head=parse.start[use.token],
        features=_features(use, source),
    )


def _phrase_end(context: Context, parse: Parse, first: int, end: int) -> int:
    """Where a noun phrase ends: before a relative clause set off by a comma, and after a quotation that fills it."""
    relatives = context.language.words("relative_subjects") | context.language.words("genitives")
    quote = context.quote_at(parse.start[first])
    if quote is not None and quote.outer.start == parse.start[first]:
        after = parse.at(quote.outer.end)
        if after is not None and first < after < end and parse.pos[after] in ("DET", "VERB", "AUX"):
            return after
    for token in range(first + 1, end - 1):
        if parse.lower[token] == "," and parse.lower[token + 1] in relatives and context.quote_at(parse.start[token]) is quote:
            return token
    return end


STANCE_RATE = 0.2
"""Rate from which a verb can be a stance: below it quoted words are names or terms (*a attaqué le « bastion »*)."""
QUOTED_RATE = 0.85
"""Rate of a phrase that holds quoted words: stance verbs count only with them (*soutient l'accord* does not)."""


def _unreal(context: Context, parse: Parse, use: VerbUse) -> bool:
    """*la police aurait pu requérir un mandat*: what somebody can or must do has not been said."""
    return use.governor is not None and parse.lower[use.governor] in context.language.words("possibility_modals")


PHRASAL = frozenset({"reported_noun_phrase", "reported_oblique", "predicate", "object_of", "small_clause"})


def _rate(
    context: Context, parse: Parse, use: VerbUse, rate: float, rule: str, content: Spans, source: Found | None
) -> float:
    """Weigh a frame's rate by what the sentence shows: possibility, quoted words, a source that can speak."""
    if rule in PHRASAL or rule == "reported_infinitive":
        if _unreal(context, parse, use):
            rate *= 0.5
        if source is not None and not _can_speak(context, parse, source):
            rate *= 0.85 if rule == "reported_infinitive" else 0.7
    if rule in PHRASAL:
        quote = context.quote_at(content[0].start) or next((q for q in context.double if content[0].covers(q.inner)), None)
        own = quote is not None and quote is context.quote_at(parse.start[use.token])
        lead = parse.at(quote.outer.start) if quote is not None else None
        named = lead is not None and lead > 0 and parse.pos[lead - 1] == "PROPN"  # *sollicite X « plus d'une fois »*
        near = quote is not None and not own and not named and "," not in context.text[content[0].start : quote.outer.start]
        if near and rate >= STANCE_RATE:
            return max(rate, QUOTED_RATE)
    return rate


def _can_speak(context: Context, parse: Parse, source: Found) -> bool:
    """Tell a person, a group, an institution, a document or a name from a thing (*la note témoigne d'un risque*)."""
    first, last = parse.at(source.span.start), parse.at(source.span.end - 1)
    if first is None or last is None:
        return True
    tokens = range(first, last + 1)
    nouns = context.language.speaking_nouns
    if any(parse.pos[t] == "PROPN" or parse.lower[t] in nouns for t in tokens):
        return True
    return all(parse.pos[t] != "NOUN" for t in tokens)


def cue_spans(parse: Parse, use: VerbUse, cue_to: int | None = None) -> Spans:
    """Return the verb group, up to a governed preposition that touches the content."""
    return (parse.span(use.first, max(use.last, cue_to if cue_to is not None else use.last)),)


def _features(use: VerbUse, source: Found | None) -> tuple[str, ...]:
    found = [f"form={use.kind}", f"source={source.how if source else 'none'}"]
    for name in ("passive", "bare", "negated", "reflexive"):
        if getattr(use, name):
            found.append(name)
    return tuple(found)


def addressee(
    context: Context, parse: Parse, use: VerbUse, cue: Cue, between: tuple[int, int] | None
) -> tuple[Span, ...]:
    """
    Return the addressee between the verb and its content, or the object pronoun in the group.

    The preposition is left out, and an article that is part of it (*au Guardian* → *Guardian*).
    """
    words = context.language.words
    if "object" in cue.addressee and use.object_clitic is not None:
        return (parse.span(use.object_clitic, use.object_clitic),)
    if use.dative_clitic is not None and cue.addressee:
        return (parse.span(use.dative_clitic, use.dative_clitic),)
    if between is None or between[0] >= between[1]:
        return ()
    start, stop = between
    prepositions = set(_contracted(context, [a for a in cue.addressee if a != "object"]))
    token = start
    while token < stop:
        word = parse.lower[token]
        if word in prepositions:
            phrase = phrases.along(parse, token + 1, stop, context.language)
            dated = phrase is not None and any(parse.lower[t] in words("time_words") for t in range(phrase[0], phrase[1] + 1))
            return (parse.span(*phrase),) if phrase and not dated else ()
        if parse.pos[token] == "ADP":
            return ()  # *a assuré dans un communiqué que*
        dated = parse.pos[token] == "NUM" and (token > 0 and parse.lower[token - 1] in words("time_words"))
        if "object" in cue.addressee and not dated and parse.pos[token] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM") and word not in words("time_words"):
            phrase = phrases.along(parse, token, stop, context.language)
            return (parse.span(*phrase),) if phrase else ()
        token += 1
    return ()
