"""
Who is the source of a cue verb?

One ordered chain, and each find says which link of it held: inverted pronoun, inverted noun phrase, subject in the tree,
relative antecedent, the subject of the verb it hangs on (coordination, gerund, infinitive), a search to the left.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import shares_form
from selon.extract.grammar.stops import main_clause_after, sentence_stop
from selon.extract.grammar.subjects import VERBAL, Found, is_nominal, is_past, leftward, subject_of
from selon.extract.grammar.verbs import VerbUse
from selon.extract.grammar.widening import whole_source
from selon.model import Span
from selon.parse.tree import Parse

LONGEST_LEAD = 16
"""Characters of a quotation before its verb from which the verb's subject must stand inside as well."""


def _inverted_pronoun(parse: Parse, token: int) -> Found:
    """Return the pronoun of an inversion without its hyphens (*-t-il* → *il*)."""
    bare = parse.words[token].rsplit("-", 1)[-1]
    return Found(Span(parse.end[token] - len(bare), parse.end[token]), "inverted pronoun", token, token)


def _place_of(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """*peut-on lire dans* **le rapport**, *on* **y** *lit*: what can be read somewhere is told by that place."""
    words, places = context.language.words, {place for cue in use.cues for place in cue.places}
    reader = parse.words[use.inverted].rsplit("-", 1)[-1] if use.inverted else parse.words[max(use.first - 1, 0)]
    if not places or reader.lower() not in words("impersonal_pronouns"):
        return None
    for token in range(use.first, use.last + 1):
        if parse.lower[token] in words("place_clitics"):
            return Found(parse.span(token, token), "place", token, token)
    first = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    stop = sentence_stop(context, parse, use.token)
    for opener, end in ((use.last + 1, stop), (first, use.first)):
        held = opener + 1 < end and parse.lower[opener] in places
        phrase = phrases.along(parse, opener + 1, end, context.language) if held else None
        if phrase is not None:
            return Found(parse.span(*phrase), "place", phrase[0], phrase[1])
    return None


def inverted_subject(context: Context, parse: Parse, use: VerbUse, stop: int) -> Found | None:
    """
    Return the subject that follows the verb group, circumstances between them skipped.

    Args:
        context: The article.
        parse: The paragraph.
        use: The verb.
        stop: One past the last token that may be reached.
    """
    if use.inverted is not None:
        return _place_of(context, parse, use) or _inverted_pronoun(parse, use.inverted)
    start = _skip_circumstances(context, parse, use.last + 1, stop)
    if start is None:
        return None
    phrase = phrases.along(parse, start, stop, context.language)
    if phrase is None:
        return None
    return Found(parse.span(*phrase), "inverted noun phrase", phrase[0], phrase[1])


def _skip_circumstances(context: Context, parse: Parse, start: int, stop: int) -> int | None:
    """Skip adverbs, days and prepositional phrases between a verb and its inverted subject."""
    words = context.language.words
    token, skipped = start, 0
    while token < stop and skipped < 6:
        word, pos = parse.lower[token], parse.pos[token]
        if word == "," and token > start:
            return None
        phrase = next(
            (
                p
                for p in context.language.group_phrases_by_first.get(word, ())
                if parse.lower[token : token + len(p)] == p
            ),
            None,
        )
        if phrase is not None:
            token += len(phrase)
            continue
        dated = pos == "NUM" and {*parse.lower[max(token - 1, 0) : token + 2]} & words("time_words")
        if word in words("time_words") or pos == "ADV" or dated:
            token += 1
            continue
        prepositional = word in words("addressee_prepositions") or (pos == "ADP" and word not in words("partitives"))
        plural = word in words("genitives") and parse.pos[min(token + 1, stop - 1)] == "ADJ"  # *de nouveaux documents*
        if not plural and (prepositional or word in words("genitives") - words("partitives")):
            token = _skip_prepositional(parse, token, stop, words("genitives"))
            skipped += 1
            continue
        if pos in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "X") or word in words("determiners"):
            time = token + 1 < stop and pos == "DET" and parse.lower[token + 1] in words("time_words")
            if time:
                token += 2
                continue
            return token
        if word == "," and token == start:
            close = next((i for i in range(token + 1, min(stop, token + 10)) if parse.lower[i] == ","), None)
            if close is None or parse.pos[token + 1] not in ("ADP", "ADV", "NOUN"):
                return None
            token = close + 1
            continue
        return None
    return None


def _skip_prepositional(parse: Parse, token: int, stop: int, genitives: frozenset[str]) -> int:
    """Return the token after *à l'AFP*, *dans un communiqué*, *lors d'une conférence de presse*."""
    token += 1
    seen_noun = False
    while token < stop:
        pos, word = parse.pos[token], parse.lower[token]
        if seen_noun and word not in genitives:
            name_goes_on = (
                pos == "PROPN"
                and parse.pos[token - 1] == "PROPN"
                and not (parse.words[token - 1].isupper() and not parse.words[token].isupper())
            )
            if not name_goes_on and pos != "ADJ":
                return token
        if word in genitives:
            seen_noun = False
        elif pos in ("NOUN", "PROPN", "NUM", "PRON"):
            seen_noun = True
        elif pos not in ("DET", "ADJ", "ADP"):
            return token
        token += 1
    return token


def find_source(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the source of *use* by the ordered chain, None when the text names none."""
    leader = shared_auxiliary(context, parse, use) if use.bare else None
    if leader is not None:
        return find_source(context, parse, leader)
    if use.passive or (use.bare and use.kind == "p" and not _shares_auxiliary(parse, use)):
        return agent(context, parse, use)
    if use.inverted is not None:
        return _place_of(context, parse, use) or _inverted_pronoun(parse, use.inverted)
    found = _place_of(context, parse, use) or _in_tree(context, parse, use) or _along_words(context, parse, use)
    third = any("Person=3" in parse.morph[t] for t in range(use.first, use.last + 1) if phrases.is_finite(parse, t))
    if found is None and not third and parse.lower[use.first] in context.language.words("subject_clitics"):
        found = Found(parse.span(use.first, use.first), "subject", use.first, use.first)
    if found is not None and use.kind in "fucs" and found.how in ("subject", "noun phrase to the left"):
        found = whole_source(context, parse, use, found)
    return found


def _in_tree(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the subject of *use* in the tree, where nothing speaks against it."""
    found = None
    if use.kind == "g" and is_set_off(context, parse, use):
        found = _main_subject(context, parse, use)
    found = found or subject_of(context, parse, use.token, use.first, set())
    if found is not None and use.kind in "fuc" and found.last < use.first - 1:
        found = _nearer_subject(context, parse, use, found) or found
    if found is None or _quoted_elsewhere(context, parse, use, found):
        return None
    if found.how == "noun before the participle" and use.kind in "fucs":
        return None
    if found.how == "subject":
        joined = _of_joined_cue(context, parse, use, found)
        return joined or (None if _stands_apart(context, parse, use, found) else found)
    return found


def _along_words(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the subject of the verb above, else what stands before the verb or, for a gerund, after it."""
    above = subject_of(context, parse, use.governor, use.first, set()) if use.governor is not None else None
    if above is None and use.kind in "fcus":
        return leftward(context, parse, use) or _shared_subject(context, parse, use)
    if above is None and use.kind == "g":
        return _subject_after(context, parse, use)
    return above


def _joined_to(context: Context, parse: Parse, use: VerbUse) -> Iterator[VerbUse]:
    """Yield the cues of the sentence before a verb that a coordinator stands right before, the nearest first."""
    if use.first == 0 or parse.lower[use.first - 1] not in context.language.words("coordinators"):
        return
    start = context.sentence_at(parse.start[use.token]).start
    for other in reversed(context.verbs[context.passage_at(parse.start[use.token])]):
        if other.last < use.first and parse.start[other.token] >= start and other.kind == "f" and not other.passive:
            yield other


def _of_joined_cue(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found | None:
    """Return the source of the cue that *use* goes on with (*The firm said it would close the shop* **and warned** …)."""
    for other in _joined_to(context, parse, use):
        if other.last < found.head and other.frame("clause") is not None:
            told = shares_form(parse, other, use, other.last + 1, use.first - 1)
            return find_source(context, parse, other) if told else None
    return None


def _stands_apart(context: Context, parse: Parse, use: VerbUse, found: Found) -> bool:
    """Tell a dateline or a time that the tree takes for a subject (*UPDATE, 4:40 pm:* **the firm** *admits …*)."""
    if found.span.end <= context.outer_sentence_at(parse.start[use.token]).start:
        return True
    colon = next((t for t in range(use.first - 1, found.last, -1) if parse.words[t] == ":"), use.first)
    return colon + 1 < use.first and is_nominal(context, parse, colon + 1, use.first - 1)


def _subject_after(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """*Estimant que P,* **le maire** *a démissionné*: a gerund that opens its sentence has the main verb's subject."""
    comma = main_clause_after(context, parse, use)
    if comma is None:
        return None
    stop = sentence_stop(context, parse, use.token)
    verb = next((t for t in range(comma + 1, stop) if phrases.is_finite(parse, t)), stop)
    phrase = phrases.along(parse, comma + 1, verb, context.language)
    return Found(parse.span(*phrase), "subject after a gerund", phrase[0], phrase[1]) if phrase else None


def _quoted_elsewhere(context: Context, parse: Parse, use: VerbUse, found: Found) -> bool:
    """Tell whether the tree found a subject inside a quotation that the verb does not stand in."""
    quote = context.quote_at(found.span.start)
    own = context.quote_at(parse.start[use.token])
    if quote is not None and quote.inner.covers(found.span):
        return quote is not own
    # Or the other way round, unless the quoted words begin with the verb (*X « dénonce » …*).
    if own is None or quote is not None:
        return False
    return context.text[own.inner.start].isupper() or parse.start[use.first] - own.inner.start > LONGEST_LEAD


def _nearer_subject(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found | None:
    """
    Return the noun phrase that touches the verb, when the tree's subject does not and no comma parts them.

    *Invoquant les attaques de Madrid, John Kerry a assuré …*: the tree makes the attacks the subject.
    """
    if found.how != "subject" or parse.lower[use.first - 1] in (",", "»", "”", ")", '"', "-", "–", "—"):
        return None
    near = leftward(context, parse, use)
    if near is None or near.how != "noun phrase to the left" or near.span.start <= found.span.end:
        return None
    comma = any(parse.lower[t] == "," for t in range(found.last + 1, near.head + 1))
    return near if comma else None


def _shared_subject(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """*L'armée a dit que … et dément …*: a verb right after a coordinator goes on with the nearest cue of its tense."""
    own = context.quote_at(parse.start[use.token])
    for other in _joined_to(context, parse, use):
        same_tense = is_past(parse, other.token) == is_past(parse, use.token)
        if not other.bare and same_tense and context.quote_at(parse.start[other.token]) is own:
            return find_source(context, parse, other)
    return None


def is_set_off(context: Context, parse: Parse, use: VerbUse) -> bool:
    """Tell a gerund of the sentence's subject (*…, dénonçant X*) from one that describes a noun (*un dossier visant X*)."""
    before = parse.lower[use.first - 1] if use.first else ""
    markers = context.language.words("gerund_markers")
    inside = before in ("”", '"') and use.first > 1 and parse.lower[use.first - 2] == ","  # *“…,” claiming that …*
    return before == "," or inside or before in markers or parse.lower[use.first] in markers


def _main_subject(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the subject of the sentence's main verb, which a gerund set off by a comma goes with."""
    sentence = context.sentence_at(parse.start[use.token])
    active = (o for o in context.verbs[context.passage_at(sentence.start)] if o.kind in "fuc" and not o.passive)
    earlier = [other for other in active if other.last < use.first and parse.start[other.token] >= sentence.start]
    if earlier and earlier[-1].first and parse.words[earlier[-1].first - 1] in (",", "»", "”", '"'):
        nearest = earlier[-1]  # *« … », a ajouté X, précisant que …*
        inverted = inverted_subject(context, parse, nearest, use.first)
        if inverted is not None and nearest.frame("parenthetical"):
            return inverted
    current, steps = use.token, 0
    while parse.head[current] != current and steps < 20:
        above = parse.head[current]
        if not sentence.start <= parse.start[above] < sentence.end:
            break
        current, steps = above, steps + 1
    if current != use.token and current < use.first and parse.pos[current] in VERBAL:
        found = subject_of(context, parse, current, min(current, use.first), set())
        if found is not None:
            return found
    return find_source(context, parse, earlier[0]) if earlier else None


def agent(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """Return the agent of a passive (*par Z*, *by Z*)."""
    prepositions = context.language.words("agent_prepositions")
    for token in range(use.last + 1, min(use.last + 25, len(parse))):
        if parse.lower[token] in prepositions:
            head = parse.head[token]
            below = parse.child(use.token, "obl:agent", "agent")
            if below is not None and below not in (head, token) and token > use.last + 4:
                continue
            if below is None and token > use.last + 2:
                continue
            sentence = context.sentence_at(parse.start[use.token])
            # *told by her* **that** *P*
            told = context.language.words("complementisers") if use.frame("clause") else ()
            ends = (
                i
                for i in range(token, len(parse))
                if parse.start[i] >= sentence.end
                or parse.lower[i] in told
                or (i > token + 1 and _charged(use, parse, i))
            )
            stop = next(ends, len(parse))
            phrase = phrases.along(parse, token + 1, stop, context.language)
            votes = phrase is not None and {*parse.lower[phrase[0] : phrase[1] + 1]} & context.language.words("votes")
            if phrase and not (votes and parse.pos[phrase[0]] == "NUM"):  # *rejeté par 178 voix*
                return Found(parse.span(*phrase), "agent", phrase[0], phrase[1])
    return None


def _charged(use: VerbUse, parse: Parse, token: int) -> bool:
    """*criticised by the press* **for its haste**: what somebody is criticised or praised for begins at *token*."""
    cue, head = use.frame("object_of"), parse.head[token]
    if cue is None or parse.lower[token] not in cue.frames["object_of"].marker.split() or parse.pos[token] != "ADP":
        return False
    after = "".join(parse.morph[token + 1 : token + 2])
    opens = any(mark in after for mark in ("Poss=Yes", "Aspect=Prog", "VerbForm=Inf"))
    return opens or use.token in (head, parse.head[head])


def shared_auxiliary(context: Context, parse: Parse, use: VerbUse) -> VerbUse | None:
    """*avait salué un projet et laissé entendre que …*: the verb whose auxiliary a participle after a coordinator shares."""
    if not use.bare or use.first == 0 or parse.lower[use.first - 1] not in context.language.words("coordinators"):
        return None
    sentence = context.sentence_at(parse.start[use.token])
    for other in reversed(context.verbs[context.passage_at(parse.start[use.token])]):
        if other.last >= use.first or parse.start[other.token] < sentence.start:
            continue
        compound = other.kind == "f" and not other.passive and not other.bare and other.first < other.token
        if compound and context.quote_at(parse.start[other.token]) is context.quote_at(parse.start[use.token]):
            return other
    return None


def _shares_auxiliary(parse: Parse, use: VerbUse) -> bool:
    """Tell a coordinated participle that borrows the auxiliary (*a rendu hommage … et affirmé que*)."""
    return parse.relation[use.token] == "conj" and parse.pos[parse.head[use.token]] == "VERB"
