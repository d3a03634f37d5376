"""
Who is the source of a cue verb?

One ordered chain, and each find says which link of it held: inverted pronoun, inverted noun phrase, subject in the tree,
relative antecedent, the subject of the verb it hangs on (coordination, gerund, infinitive), a search to the left.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.extract import phrases
from selon.extract.context import Context
from selon.extract.verbs import VerbUse
from selon.model import Span
from selon.parse import Parse

SUBJECT = ("nsubj", "nsubj:pass", "csubj")
VERBAL = ("VERB", "AUX")


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


def pronoun_span(parse: Parse, token: int) -> Span:
    """Return the pronoun of an inversion without its hyphens (*-t-il* → *il*)."""
    word = parse.words[token]
    bare = word.rsplit("-", 1)[-1]
    return Span(parse.end[token] - len(bare), parse.end[token])


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
        return Found(pronoun_span(parse, use.inverted), "inverted pronoun", use.inverted, use.inverted)
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
        phrase = next((p for p in context.language.group_phrases_by_first.get(word, ()) if parse.lower[token : token + len(p)] == p), None)
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
        return Found(pronoun_span(parse, use.inverted), "inverted pronoun", use.inverted, use.inverted)
    found = None
    if use.kind == "g" and _is_set_off(context, parse, use):
        found = _main_subject(context, parse, use)
    found = found or _subject_of(context, parse, use.token, use.first, set())
    if found is not None and use.kind in "fuc" and found.last < use.first - 1:
        found = _nearer_subject(context, parse, use, found) or found
    if found is not None and found.how == "noun before the participle" and use.kind in "fucs":
        found = None
    if found is not None and _quoted_elsewhere(context, parse, use, found):
        found = None
    if found is None and use.governor is not None:
        found = _subject_of(context, parse, use.governor, use.first, set())
    if found is None and use.kind in "fcus":
        found = _leftward(context, parse, use) or _shared_subject(context, parse, use)
    if found is None and parse.lower[use.first] in context.language.words("subject_clitics"):
        found = Found(parse.span(use.first, use.first), "subject", use.first, use.first)
    if found is not None and use.kind in "fucs" and found.how in ("subject", "noun phrase to the left"):
        found = _widened(context, parse, use, found)
    return found


def _widened(context: Context, parse: Parse, use: VerbUse, found: Found) -> Found:
    """Take in a name after a role or a role before a name, which commas part from each other and from the verb."""
    names = range(found.last + 1, use.first)
    if names and all(parse.pos[t] == "PROPN" for t in names):  # *le Premier ministre indien Narendra Modi*
        return Found(Span(found.span.start, parse.end[names[-1]]), found.how, found.head, names[-1])
    if use.first < 2 or parse.lower[use.first - 1] != ",":
        return found
    first, last = parse.at(found.span.start), found.last
    if first is None:
        return found
    after = range(last + 2, use.first - 1)
    if last + 1 < use.first - 1 and parse.lower[last + 1] == "," and _apposes(context, parse, after):
        return Found(parse.span(first, use.first - 2), found.how, found.head, use.first - 2)
    start = context.sentence_at(parse.start[use.token]).start
    if last == use.first - 2 and first > 1 and parse.lower[first - 1] == "," and parse.pos[first] in ("PROPN", "DET"):
        begin = first - 1
        while begin > 0 and parse.start[begin - 1] >= start and parse.lower[begin - 1] not in (",", ";", ":", "«", "»", '"', ")"):
            begin -= 1
        if _apposes(context, parse, range(begin, first - 1)) and any(
            parse.lower[t] in context.language.speaking_nouns for t in range(begin, first - 1)
        ):
            return Found(parse.span(begin, last), found.how, found.head, last)
    return found


def _apposes(context: Context, parse: Parse, tokens: range) -> bool:
    """Tell whether *tokens* are one noun phrase that can stand in apposition."""
    if not tokens or parse.pos[tokens[0]] not in ("DET", "PROPN", "NOUN"):
        return False
    words = context.language.words
    if any(parse.lower[t] in words("time_words") or parse.lower[t] == "," for t in tokens):
        return False
    if parse.lower[tokens[0]] in words("citing_participles"):
        return False
    return _nominal(context, parse, tokens[0], tokens[-1])


LONGEST_LEAD = 16
"""Characters of a quotation before its verb from which the verb's subject must stand inside as well."""


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
    The noun phrase that touches the verb, when the tree's subject does not and no comma parts them.

    *Invoquant les attaques de Madrid, John Kerry a assuré …*: the tree makes the attacks the subject.
    """
    if found.how != "subject" or parse.lower[use.first - 1] in (",", "»", "”", ")", '"', "-", "–", "—"):
        return None
    near = _leftward(context, parse, use)
    if near is None or near.how != "noun phrase to the left" or near.span.start <= found.span.end:
        return None
    comma = any(parse.lower[t] == "," for t in range(found.last + 1, near.head + 1))
    return near if comma else None


def _shared_subject(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """*L'armée a dit que … et dément …*: a verb right after a coordinator goes on with the nearest cue of its tense."""
    if use.first == 0 or parse.lower[use.first - 1] not in context.language.words("coordinators"):
        return None
    sentence = context.sentence_at(parse.start[use.token])
    own = context.quote_at(parse.start[use.token])
    for other in reversed(context.verbs[context.passage_at(parse.start[use.token])]):
        if other.last >= use.first or parse.start[other.token] < sentence.start:
            continue
        same_tense = _is_past(parse, other.token) == _is_past(parse, use.token)
        if other.kind == "f" and not other.passive and not other.bare and same_tense:
            if context.quote_at(parse.start[other.token]) is own:
                return find_source(context, parse, other)
    return None


def _is_set_off(context: Context, parse: Parse, use: VerbUse) -> bool:
    before = parse.lower[use.first - 1] if use.first else ""
    markers = context.language.words("gerund_markers")
    return before == "," or before in markers or parse.lower[use.first] in markers


def _main_subject(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """The subject of the sentence's main verb, which a gerund set off by a comma goes with."""
    sentence = context.sentence_at(parse.start[use.token])
    passage = context.passage_at(parse.start[use.token])
    earlier = [
        other for other in context.verbs[passage]
        if other.last < use.first and parse.start[other.token] >= sentence.start and other.kind in "fuc" and not other.passive
    ]
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
        found = _subject_of(context, parse, current, min(current, use.first), set())
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
            stop = next((i for i in range(token, len(parse)) if parse.start[i] >= sentence.end), len(parse))
            phrase = phrases.along(parse, token + 1, stop, context.language)
            if phrase:
                return Found(parse.span(*phrase), "agent", phrase[0], phrase[1])
    return None


def shared_auxiliary(context: Context, parse: Parse, use: VerbUse) -> VerbUse | None:
    """*avait salué un projet et laissé entendre que …*: the verb whose auxiliary a participle after a coordinator shares."""
    if not use.bare or use.first == 0 or parse.lower[use.first - 1] not in context.language.words("coordinators"):
        return None
    sentence = context.sentence_at(parse.start[use.token])
    for other in reversed(context.verbs[context.passage_at(parse.start[use.token])]):
        if other.last >= use.first or parse.start[other.token] < sentence.start:
            continue
        if other.kind == "f" and not other.passive and not other.bare and other.first < other.token:
            if context.quote_at(parse.start[other.token]) is context.quote_at(parse.start[use.token]):
                return other
    return None


def _shares_auxiliary(parse: Parse, use: VerbUse) -> bool:
    """*a rendu hommage … et affirmé que*: a coordinated participle borrows the auxiliary."""
    return parse.relation[use.token] == "conj" and parse.pos[parse.head[use.token]] == "VERB"


def _subject_of(context: Context, parse: Parse, verb: int, before: int, seen: set[int]) -> Found | None:
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
                return _antecedent(context, parse, verb, token)
            if parse.pos[token] in ("VERB", "AUX") and parse.relation[token] == "csubj":
                continue
            if _quoted_apart(context, parse, token, verb):
                continue
            if word in language.words("strong_pronouns") and token > 0 and parse.lower[token - 1] == ",":
                continue  # *les médecins, eux, saluent*
            case = parse.child(token, "case")
            if case is not None and case < token and parse.lower[case] not in language.words("genitives"):
                continue
            return _phrase(context, parse, token, before, "subject")
    relation, head = parse.relation[verb], parse.head[verb]
    if relation == "cop" and parse.pos[head] not in VERBAL:
        return _subject_of(context, parse, head, before, seen)
    if relation == "relcl" and head < verb:
        relative = next((t for t in range(max(before - 4, 0), before) if parse.lower[t] in language.words("relative_subjects")), None)
        if relative is not None:
            return _antecedent(context, parse, verb, relative)
    if relation == "conj" and parse.pos[head] in VERBAL:
        if _own_subject_after_coordinator(context, parse, head, before):
            return None
        head = _of_same_tense(parse, verb, head)
        return _subject_of(context, parse, head, min(before, verb), seen)
    if relation in ("xcomp", "advcl", "acl", "ccomp", "parataxis", "obl:mod", "pcomp", "dep", "aux", "cop") and parse.pos[head] in VERBAL:
        if relation in ("ccomp", "parataxis") and is_own_clause(parse, verb):
            return None
        return _subject_of(context, parse, head, min(before, max(head, before)), seen)
    nominal = parse.pos[head] in ("NOUN", "PROPN", "PRON")
    if relation in ("acl", "amod", "advcl") and nominal and head < min(verb, before) and not is_own_clause(parse, verb):
        return _participle_source(context, parse, verb, head, before, seen)
    return None


LONG_NAME = 5
"""Words up to which a quoted subject is taken for a name (*« Le Parisien » écrit*)."""


def _quoted_apart(context: Context, parse: Parse, subject: int, verb: int) -> bool:
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
    if _is_past(parse, verb):
        return head
    current, steps = head, 0
    while _is_past(parse, current) and parse.head[current] != current and steps < 4:
        above = parse.head[current]
        if parse.pos[above] in VERBAL and above < verb:
            if not _is_past(parse, above):
                return above
            current = above
        else:
            break
        steps += 1
    return head


def _is_past(parse: Parse, verb: int) -> bool:
    """Tell whether *verb* stands in the imperfect, the conditional or the pluperfect."""
    finite = next((t for t in parse.children[verb] if parse.relation[t].startswith("aux") and "VerbForm=Fin" in parse.morph[t]), verb)
    return "Tense=Imp" in parse.morph[finite] or "Mood=Cnd" in parse.morph[finite]


def is_own_clause(parse: Parse, verb: int) -> bool:
    """Tell whether *verb* is finite, so that its subject must stand with it."""
    if "VerbForm=Fin" in parse.morph[verb]:
        return True
    return any("VerbForm=Fin" in parse.morph[t] for t in parse.children[verb] if parse.relation[t].startswith("aux"))


def _participle_source(context: Context, parse: Parse, verb: int, noun: int, before: int, seen: set[int]) -> Found | None:
    """*un rapport affirmant que* → the report; *le ministre a quitté la salle, affirmant que* → the minister."""
    set_off = parse.lower[before - 1] == "," or parse.lower[before - 1] in context.language.words("gerund_markers")
    if set_off:
        climb, steps = noun, 0
        while parse.head[climb] != climb and steps < 12:
            if parse.relation[climb] in SUBJECT:
                return _phrase(context, parse, climb, before, "subject of the participle")
            climb = parse.head[climb]
            steps += 1
            if parse.pos[climb] in VERBAL:
                found = _subject_of(context, parse, climb, before, seen)
                if found:
                    return found
    return _phrase(context, parse, noun, before, "noun before the participle")


def _antecedent(context: Context, parse: Parse, verb: int, relative: int) -> Found | None:
    """The noun that *qui* stands for."""
    head = parse.head[verb] if parse.relation[verb] in ("relcl", "acl") else verb
    if head == verb or head > relative or parse.pos[head] in VERBAL:
        head = relative - 1
        while head >= 0 and parse.pos[head] not in ("NOUN", "PROPN", "PRON"):
            head -= 1
        if head < 0 or relative - head > 6:
            return None
    if parse.lower[relative - 1] == ",":
        head = _nearest_speaker(context, parse, head)
    return _phrase(context, parse, head, relative, "antecedent")


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
            return token
        token -= 1
    return head


def _phrase(context: Context, parse: Parse, head: int, before: int, how: str) -> Found | None:
    sentence = context.sentence_at(parse.start[head])
    low = head
    while low > 0 and parse.start[low - 1] >= sentence.start:
        low -= 1
    phrase = phrases.from_head(parse, head, context.language, low=low, high=max(before - 1, head))
    if phrase and phrase[0] < head and any(phrases.is_finite(parse, t) for t in range(phrase[0], head)):
        return None  # the tree has swallowed another clause
    return Found(parse.span(*phrase), how, head, phrase[1]) if phrase else None


def _leftward(context: Context, parse: Parse, use: VerbUse) -> Found | None:
    """
    The noun phrase right before the verb, read off the words: its last comma-free stretch, or the one before an insertion.

    *Lors du débat, le ministre portugais, Pedro Coelho, avait indiqué …*: wherever the tree hangs the name.
    """
    language = context.language
    sentence = context.sentence_at(parse.start[use.token])
    before = use.first
    if before > 0 and parse.lower[before - 1] in language.words("relative_subjects"):
        return _antecedent(context, parse, use.token, before - 1)
    if before > 0 and parse.lower[before - 1] in language.words("coordinators"):
        return None
    pieces = _pieces(parse, before, sentence.start, language.words("coordinators"))
    for index, (first, last) in enumerate(pieces[:4]):
        if not _nominal(context, parse, first, last):
            if index == 0 and parse.lower[before - 1] != ",":
                return None
            continue
        if last > first and parse.lower[last] in language.words("clitics") and parse.pos[last] != "NOUN":
            last -= 1  # *Pastor leur …*
        nominal_before = index + 1 < len(pieces) and _nominal(context, parse, *pieces[index + 1])
        if nominal_before and parse.lower[before - 1] == "," and parse.lower[first - 1] == ",":
            first = pieces[index + 1][0]
        return Found(parse.span(first, last), "noun phrase to the left", first, last)
    return None


def _pieces(parse: Parse, before: int, start: int, coordinators: frozenset[str]) -> list[tuple[int, int]]:
    """The stretches between commas that lead up to a verb, nearest first."""
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
        outside = token < 0 or parse.start[token] < start or (token < last and parse.pos[token] == "SCONJ")
        if outside or parse.lower[token] in (",", ";", ":", "«", "»", "“", "”", '"', "(", ")") or (
            parse.lower[token] in coordinators and parse.pos[token] == "CCONJ" and token + 1 < before
            and parse.pos[token + 1] in ("DET", "PROPN") and _clause_before(parse, token, start)
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


def _nominal(context: Context, parse: Parse, first: int, last: int) -> bool:
    """Tell whether a stretch is one noun phrase: it opens like one and holds no finite verb."""
    words = context.language.words
    if parse.pos[first] not in ("DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON") and parse.lower[first] not in words("subject_pronouns"):
        return False
    if first == last and parse.lower[first] in words("strong_pronouns") and first > 0 and parse.lower[first - 1] == ",":
        return False  # *les médecins, eux, saluent*
    if parse.pos[first] == "ADJ" and first > 0 and parse.lower[first - 1] == ",":
        return False  # *Rosalie, enceinte de sept mois, dit …*
    if parse.lower[first] in words("time_words") or parse.lower[first] in words("relative_subjects") | words("relative_objects"):
        return False
    if any(phrases.is_finite(parse, t) for t in range(first, last + 1)):
        return False
    return any(parse.pos[t] in ("NOUN", "PROPN", "PRON") or parse.lower[t] in words("subject_pronouns") for t in range(first, last + 1))
