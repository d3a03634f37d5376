"""
What speaks for a candidate, and what against it?

The observations that learned weights were trained on, as ``name=value`` strings: those of the cue (shared by all
readings of one verb, noun or preposition) and those of one reading of it (which span, which source). No weights here:
:mod:`selon.extract.decide.weighing` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.extract.candidate import Candidate
from selon.extract.grammar.context import Context
from selon.model import Spans
from selon.parse.tree import Parse


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a candidate's cue stands.

    Attributes:
        passage: Index of its passage.
        parse: The parse of it, None where there is none.
        token: The cue's verb, noun or preposition; 0 without a parse.
    """

    passage: int
    parse: Parse | None
    token: int


def place(context: Context, head: int) -> Place:
    """Return where the character *head* stands."""
    passage = context.passage_at(head)
    parse = context.parses[passage] if passage < len(context.parses) else None
    if parse is None or not len(parse):
        return Place(passage, None, 0)
    return Place(passage, parse, parse.at(head) or 0)


def of_cue(context: Context, group: Sequence[Candidate]) -> list[str]:
    """Return what is seen of the cue that all candidates in *group* share."""
    first = group[0]
    lemma = first.lemma
    where = place(context, first.head)
    seen = [f"lemma={lemma}", f"passage={_passage(context, where)}"]
    best = max(group, key=lambda c: c.rate)
    seen.append(f"rate={min(int(best.rate * 10), 9)}")
    frames = sorted({c.frame for c in group})
    for frame in frames:
        seen.append(f"frame={frame}")
        seen.append(f"lemma+frame={lemma}+{frame}")
    seen.append("frames=" + "+".join(frames))
    for feature in best.features:
        if not feature.startswith(("reading=", "source=", "quotes=", "place=", "alternative")):
            seen.append(feature)
            seen.append(f"{feature}+frame={best.frame}")
    source = next((c for c in group if c.source), first)
    kind = _source(context, source.source)
    seen.append(f"source={kind}")
    seen.append(f"source+frame={kind}+{best.frame}")
    seen.extend(_source_words(context, source.source))
    quote = context.quote_at(first.head)
    quoted = "inside" if quote is not None else "outside"
    seen.append(f"quoted={quoted}")
    seen.append(f"quoted+frame={quoted}+{best.frame}")
    if any(_quoted_part(context, c.content) for c in group):
        seen.append("content=quoted")
        seen.append(f"content=quoted+lemma={lemma}")
    seen.append(f"lemma+source={lemma}+{kind}")
    seen.append(f"frames+source={'+'.join(frames)}+{kind}")
    seen.append(f"lemma+form={lemma}+{next((f for f in first.features if f.startswith('form=')), '')}")
    if first.content and best.frame in ("nominal", "oblique", "noun", "infinitive", "predicate", "object_of"):
        what = _head_word(context, best.content)
        seen.append(f"content head={what}")
        seen.append(f"content head={what}+{best.frame}")
    if where.parse is not None:
        seen.extend(_around(where.parse, where.token))
        above = _above(context, where)
        if above:
            seen.append(f"under={above}")
            seen.append(f"under={above}+frame={best.frame}")
    return list(dict.fromkeys(seen))


def _passage(context: Context, where: Place) -> str:
    span = context.passages[where.passage]
    text = context.text[span.start : span.end]
    if where.passage == 0:
        return "first"
    return "line" if len(text) < SHORT and text[-1:] not in ".!?”\"'" else "paragraph"


SHORT = 110
"""Characters below which a passage without a full stop is taken for a heading."""


def _source(context: Context, spans: Spans) -> str:
    if not spans:
        return "none"
    words = spans[0].of(context.text).split()
    low = words[0].lower()
    if len(words) == 1 and low in context.language.words("subject_pronouns"):
        return low
    if words[-1].lower().strip(".,") in context.language.words("human_nouns"):
        return "human"
    if words[-1][:1].isupper():
        return "name"
    if any(word.lower().strip(",") in context.language.words("human_nouns") for word in words):
        return "human inside"
    if any(word[:1].isupper() for word in words[1:]):
        return "name inside"
    return "noun"


def _source_words(context: Context, spans: Spans) -> list[str]:
    if not spans:
        return []
    words = spans[0].of(context.text).lower().split()
    seen = [f"source opens={words[0]}", f"source words={min(len(words), 8)}"]
    seen.append(f"source head={_head_word(context, spans)}")
    return seen


def _head_word(context: Context, spans: Spans) -> str:
    """Return the word that heads a phrase, read down the tree; PROPN for a name."""
    if not spans:
        return "none"
    where = place(context, spans[0].start)
    if where.parse is None:
        return "none"
    parse, token = where.parse, where.token
    for _ in range(12):
        head = parse.head[token]
        if head == token or not spans[0].start <= parse.start[head] < spans[0].end:
            break
        token = head
    return "PROPN" if parse.pos[token] == "PROPN" else parse.lower[token]


def _quoted_part(context: Context, content: Spans) -> bool:
    for span in content:
        quote = context.quote_at(span.start)
        if quote is not None and quote.inner.start >= span.start - 2:
            return True
        if context.holds_quote(span):
            return True
    return False


def _around(parse: Parse, token: int) -> list[str]:
    relation, head = parse.relation[token], parse.head[token]
    seen = [f"relation={relation}", f"pos={parse.pos[token]}"]
    if head != token:
        seen.append(f"on={parse.lower[head]}" if parse.pos[head] in ("VERB", "AUX", "ADP") else f"on={parse.pos[head]}")
        seen.append(f"relation={relation}+{parse.pos[head]}")
    before = parse.lower[token - 1] if token else "start"
    after = parse.lower[token + 1] if token + 1 < len(parse) else "end"
    seen.append(f"before={before if parse.pos[token - 1] != 'PROPN' else 'PROPN'}" if token else "before=start")
    seen.append(f"after={after if token + 1 >= len(parse) or parse.pos[token + 1] != 'PROPN' else 'PROPN'}")
    if token + 1 < len(parse):
        seen.append(f"after pos={parse.pos[token + 1]}")
    morph = parse.morph[token]
    forms = ("Tense=Past", "Tense=Pres", "VerbForm=Part", "VerbForm=Inf", "Aspect=Prog")
    seen.extend(name for name in forms if name in morph)
    small = ("aux", "neg", "aux:pass", "mark", "advmod")
    seen.extend(
        f"{parse.relation[child]}={parse.lower[child]}"
        for child in parse.children[token]
        if parse.relation[child] in small and child < token
    )
    return seen


def _above(context: Context, where: Place) -> str:
    """Return the relation by which this cue hangs under the nearest cue verb above it, empty without one."""
    parse, token = where.parse, where.token
    if parse is None:
        return ""
    tokens = context.cue_tokens(where.passage)
    for _ in range(8):
        head = parse.head[token]
        if head == token:
            return ""
        if head in tokens:
            return f"{parse.relation[token]} of cue"
        token = head
    return ""


def of_reading(context: Context, candidate: Candidate, group: Sequence[Candidate]) -> list[str]:
    """Return what is seen of one reading of a cue: its span and its source."""
    frame, lemma = candidate.frame, candidate.lemma
    reading = next((f[8:] for f in candidate.features if f.startswith("reading=")), candidate.rule)
    how = next((f for f in candidate.features if f.startswith("source=")), "source=unknown")
    if "alternative" not in candidate.features:
        reading = f"{reading} by rule"
    key = f"{frame}/{reading}"
    seen = [
        f"reading={key}",
        f"{how}",
        f"{how}+{frame}",
        f"frame+lemma={frame}+{lemma}",
        f"reading+lemma={reading}+{lemma}",
    ]
    seen.append(f"rivals={min(len(group), 12)}")
    seen.extend(f"frame={frame} against {other}" for other in sorted({c.frame for c in group} - {frame}))
    source = _source(context, candidate.source)
    seen.append(f"source kind={source}+{frame}")
    seen.append(f"source kind={source}+{how}")
    ways = ("form=", "passive", "bare", "order=", "place=")
    seen.extend(f"{feature}+{key}" for feature in candidate.features if feature.startswith(ways))
    seen.append(f"source head={_head_word(context, candidate.source)}")
    seen.append(f"same source as the first={candidate.source == group[0].source}+{frame}")
    if candidate.source and context.quote_at(candidate.source[0].start) is not context.quote_at(candidate.head):
        seen.append(f"source in another quotation+{frame}")
    if candidate.content:
        seen += _of_span(context, candidate, key)
        seen += _of_edges(context, candidate, [c for c in group if c.frame == frame and c.content])
    return list(dict.fromkeys(seen))


def _of_span(context: Context, candidate: Candidate, key: str) -> list[str]:
    frame, content = candidate.frame, candidate.content
    first, last = content[0], content[-1]
    seen = [
        f"length={_bucket(sum(s.end - s.start for s in content))}+{frame}",
        f"spans={len(content)}+{frame}",
        f"quoted={_overlap(context, content)}+{key}",
    ]
    if candidate.source:
        gap = first.start - candidate.source[0].end
        seen += [f"source before={gap >= 0}+{frame}", f"source far={_bucket(abs(gap))}+{frame}"]
    sentence = context.sentence_at(first.start)
    at_end = not any(char.isalnum() for char in context.text[last.end : max(sentence.end, last.end)])
    seen.append(f"to the end={at_end}+{key}")
    return seen


def _of_edges(context: Context, candidate: Candidate, rivals: Sequence[Candidate]) -> list[str]:
    """Return what opens a content, what it stops before, and what longer and shorter rivals there are."""
    frame, first, last = candidate.frame, candidate.content[0], candidate.content[-1]
    where = place(context, first.start)
    if where.parse is None:
        return []
    parse, token = where.parse, where.token
    opens = parse.lower[token] if parse.pos[token] not in ("PROPN", "NOUN", "NUM", "VERB") else parse.pos[token]
    seen = [f"opens={opens}+{frame}"]
    after = parse.at(last.end)
    if after is not None and parse.start[after] < context.sentence_at(first.start).end + 1:
        word = parse.lower[after]
        if word in ",;:--–—" and after + 1 < len(parse):
            word = f"{word} {_word(parse, after + 1)}"
        else:
            word = _word(parse, after)
        seen += [f"stops before={word}", f"stops before={word}+{frame}", f"stops at={parse.relation[after]}+{frame}"]
    ends = [c.content[-1].end for c in rivals]
    if max(ends) > last.end + 1:
        seen.append(f"longer one exists+{frame}")
    cut = parse.at(min(ends)) if min(ends) < last.end - 1 else None
    if cut is not None:
        comma = parse.lower[cut] == "," and cut + 1 < len(parse)
        word = f", {_word(parse, cut + 1)}" if comma else _word(parse, cut)
        seen += [f"goes on after={word}", f"goes on after={parse.relation[cut]}+{frame}"]
    return seen


def _word(parse: Parse, token: int) -> str:
    return parse.lower[token] if parse.pos[token] not in ("PROPN", "NOUN", "NUM", "VERB", "ADJ") else parse.pos[token]


def _bucket(length: int) -> str:
    for limit in (0, 8, 20, 40, 80, 130, 200, 300, 500):
        if length <= limit:
            return str(limit)
    return "more"


def _overlap(context: Context, content: Spans) -> str:
    """How much of *content* is quoted: all, its beginning, part or none."""
    quote = context.quote_at(content[0].start)
    if quote is not None and content[-1].end <= quote.outer.end:
        whole = content[0].start <= quote.inner.start and content[-1].end >= quote.inner.end - 1
        return "a whole quotation" if whole else "part of a quotation"
    if quote is not None:
        return "its beginning"
    return "a part" if any(context.holds_quote(span) for span in content) else "none"
