"""
Where does a content end?

Stops are worked out before a content is written: the end of the textual sentence, a colon before a quotation, a
semicolon, a parenthetical, a further cue of the same subject, a circumstance of the saying.
"""

from __future__ import annotations

from bisect import bisect_left

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import belongs_to_cue, narrates, opens_clause
from selon.extract.grammar.subjects import is_nominal
from selon.extract.grammar.verbs import VerbUse
from selon.model import Span
from selon.parse.tree import Parse

BLANK = frozenset(" \t\r\n\u00a0\u202f\u2009.,;:…-–—()[]")
REMARKED = 0.6
"""Rate from which a noun can say what the content before it is (*…, a claim that …*)."""
OPENING = frozenset('«“"„')


def sentence_stop(context: Context, parse: Parse, token: int) -> int:
    """Return one past the last token of the sentence around *token*, ended early by ``;`` and by a colon before a mark."""
    sentence = context.sentence_at(parse.start[token])
    end = bisect_left(parse.start, sentence.end, token + 1)
    for breaking in parse.breaks[bisect_left(parse.breaks, token + 1) :]:
        if breaking >= end:
            break
        if parse.words[breaking] == ";":
            if context.quote_at(parse.start[breaking]) is context.quote_at(parse.start[token]):
                return breaking
        elif breaking + 1 < len(parse.words) and parse.words[breaking + 1] in OPENING:
            return breaking
    return end


def clause_stop(context: Context, parse: Parse, use: VerbUse, first: int, stop: int, *, phrasal: bool = False) -> int:
    """
    Return one past the last token of a content that starts at *first*.

    Args:
        context: The article.
        parse: The paragraph.
        use: The cue that governs it.
        first: Its first token.
        stop: One past the last token that it may reach.
        phrasal: Whether it is no clause, so that a coordinated finite verb is not part of it.
    """
    words = context.language.words
    stop = min(stop, _after_fronted_clause(context, parse, use, first, stop))
    stop = min(stop, _after_relative(context, parse, use, first, stop))
    uses = {other.first: other for other in context.verbs[context.passage_at(parse.start[first])]}
    opened = context.quote_at(parse.start[first])
    subordinate = (
        words("relative_others")
        | words("relative_subjects")
        | words("relative_objects")
        | words("complementisers")
        | words("relative_adverbs")
    )
    markers = words("infinitive_markers")

    def goes_on(joined: int) -> bool:
        second = phrasal and joined < stop and parse.lower[joined] in words("complementisers")
        return second or belongs_to_cue(parse, joined, stop, use, first, uses, phrasal=phrasal, markers=markers)

    embedded = False
    depth = 0
    opens_here = opened is not None and opened.outer.start == parse.start[first]
    for token in range(first + 1, stop):
        word = parse.lower[token]
        quote = context.quote_at(parse.start[token])
        closed = quote is not None and parse.end[token] == quote.outer.end and parse.lower[token - 1] == ","
        if quote is not None and (quote is not opened or opens_here) and not closed:
            continue
        if word == ")" and depth == 0:
            return token
        depth += (word == "(") - (word == ")")
        if depth:
            continue
        embedded = embedded or word in subordinate or parse.pos[token] == "SCONJ"
        if phrasal and not embedded and token > first + 1 and phrases.is_finite(parse, token):
            return _before_clitics(
                parse, token, first, words("clitics") | words("negations") | words("reflexive_pronouns")
            )
        if phrasal and _is_circumstance(context, parse, use, token, stop):
            return token  # *criticized him* **in an email** *to the board*
        after = token + 1
        if word in ("?", "!") and quote is None and opened is None:
            return token
        if (
            word == ","
            and opened is not None
            and parse.words[min(after, len(parse) - 1)] not in OPENING  # *de « facho », « ministre de rien »*
            and parse.start[token] >= opened.outer.end
            and (opened.outer.start <= parse.start[first] and parse.start[token] - opened.outer.end < 2)
        ):
            return token  # the quotation that the content is ends here
        hyphen = word == "-" and parse.start[token] == parse.end[token - 1]  # *question-and-answer*
        at = token + 1 if closed else token
        if (word in (",", "-", "–", "—") or closed) and after < stop and not hyphen:  # *“…,” claiming that …*
            if _set_apart(context, parse, after, stop, uses, phrasal=phrasal):
                return at
            if parse.lower[after] in words("coordinators") and (
                goes_on(after + 1) or (not phrasal and narrates(parse, after + 1, stop, first))
            ):
                return at
        elif word in words("coordinators") and (
            goes_on(after) or (phrasal and "Case=Nom" in parse.morph[min(after, stop - 1)])
        ):
            return token
        elif word in words("gerund_markers") and after < stop and after in uses and uses[after].kind == "g":
            return token if parse.lower[token - 1] not in words("gerund_intensifiers") else token - 1
    return stop


def _set_apart(
    context: Context, parse: Parse, after: int, stop: int, uses: dict[int, VerbUse], *, phrasal: bool
) -> bool:
    """Tell whether what follows a comma says who speaks or how, or goes on with another verb."""
    words = context.language.words
    stoppers = words("content_stoppers") - words("parenthetical_openers")  # *…, as a candidate* goes on
    if parse.lower[after] in stoppers or pair(parse, after) in stoppers:
        return True
    other = uses.get(after)
    if other and (other.kind == "g" or (phrasal and other.kind in "fuc" and not other.bare)):
        return True
    if other and is_parenthetical(context, parse, other, stop):
        return True
    if context.language.traits.plain_order and _credits_in_plain_order(context, parse, after, stop, uses):
        return True
    return _circumstance_of_cue(context, parse, after, stop) or _is_remark(context, parse, after, stop)


def _before_clitics(parse: Parse, token: int, first: int, light: frozenset[str]) -> int:
    """Where the verb group of the finite verb at *token* begins."""
    while token - 1 > first and parse.lower[token - 1] in light and parse.pos[token - 1] != "DET":
        token -= 1
    return token


def _after_fronted_clause(context: Context, parse: Parse, use: VerbUse, first: int, stop: int) -> int:
    """*Même si on peut croire que P,* **il** *doit partir*: where the main clause begins, whatever the tree makes of it."""
    if use.kind == "g":
        return min(stop, main_clause_after(context, parse, use) or stop)
    opener = parse.at(context.sentence_at(parse.start[use.token]).start) or 0
    if parse.words[opener] in OPENING or parse.pos[opener] == "ADV":
        opener += 1
    if opener >= use.first or parse.lower[opener] not in context.language.words("subordinating_words"):
        return stop
    if any(phrases.is_finite(parse, t) for t in range(opener, use.first)):
        return stop
    words = context.language.words
    relative = words("relative_subjects") | words("relative_objects") | words("relative_others")
    for token in range(first + 1, stop - 1):
        if parse.lower[token + 1] in relative or "PronType=Rel" in parse.morph[token + 1]:
            continue
        if parse.lower[token] == "," and opens_clause(parse, token + 1, stop):
            return token
    return stop


def main_clause_after(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """*Estimant que P*, **le maire a** *démissionné*: the comma before the main clause, for a gerund at the head."""
    words = context.language.words
    sentence = context.sentence_at(parse.start[use.token])
    stop = sentence_stop(context, parse, use.token)
    light = words("gerund_markers") | words("connectives") | words("group_adverbs") | words("clitics")
    lead = range(parse.at(sentence.start) or 0, use.first)
    if any(parse.lower[t] not in light and parse.pos[t] not in ("PUNCT", "ADV") for t in lead):
        return None
    held = context.quote_at(parse.start[use.token])
    for token in range(use.last + 1, stop - 1):
        if parse.lower[token] != "," or context.quote_at(parse.start[token]) is not held:
            continue
        relative = words("relative_subjects") | words("relative_objects") | words("relative_adverbs")
        if parse.lower[token + 1] not in relative and opens_clause(parse, token + 1, stop):
            return token
    return None


def _after_relative(context: Context, parse: Parse, use: VerbUse, first: int, stop: int) -> int:
    """*X, qui affirme que P,* **a quitté** *la salle*: where the verb of the antecedent comes, right after a comma."""
    words = context.language.words
    relative = use.first - 1
    while relative > 0 and parse.pos[relative] == "ADV":
        relative -= 1
    set_off = relative > 0 and parse.lower[relative] in words("relative_subjects") and parse.lower[relative - 1] == ","
    if not set_off:
        return stop
    light = words("clitics") | words("negations") | words("reflexive_pronouns")
    inner = (
        words("relative_subjects") | words("relative_objects") | words("relative_others") | words("relative_adverbs")
    )
    within = False
    for token in range(first + 1, stop - 1):
        after = token + 1
        if parse.lower[token] != ",":
            continue
        if within or parse.lower[after] in inner:
            within = not within  # *le pont, qu'il connaît, est sûr*
            continue
        while after < stop - 1 and parse.lower[after] in light and parse.pos[after] != "DET":
            after += 1
        if phrases.is_finite(parse, after):
            return token
    return stop


def pair(parse: Parse, token: int) -> str:
    """Return the word at *token* and the one after it."""
    return " ".join(parse.lower[token : token + 2]).replace("' ", "'")


def is_parenthetical(context: Context, parse: Parse, use: VerbUse, stop: int) -> bool:
    """Tell whether *use*, right after a comma or a closing mark, is a parenthetical (*a-t-il ajouté*, *a dit X*)."""
    if use.kind not in "fuc" or use.passive or use.bare or not (use.frame("quote") or use.frame("parenthetical")):
        return False
    if use.inverted is not None:
        return True
    if parse.pos[use.token] in ("ADP", "DET", "SCONJ", "CCONJ", "PRON"):
        return False  # *…, contre le maire*
    following = use.last + 1
    if following >= stop:
        return False
    return parse.lower[following] not in context.language.words("complementisers")


def _credits_in_plain_order(context: Context, parse: Parse, first: int, stop: int, uses: dict[int, VerbUse]) -> bool:
    """*He said the plan was dropped,* **the Times reported**: a subject and a cue that fill the sentence up to its end."""
    end = stop
    while end > first and parse.pos[end - 1] == "PUNCT":
        end -= 1
    use = next((uses[t] for t in range(first + 1, end) if t in uses and uses[t].last == end - 1), None)
    if use is None or use.kind not in "fuc" or use.bare or use.passive or use.frame("parenthetical") is None:
        return False
    return use.first > first and is_nominal(context, parse, first, use.first - 1)


def _circumstance_of_cue(context: Context, parse: Parse, token: int, stop: int) -> bool:
    """*…, dans un entretien au Monde.* / *…, in a statement.*: how it was said, after the content."""
    words = context.language.words
    if parse.lower[token] not in words("circumstance_prepositions") and parse.lower[token] not in words(
        "circumstance_starters"
    ):
        return False
    window = parse.lower[token : min(token + 6, stop)]
    return any(word in words("saying_circumstances") for word in window)


def _is_remark(context: Context, parse: Parse, token: int, stop: int) -> bool:
    """*…,* **a claim** *that the firm denies*: what the article itself calls the content that has just ended."""
    if token + 1 >= stop or "Definite=Ind" not in parse.morph[token]:
        return False
    noun = context.language.noun_cues.get(parse.lower[token + 1])
    listed = token + 2 < stop and (parse.lower[token + 2] == "," or parse.pos[token + 2] == "CCONJ")
    return noun is not None and noun.rate >= REMARKED and not listed


def _is_circumstance(context: Context, parse: Parse, use: VerbUse, token: int, stop: int) -> bool:
    """Tell the same with no comma before it: it hangs on the cue, or names something not yet known (*in a statement*)."""
    if parse.pos[token] != "ADP" or not _circumstance_of_cue(context, parse, token, min(token + 4, stop)):
        return False
    above = parse.head[token]
    indefinite = "Definite=Ind" in parse.morph[token + 1] and parse.pos[above] == "NOUN"
    return above == use.token or indefinite


def content_spans(context: Context, parse: Parse, first: int, stop: int) -> tuple[Span, ...]:
    """
    Return the content from token *first* up to token *stop* as spans, its outer punctuation and marks left out.

    A content that is one whole quotation loses its marks; one that holds a quotation keeps them inside.
    """
    if first >= stop:
        return ()
    return tidy(context, parse.start[first], parse.end[stop - 1])


def tidy(context: Context, start: int, end: int) -> tuple[Span, ...]:
    """Return the characters *start* to *end* without blanks, end punctuation and enclosing marks at the edges."""
    text = context.text
    while True:
        while start < end and (text[start].isspace() or text[start] in ",;:–—-."):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-."):
            end -= 1
        if start >= end:
            return ()
        quote = context.quote_at(start)
        if quote is not None and quote.outer.start == start and end >= quote.inner.end and end <= quote.outer.end:
            start, end = quote.inner.start, quote.inner.end
            break
        last = context.quote_at(end - 1)
        if quote is None and text[end - 1] in OPENING and (last is None or last.outer.start == end - 1):
            end -= 1
            continue
        break
    return (Span(*_with_marks(context, start, end)),) if start < end else ()


def _with_marks(context: Context, start: int, end: int) -> tuple[int, int]:
    """Take in the mark of a quotation that *start* to *end* holds but for it (**“** *few units” were affected*)."""
    first, last = context.quote_at(start), context.quote_at(end - 1)
    if first is not None and first.inner.start == start and first.closed and first.outer.end <= end:
        start = first.outer.start
    if last is not None and last.closed and start < last.outer.start:
        end = end if context.text[end : last.inner.end].strip(",.") else last.outer.end
    return start, end


def skip_connectives(context: Context, start: int, stop: int) -> int:
    """Return where a content starts after leading connectives (*Toutefois, …*)."""
    text = context.text
    connectives = context.language.words("connectives")
    while True:
        while start < stop and (text[start].isspace() or text[start] in ",;:–—-•"):
            start += 1
        comma = text.find(",", start, min(stop, start + 24))
        word_end = start
        while word_end < stop and (text[word_end].isalpha() or text[word_end] in "'’-"):
            word_end += 1
        if comma > 0 and text[start:comma].lower().replace("’", "'") in connectives:
            start = comma + 1
            continue
        if text[start:word_end].lower() in connectives and text[start:word_end].lower() in context.language.words(
            "coordinators"
        ):
            start = word_end
            continue
        return start


SHORTEST_FLOATING = 4
"""Words below which a quotation without a cue is taken for a name or a distancing mark."""
