"""
Where does a content end?

Stops are worked out before a content is written: the end of the textual sentence, a colon before a quotation, a
semicolon, a parenthetical, a further cue of the same subject, a circumstance of the saying.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.coordination import belongs_to_cue, narrates, opens_clause
from selon.extract.grammar.subjects import is_nominal
from selon.extract.grammar.verbs import VerbUse
from selon.model import Span
from selon.parse.quotes import Quote
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
    uses = context.uses_by_first(context.passage_at(parse.start[first]))
    opened = context.quote_at(parse.start[first])
    content = _Content(context, parse, use, first, stop, phrasal, uses, opened)
    subordinate = words("complementisers", "relative_adverbs", "relative_others") | relatives(context)
    opens_here = opened is not None and opened.outer.start == parse.start[first]
    embedded, depth = False, 0
    verb = first if phrasal else _main_verb(parse, use, first, stop)
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
            return _before_clitics(context, parse, token, first)
        at = _ends_at(content, token, closed=closed)
        if at is not None and token > verb:
            return at
    return stop


def _main_verb(parse: Parse, use: VerbUse, first: int, stop: int) -> int:
    """*said that Loria, which trades with them,* **had promised** *grain*: before its own verb no clause ends."""
    below = next((t for t in parse.children[use.token] if parse.relation[t] == "ccomp" and first < t < stop), first)
    finite = (t for t in range(first, below + 1) if phrases.is_finite(parse, t))
    return next((t for t in finite if "relcl" not in (parse.relation[t], parse.relation[parse.head[t]])), first)


@dataclass(frozen=True, slots=True)
class _Content:
    """A content whose end is looked for, with the cues around it by their first token and the quotation it opens in."""

    context: Context
    parse: Parse
    use: VerbUse
    first: int
    stop: int
    phrasal: bool
    uses: Mapping[int, VerbUse]
    opened: Quote | None

    def goes_on(self, joined: int) -> bool:
        """Tell whether the cue, not the content, goes on at *joined*, after a coordinator."""
        words, use = self.context.language.words, self.use
        if self.phrasal and joined < self.stop and self.parse.lower[joined] in words("complementisers"):
            # *told them to wait* **and that** *it was late*
            return use.passive or use.frame("clause") is None or self.parse.child(use.token, "mark") is not None
        markers = words("infinitive_markers")
        return belongs_to_cue(
            self.parse, joined, self.stop, self.use, self.first, self.uses, phrasal=self.phrasal, markers=markers
        )


def _ends_at(content: _Content, token: int, *, closed: bool) -> int | None:
    """Return where a content ends at *token*, which closes a quotation after a comma where *closed*; else None."""
    context, parse, stop, phrasal = content.context, content.parse, content.stop, content.phrasal
    words, word, after = context.language.words, parse.lower[token], token + 1
    if phrasal and _is_circumstance(context, parse, content.use, token, stop):
        return token  # *criticized him* **in an email** *to the board*
    asks = word in ("?", "!") and content.opened is None and context.quote_at(parse.start[token]) is None
    if asks or _closes_quotation(content, token):
        return token
    hyphen = word == "-" and parse.start[token] == parse.end[token - 1]  # *question-and-answer*
    if (word in (",", "-", "–", "—") or closed) and after < stop and not hyphen:  # *“…,” claiming that …*
        ends = _set_apart(content, after)
        if not ends and parse.lower[after] in words("coordinators"):
            ends = content.goes_on(after + 1) or (not phrasal and narrates(parse, after + 1, stop, content.first))
        return (after if closed else token) if ends else None
    if word in words("coordinators"):
        pronoun = phrasal and "Case=Nom" in parse.morph[min(after, stop - 1)]
        return token if pronoun or content.goes_on(after) else None
    if word in words("gerund_markers") and after < stop and after in content.uses and content.uses[after].kind == "g":
        return token if parse.lower[token - 1] not in words("gerund_intensifiers") else token - 1
    return None


def _closes_quotation(content: _Content, comma: int) -> bool:
    """Tell whether the quotation that is all of the content ends at *comma* (not *de « facho », « ministre de rien »*)."""
    parse, opened = content.parse, content.opened
    if opened is None or parse.lower[comma] != "," or parse.words[min(comma + 1, len(parse) - 1)] in OPENING:
        return False
    whole = opened.outer.start <= parse.start[content.first]
    return whole and 0 <= parse.start[comma] - opened.outer.end < 2


def _set_apart(content: _Content, after: int) -> bool:
    """Tell whether what follows a comma says who speaks or how, or goes on with another verb."""
    context, parse, stop = content.context, content.parse, content.stop
    words = context.language.words
    stoppers = words("content_stoppers") - words("parenthetical_openers")  # *…, as a candidate* goes on
    if parse.lower[after] in stoppers or pair(parse, after) in stoppers:
        return True
    other = content.uses.get(after)
    if other and (other.kind == "g" or (content.phrasal and other.kind in "fuc" and not other.bare)):
        return True
    if other and is_parenthetical(context, parse, other, stop):
        return True
    if context.language.traits.plain_order and _credits_in_plain_order(context, parse, after, stop, content.uses):
        return True
    return _circumstance_of_cue(context, parse, after, stop) or _is_remark(context, parse, after, stop)


def light_words(context: Context) -> frozenset[str]:
    """Return the words that may stand between a subject and its verb."""
    words = context.language.words
    return words("clitics", "negations", "reflexive_pronouns")


def relatives(context: Context) -> frozenset[str]:
    """Return the pronouns that open a relative clause as its subject or object."""
    return context.language.words("relative_subjects", "relative_objects")


def _before_clitics(context: Context, parse: Parse, token: int, first: int) -> int:
    """Where the verb group of the finite verb at *token* begins."""
    light = light_words(context)
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
    inner = relatives(context) | context.language.words("relative_others")
    for token in range(first + 1, stop - 1):
        if parse.lower[token + 1] in inner or "PronType=Rel" in parse.morph[token + 1]:
            continue
        if parse.lower[token] == "," and opens_clause(parse, token + 1, stop):
            return token
    return stop


def main_clause_after(context: Context, parse: Parse, use: VerbUse) -> int | None:
    """*Estimant que P*, **le maire a** *démissionné*: the comma before the main clause, for a gerund at the head."""
    words = context.language.words
    sentence = context.sentence_at(parse.start[use.token])
    stop = sentence_stop(context, parse, use.token)
    light = words("gerund_markers", "connectives", "group_adverbs", "clitics")
    lead = range(parse.at(sentence.start) or 0, use.first)
    if any(parse.lower[t] not in light and parse.pos[t] not in ("PUNCT", "ADV") for t in lead):
        return None
    held = context.quote_at(parse.start[use.token])
    for token in range(use.last + 1, stop - 1):
        if parse.lower[token] != "," or context.quote_at(parse.start[token]) is not held:
            continue
        inner = relatives(context) | words("relative_adverbs")
        if parse.lower[token + 1] not in inner and opens_clause(parse, token + 1, stop):
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
    light, inner = light_words(context), relatives(context) | words("relative_others", "relative_adverbs")
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


def _credits_in_plain_order(context: Context, parse: Parse, first: int, stop: int, uses: Mapping[int, VerbUse]) -> bool:
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
