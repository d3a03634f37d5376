"""
What opens a content, and what looks as if it did?

*That* may be a pronoun of the content, *if* a condition in it; a negation at its head belongs to it.
"""

from __future__ import annotations

from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.stops import sentence_stop
from selon.extract.grammar.subjects import is_own_clause
from selon.extract.grammar.verbs import VerbUse
from selon.parse.tree import Parse

SAYS = 0.85
"""Rate from which a cue of clauses says them: *said if it rains …* is no question."""
LONGEST_HEADING = 25
"""Words of a line that can be a heading."""


def with_negation(context: Context, parse: Parse, use: VerbUse, first: int) -> int:
    """*urged them* **not to** *go*, *said* **not even** *the mayor knew*: where a content that is denied begins."""
    words = context.language.words
    begin = first
    for token in range(first - 1, use.last, -1):
        if parse.lower[token] in words("leading_negations"):
            begin = token
        elif parse.pos[token] != "ADV" and parse.lower[token] not in words("infinitive_markers"):
            break
    # *said* **not until Friday** *would the bridge open*, **under no circumstances** *would he go*
    fronted = parse.lower[use.last + 1 : first]
    closed = {*fronted} & (words("complementisers") | {","})
    inverted = parse.pos[use.last + 1] == "ADP" and parse.lower[first] in words("auxiliary_forms")
    if fronted and not closed and {*fronted[: 1 + inverted]} & words("leading_negations"):
        return use.last + 1
    return begin


def is_demonstrative(context: Context, parse: Parse, token: int) -> bool:
    """Tell a pronoun or an article that a complementiser looks like (*said* **that's** *wrong*, **that man** *must go*)."""
    if not context.language.traits.bare_clause or token + 1 >= len(parse):
        return False
    if parse.pos[token] == "DET" and parse.relation[token] == "det":
        return True
    after = token + 1
    if parse.start[after] == parse.end[token] and parse.lower[after].startswith("'"):
        return True
    inverted = {*parse.lower[after + 1 : after + 2]} & context.language.words("subject_pronouns")  # *that had he known*
    return phrases.is_finite(parse, after) and not inverted


def is_condition(context: Context, parse: Parse, token: int, use: VerbUse) -> bool:
    """*said if the bridge closes, she will go*: the *if* clause depends on a clause that the cue governs."""
    condition = parse.head[token]
    main = parse.head[condition]
    if parse.relation[condition] == "advcl" and main not in (condition, use.token) and parse.head[main] == use.token:
        return True
    cue = use.frame("clause")
    if cue is None or cue.act == "ask" or use.negated or use.governor is not None:
        return False
    if cue.frames["clause"].rate < SAYS or parse.lower[token] not in context.language.words("conditions"):
        return False
    stop = sentence_stop(context, parse, token)
    return sum(phrases.is_finite(parse, t) and is_own_clause(parse, t) for t in range(token, stop)) > 1


def is_heading_line(context: Context, number: int) -> bool:
    """Tell whether a paragraph is a title or a heading: the first line, or a short one that ends in no point."""
    line = context.passages[number].of(context.text).rstrip()
    if len(line.split()) > LONGEST_HEADING or number + 1 == len(context.passages):
        return False
    return number == 0 or line[-1] not in ".!?;:,"
