"""
Who else could be the source of a cue?

Beside the source of the ordered chain, the other noun phrases that could be it: the weights tell which to trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from selon.extract.candidate import ALTERNATIVE, Candidate
from selon.extract.grammar import phrases
from selon.extract.grammar.context import Context
from selon.extract.grammar.subjects import SUBJECT
from selon.extract.grammar.verbs import VerbUse
from selon.extract.rules.alternatives import ANY_RATE, RULE_OF, other_uses
from selon.model import Spans
from selon.parse.tree import Parse

NEAR_SOURCES = frozenset({"none", "relative pronoun", "subject 1 up", "noun above 1"})
FARTHEST_SUBJECT = 3
"""Subjects of verbs above a cue that are offered as its source."""


def with_other_sources(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return *candidates*, each followed by itself with the other sources that its verb may have."""
    uses = dict(context.use_at)
    if context.language.polnear:
        for parse, found in zip(context.parses, context.verbs, strict=True):
            if parse is not None:
                uses.update((parse.start[use.token], (parse, use)) for use in other_uses(context, parse, found))
    others: dict[int, list[tuple[str, Spans]]] = {}
    seen = {(c.head, c.content, c.source) for c in candidates}
    result = []
    said: set[tuple[int, Spans, Spans]] = set()
    for candidate in candidates:
        if candidate.rule in RULE_OF.values() and candidate.content:
            where = (candidate.head, candidate.content, candidate.source)
            if where in said:
                continue
            said.add(where)
        result.append(candidate)
        if candidate.head not in uses or not candidate.cue or not candidate.content:
            continue
        if candidate.head not in others:
            others[candidate.head] = list(_other_sources(context, *uses[candidate.head]))
        for how, source in others[candidate.head]:
            if candidate.rate == ANY_RATE and how not in NEAR_SOURCES:
                continue
            key = (candidate.head, candidate.content, source)
            if key in seen or any(c.overlaps(s) for c in candidate.content for s in source):
                continue
            seen.add(key)
            features = (*(f for f in candidate.features if not f.startswith("source=")), f"source={how}", ALTERNATIVE)
            result.append(replace(candidate, source=source, features=features))
    return result


def _other_sources(context: Context, parse: Parse, use: VerbUse) -> Iterator[tuple[str, Spans]]:
    """
    Yield sources beside the one that the chain gives.

    The subject of each verb above; of a passive its agent, its subject and none; where PolNeAR's definition is asked
    for, the relative pronoun instead of its antecedent.
    """
    words = context.language.words
    if use.passive or use.bare or use.kind in "gi":
        yield "none", ()
    token, found = use.token, 0
    for _ in range(8):
        for child in parse.children[token]:
            if parse.relation[child] not in SUBJECT or child >= max(use.first, token):
                continue
            if child > use.last and use.kind in "fuc" and not use.bare and not context.language.polnear:
                continue  # *the report, which concludes that …, says nothing more*
            if parse.lower[child] in words("relative_subjects") and parse.pos[child] != "DET":
                if not context.language.polnear:
                    return  # *Ann Lee, who says …*: nobody but her
                yield "relative pronoun", (parse.span(child, child),)
                continue
            phrase = phrases.from_head(parse, child, context.language, low=0, high=max(use.first - 1, child))
            if phrase is not None:
                found += 1
                yield f"subject {found} up", (parse.span(*phrase),)
        head = parse.head[token]
        if head == token or found >= FARTHEST_SUBJECT:
            return
        if (
            parse.relation[token] in ("acl", "relcl", "amod")
            and parse.pos[head] in ("NOUN", "PROPN", "PRON")
            and head < use.first
        ):
            phrase = phrases.from_head(parse, head, context.language, low=0, high=use.first - 1)
            if phrase is not None and not _told_of(context, parse, range(phrase[0] + 1, phrase[1])):
                found += 1
                yield f"noun above {found}", (parse.span(*phrase),)
        token = head


def _told_of(context: Context, parse: Parse, tokens: range) -> bool:
    """Tell whether *tokens* go on with what is told of a noun (*a group* **that officials** *say is armed*)."""
    words = context.language.words
    relatives = words("relative_subjects") | words("relative_objects")
    return any(parse.pos[t] == "PRON" and parse.lower[t] in relatives for t in tokens)
