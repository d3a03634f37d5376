"""
Is the content put forward as so, or as not so?

Negative is what the source says is not so, what it asks not to do, and what it does not say at all: the denial may stand
in the content's main clause, in the cue, right before the cue, in the source (*personne ne dit*), or between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.assess.clause import WORD, Main
from selon.lang.marks import Hedges, Negation
from selon.model import Act, Attribution, Polarity, Span
from selon.parse.tree import Parse

REACH = 8  # words from *ne* to its other half: "ne s'arrêteraient probablement pas"
BEFORE = 40
"""Characters before a cue or a source in which what denies it stands (*stopped short of saying*, *ni le maire*)."""
LONGEST_BETWEEN = 120
"""Characters between cue and content in which the other half of a negation may stand (*n'a dit à personne que*)."""
BEFORE_NOUN = 2
"""Words before a noun that deny it."""
GOVERNING = 6
"""Words before an infinitive in which the verb that governs it may be denied."""
NEAR = 2
"""The same where one word denies (**not** *to say*)."""
ALONE = 2
"""Words from *ne* to a verb that it denies by itself (*je ne le sais*)."""
NOBODY = 2
"""Words after a cue in which nobody may be told (*said* **to no one** *that*)."""
JOINED = frozenset({"conj", "advcl", "ccomp"})
"""Relations by which the tree hangs a verb on the verb before it."""
NONFINITE = frozenset({"infinitive"})
"""Frames whose content has a verb of its own and no subject."""
LIGHT = 1
"""Words before that verb (*denied* **ever** *saying*)."""
OPENING_ASIDE = frozenset({",", "-", "–", "—", "("})
"""Marks right before a negation that denies only what follows it (*closed, not sold*); so do words such as *but*."""
CLOSING = frozenset({",", "-", "–", "—", ")"})
"""What closes it again where the verb is still to come (*the owner, not the crew,* **is** *to blame*)."""
OPENING = frozenset('«“"')
SENTENCE_MARK = re.compile(r"[.!?…:;«»“”\"\n]")


def polarity(attribution: Attribution, main: Main | None, marks: Hedges, *, act: Act, text: str) -> Polarity:
    """
    Return whether the content is put forward as so.

    Args:
        attribution: The attribution.
        main: The main clause of its content.
        marks: The words of the language.
        act: What the source does.
        text: The article's text.
    """
    if act == "decline":
        return "negative" if attribution.content else "positive"
    if act == "deny":
        return "negative"
    cue = _straight(" ".join(span.of(text) for span in attribution.cue))
    opening = WORD.match(_straight(attribution.content[0].of(text)))
    if opening is not None and opening[0] in marks.negation.restricting:
        cue += f" {opening[0]}"  # *ne prévoit plus* **qu'***une hausse*
    told = _act_is_denied(attribution, cue, marks.negation, text) or _shares_denial(attribution, main, marks.negation)
    if attribution.why.cue in marks.negation.cues:
        # Who does not doubt it puts it forward as so; *ne pas exclure* is itself the denial of a denial.
        return "negative" if not told or _denies(attribution.why.cue, marks.negation) else "positive"
    if _is_advised_against(attribution, main, marks.negation, text, act=act):
        return "negative"
    return "negative" if told or (main is not None and _is_negative(main, marks)) else "positive"


def denied_beneath(attribution: Attribution, around: Attribution, marks: Hedges, *, text: str) -> bool:
    """
    Tell a saying within a negative content that this denies as well.

    It is the content's own verb (*denied* **saying** *so*), or that of anybody (*I don't think* **anyone** *believes*).
    """
    if not attribution.content:
        return False
    unspecific = marks.negation.unspecific
    if any(unspecific.match(_straight(span.of(text))) for span in attribution.source[:1]):
        return True
    if not attribution.cue or around.why.frame not in NONFINITE:
        return False
    start = around.content[0].start
    return len(WORD.findall(text[start : attribution.cue[0].start])) <= LIGHT


def _straight(text: str) -> str:
    return text.lower().replace("’", "'")


def _denies(text: str, negation: Negation) -> bool:
    """Tell whether *text*, in lower case, holds a negation, complete where the language makes it of two (*ne … pas*)."""
    if (negation.needs or negation.words).isdisjoint(WORD.findall(text)):
        return False
    words = WORD.findall(_masked(text, negation))
    if not negation.needs:
        return any(word in negation.words for word in words)
    return any(_completed(words, place, negation) for place, word in enumerate(words) if word in negation.needs)


def _masked(text: str, negation: Negation) -> str:
    """Return *text* with blanks for what affirms in spite of its negation (*not only*, *n'a cessé de*)."""
    return negation.not_negative.sub(lambda found: " " * len(found[0]), text)


def _completed(words: Sequence[str], place: int, negation: Negation) -> bool:
    """Tell whether the particle at *place* denies: by a word after it or before it, or alone (*je ne sais si*)."""
    if any(word in negation.anywhere for word in words[:place]):
        return True
    after = words[place + 1 : place + REACH]
    for number, word in enumerate(after):
        if word in negation.restricting:
            return False  # *ne … que* restricts; what comes later denies something else
        if word in negation.words:
            only = word in negation.restricted and {*after[number + 1 : number + 2]} & negation.restricting
            return not only  # *il ne reste plus qu'à signer*
    late = any(word in negation.anywhere for word in words[place + REACH :])
    return late or any(word in negation.alone for word in after[:ALONE])


def _is_negative(main: Main, marks: Hedges) -> bool:
    """Tell whether the main clause denies."""
    negation = marks.negation
    text = negation.tags.sub(lambda found: " " * len(found[0]), _straight(main.text))
    masked = _masked(text, negation)
    stripped = masked.strip(" «“\"'")
    opening = negation.in_content.match(stripped)
    if opening and not stripped[opening.end() :].lstrip().startswith((",", ".", "!", ":")):
        return True
    if main.parse is None:
        return _denies(text, negation)
    by_words = _is_negative_by_two if negation.needs else _is_negative_by_one
    return by_words(main, main.parse, masked, negation)


def _is_negative_by_one(main: Main, parse: Parse, masked: str, negation: Negation) -> bool:
    """Tell the same where one word denies: one that speaks for the clause, or an adjunct that does (*in no way*)."""
    for token in main.scope:
        denies = parse.lower[token] in negation.words and _shows(main, parse, token, masked)
        if denies and not _answers(main, parse, token) and not _contrasts(main, parse, token, negation):
            return True
    adjuncts = (parse.at(main.span.start + found.start()) for found in negation.adjuncts.finditer(masked))
    return any(token in main.tokens for token in adjuncts)


def _is_negative_by_two(main: Main, parse: Parse, masked: str, negation: Negation) -> bool:
    """Tell the same where a particle is needed, which must speak for the clause, and where speech drops it."""
    clause = [token for token in main.tokens if _shows(main, parse, token, masked)]
    words = [parse.lower[token] for token in clause]
    for place, token in enumerate(clause):
        if words[place] in negation.needs and _speaks(main, parse, token):
            return _completed(words, place, negation) or _completed_apart(main, parse, token, masked, negation)
    # *c'est pas possible*, *on vendra pas*, *juge le pont « pas sûr »*
    return any(
        parse.lower[right] in negation.without
        and right in main.scope
        and left == right - 1
        and (
            parse.words[left] in OPENING
            or (
                left in main.verbs
                and "VerbForm=Fin" in parse.morph[left]
                and not _follows_particle(parse, left, negation)
            )
        )
        for left, right in ((token - 1, token) for token in clause if token)
    )


def _speaks(main: Main, parse: Parse, particle: int) -> bool:
    """Tell a particle of the main clause, by the tree or right before its verb, from one of a relative clause."""
    if particle and "PronType=Rel" in parse.morph[particle - 1] and particle - 1 in main.inside:
        return False
    after = particle + 1
    while after < len(parse) and parse.pos[after] == "PRON":
        after += 1
    return particle in main.scope or (after in main.verbs and after in main.scope)


def _completed_apart(main: Main, parse: Parse, particle: int, masked: str, negation: Negation) -> bool:
    """Tell the same of a clause that the tree tears apart (*le pont n'est, selon lui, pas sûr*): up to its next verb."""
    rest = [token for token in main.inside if token >= particle and _shows(main, parse, token, masked)]
    verbs = [t for t in rest if "VerbForm=Fin" in parse.morph[t]]
    words = [parse.lower[t] for t in rest if t < (*verbs, len(parse), len(parse))[1]]
    return _completed(words, 0, negation)


def _follows_particle(parse: Parse, verb: int, negation: Negation) -> bool:
    return not negation.needs.isdisjoint(parse.lower[max(verb - NEAR, 0) : verb])


def _shows(main: Main, parse: Parse, token: int, masked: str) -> bool:
    """Tell whether a word of the clause is not masked."""
    at = parse.start[token] - main.span.start
    return not 0 <= at < len(masked) or masked[at] != " "


def _answers(main: Main, parse: Parse, token: int) -> bool:
    """**No,** *it is safe*: an answer by itself."""
    return token == main.scope[0] and parse.words[token + 1 : token + 2] == (",",)


def _contrasts(main: Main, parse: Parse, token: int, negation: Negation) -> bool:
    """Tell a negation that denies only what follows it (*closed, not sold*) from one set off (*is, however, not safe*)."""
    if parse.lower[token - 1] not in OPENING_ASIDE | negation.contrasting:
        return False
    verbs = [verb for verb in main.verbs if verb < token]
    if not verbs:  # *the owner, not the crew, is to blame*
        first = next((verb for verb in main.verbs if verb > token), token)
        return not CLOSING.isdisjoint(parse.words[token:first])
    commas = [mark for mark in range(verbs[-1], token) if parse.words[mark] == ","]
    return not (len(commas) > 1 and commas[0] == verbs[-1] + 1)


def _act_is_denied(attribution: Attribution, cue: str, negation: Negation, text: str) -> bool:
    """Tell whether the source is said not to have said it."""
    if not attribution.cue:
        return False
    openers = (attribution.cue[0], *attribution.source[:1])
    words = WORD.findall(_masked(cue, negation))
    has_particle = not negation.needs.isdisjoint(words)
    return (
        negation.before_cue.match(cue) is not None
        or _denies(cue, negation)
        or not negation.without.isdisjoint(words)
        or any(negation.right_before.search(_before(text, span)) for span in openers)
        or _is_fronted(_masked(_before(text, openers[-1]), negation), words, negation)
        or _noun_is_denied(attribution, negation, text)
        or _is_governed_by_denial(attribution, cue, negation, text)
        or _is_nobody(attribution, negation, text, has_particle=has_particle)
        or _is_told_to_nobody(attribution, negation, text, has_particle=has_particle)
    )


def _shares_denial(attribution: Attribution, main: Main | None, negation: Negation) -> bool:
    """Tell a cue that an earlier verb's negation reaches (*did* **not** *say or* **suggest** *that*)."""
    if not attribution.cue or main is None or main.parse is None:
        return False
    parse, first = main.parse, main.parse.at(attribution.cue[0].start)
    if not first or parse.lower[first - 1] not in negation.disjunctions:
        return False
    verb = first
    while parse.relation[verb] in JOINED and parse.head[verb] < verb and parse.child(verb, "nsubj") is None:
        verb = parse.head[verb]
        words = [parse.lower[token] for token in parse.children[verb] if token < first]
        if _denies(" ".join(words), negation):
            return True
    return False


def _is_fronted(before: str, cue: Sequence[str], negation: Negation) -> bool:
    """Tell a denial at the head of the clause (**at no point did** *the mayor say*, **jamais** *le maire n'a dit*)."""
    if negation.needs:
        particle = not negation.needs.isdisjoint(cue) and negation.restricting.isdisjoint(cue)
        return particle and not negation.anywhere.isdisjoint(WORD.findall(before))
    clause = before.rstrip().rpartition(",")[2] or before
    *fronted, last = WORD.findall(clause) or [""]
    denies = not negation.words.isdisjoint(fronted) or negation.right_before.search(" ".join(fronted)) is not None
    return last in negation.inverting and denies


def _noun_is_denied(attribution: Attribution, negation: Negation, text: str) -> bool:
    """Tell a noun that says that nothing was said (**no** *suggestion that*, **pas** *d'indication selon laquelle*)."""
    before = WORD.findall(_before(text, attribution.cue[0]))
    return attribution.why.frame == "noun" and not negation.words.isdisjoint(before[-BEFORE_NOUN:])


def _is_governed_by_denial(attribution: Attribution, cue: str, negation: Negation, text: str) -> bool:
    """Tell an infinitive that a denied verb governs (*n'est pas allé jusqu'à* **dire**, *was careful not to* **say**)."""
    if "form=i" not in attribution.why.evidence and cue.partition(" ")[0] not in negation.words:
        return False
    before = WORD.findall(_masked(_before(text, attribution.cue[0]), negation))[-GOVERNING:]
    if not negation.needs:
        near = NEAR + (not negation.infinitive_markers.isdisjoint(before[-1:]))  # *did* **not** *mean to say*
        heard = [WORD.findall(_masked(_before(text, span), negation))[-NEAR:] for span in attribution.source[:1]]
        return any(word in negation.words for words in (before[-near:], *heard) for word in words)
    words = [*before, *WORD.findall(cue)]
    return any(words[place] in negation.needs and _completed(words, place, negation) for place in range(len(before)))


def _is_advised_against(
    attribution: Attribution, main: Main | None, negation: Negation, text: str, *, act: Act
) -> bool:
    """*advised against a sale, warned us against swimming*: what is not to be done; a danger warned of may be so."""
    if act not in {"demand", "warn"} or main is None or not attribution.cue:
        return False
    words = WORD.findall(_straight(text[attribution.cue[-1].start : main.span.start]))
    if not words or words[-1] not in negation.against:
        return False
    at = main.parse.at(main.span.start) if main.parse is not None else None
    return act == "demand" or (at is not None and main.parse is not None and "Aspect=Prog" in main.parse.morph[at])


def _is_nobody(attribution: Attribution, negation: Negation, text: str, *, has_particle: bool) -> bool:
    """Tell a source that denies what it is the source of (*personne ne dit, no minister said, few believe*)."""
    if not attribution.source:
        return False
    before = _before(text, attribution.source[0])
    source = _straight(attribution.source[0].of(text))
    phrase = _masked(before + source, negation)
    if source in negation.words and not negation.needs.isdisjoint(WORD.findall(before)):
        return True  # *je ne connais* **personne** *qui dise*
    patterns = (negation.few, negation.nobody) if has_particle or not negation.needs else (negation.few,)
    return any(
        found.start() <= len(before) <= found.end() + 1 for pattern in patterns for found in pattern.finditer(phrase)
    )


def _is_told_to_nobody(attribution: Attribution, negation: Negation, text: str, *, has_particle: bool) -> bool:
    """Tell what is denied between cue and content (*n'a dit* **à personne** *que*, *told* **no one** *that*)."""
    between = WORD.findall(_masked(_between(attribution, text), negation))
    if negation.needs:
        return has_particle and not negation.words.isdisjoint(between)
    return not negation.words.isdisjoint(between[:NOBODY])


def _between(attribution: Attribution, text: str) -> str:
    """Return what stands between cue and content, in lower case; nothing where they do not follow one another."""
    if not attribution.content:
        return ""
    start, end = attribution.cue[-1].end, attribution.content[0].start
    return "" if end - start > LONGEST_BETWEEN else SENTENCE_MARK.split(_straight(text[start:end]))[0]


def _before(text: str, span: Span) -> str:
    """Return what stands before *span* in its sentence, in lower case."""
    return SENTENCE_MARK.split(_straight(text[max(0, span.start - BEFORE) : span.start]))[-1]
