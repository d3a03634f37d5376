"""
What counts as an attribution by selon's definition?

Verbs and nouns of saying also tell plans and attitudes, what things show and what the author says himself; selon calls
none of that a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.extract.candidate import Candidate
from selon.extract.grammar.context import Context
from selon.extract.grammar.modality import is_asked, is_failed, is_hearsay
from selon.extract.grammar.verbs import VerbUse
from selon.lang import Cue
from selon.parse.stretches import Stretches
from selon.parse.tree import Parse

WEAKEST = 0.35
"""Rate below which a use of a cue is none by selon's definition."""
NEEDS_SOURCE = frozenset({"nominal", "oblique", "infinitive", "question"})
"""Frames that say something only where somebody is named for it."""


def counts(context: Context, candidate: Candidate) -> bool:
    """Tell whether a candidate counts by selon's definition, whatever its rate."""
    if candidate.frame == "noun" and any(feature.startswith("reading=phrase") for feature in candidate.features):
        return False  # *his proposal for an overhaul*: a noun counts with a clause or a quotation
    if candidate.rate < WEAKEST or _tells_plans(context, candidate) or cannot_speak(context, candidate):
        return False
    if candidate.frame == "nominal" and not candidate.source:
        return False
    asking = context.language.words("question_words")
    if candidate.source and candidate.source[0].of(context.text).split(maxsplit=1)[0].lower() in asking:
        return False  # *do* **what a partner** *told him to do*
    if candidate.frame == "object_of" and candidate.content[0].of(context.text).lower() in context.language.words(
        "complementisers"
    ):
        return False  # *thanked him* **for that**
    use = context.use_at.get(candidate.head)
    undergone = "passive" in candidate.features or (use is not None and _is_undergone(*use))
    spoken = candidate.frame in ("question", "parenthetical", "quote") or "source=agent" in candidate.features
    if candidate.source and undergone and not spoken:
        return False  # what is done to somebody is not said by him
    if use is not None and (
        is_asked(context, *use) or is_failed(context, *use) or _is_unsaid(context, candidate, *use)
    ):
        return False
    if candidate.frame == "object_of":
        opening = candidate.content[0].of(context.text).lower().split()[:3]
        times = context.language.words("time_words", "adverbial_nouns")
        return not times & {*opening}  # *hit the road for the first time*
    return candidate.frame != "nominal" or not _is_no_statement(context, candidate)


def _is_undergone(parse: Parse, use: VerbUse) -> bool:
    """Tell a participle below a noun or a clause (*said Ann Lee,* **asked** *about …*; **expected** *to win, she …*)."""
    token = use.token
    # A tree that was cut at a paragraph's end may leave a conjunct its own head.
    while parse.relation[token] == "conj" and parse.head[token] != token and parse.child(token, "aux") is None:
        token = parse.head[token]
    alone = (
        token == use.token == use.first and "Tense=Past" in parse.morph[token] and parse.child(token, "mark") is None
    )
    participle = alone or ("Aspect=Perf" in parse.morph[use.token] and "Aspect=Perf" in parse.morph[token])
    return participle and parse.relation[token] in ("advcl", "acl") and parse.child(token, "aux", "nsubj") is None


def _has_its_object(parse: Parse, use: VerbUse) -> bool:
    """Tell a cue in a relative clause of a pronoun (*everything* **she says** *he has to repeat*): that is what is said."""
    pronoun, subject = parse.head[use.token], parse.child(use.token, "nsubj")
    if parse.relation[use.token] != "relcl" or parse.pos[pronoun] != "PRON" or subject is None or subject >= use.first:
        return False
    return parse.subtree(subject)[0] == pronoun + 1


def _is_unsaid(context: Context, candidate: Candidate, parse: Parse, use: VerbUse) -> bool:
    """
    Tell what nobody has said or thought yet.

    *did not know that …*, *will decide whether …*, *knew what to do*, *you do not think about …*, *a plan to announce …*.
    """
    words = context.language.words
    if use.negated and candidate.lemma in words("unsaid_when_negated"):
        return True
    if use.kind == "i" and parse.relation[use.token] == "acl" and parse.pos[parse.head[use.token]] == "NOUN":
        return True
    if candidate.frame == "clause" and _has_its_object(parse, use):
        return True
    if not any(cue.medium == "thought" for cue in _cues(context, candidate)):
        return False
    if candidate.frame == "question":
        open_still = words("future_auxiliaries", "possibility_modals")
        opening = candidate.content[0].of(context.text).lower().split()[:2]
        if open_still & {*parse.lower[use.first : use.last]} or words("infinitive_markers") & {*opening}:
            return True
    generic = bool(candidate.source) and candidate.source[0].of(context.text).lower() in words("second_person")
    return generic and candidate.frame == "oblique"


def of_others(context: Context, kept: Sequence[Candidate]) -> list[Candidate]:
    """
    Leave out what the author says himself (*We believe that …* in an opinion piece).

    In quotation marks, and in what somebody is said to say, the first person is somebody else.
    """
    first = context.language.words("first_person")
    own = {
        id(one)
        for one in kept
        if one.source
        and all(span.of(context.text).lower() in first for span in one.source)
        and not context.is_quoted(one.source[0].start)
    }
    if not own:
        return list(kept)
    said = Stretches((span.start, span.end) for one in kept if id(one) not in own for span in one.content)
    return [one for one in kept if id(one) not in own or said.holds(one.source[0].start)]


JUDGING = frozenset({"accuse", "support"})
"""Acts whose object may be nobody but whom they are about."""


def _is_no_statement(context: Context, candidate: Candidate) -> bool:
    """
    Tell an object that is no content.

    It makes the verb no cue (*The judge* **denied bail**), names whom somebody criticizes (**defended his allies**), is a
    time or a bare relative pronoun.
    """
    words = context.language.words
    frames = [c.frames.get("nominal") for c in _cues(context, candidate)]
    others = words("time_words").union(*(frame.others for frame in frames if frame is not None))
    span = candidate.content[0]
    if span.of(context.text).lower() in words("relative_subjects", "relative_objects"):
        return True
    parse = context.parses[context.passage_at(span.start)]
    first = parse.at(span.start) if parse is not None else None
    if parse is None or first is None:
        return False
    judges = any(cue.act in JUDGING for cue in _cues(context, candidate))
    for token in range(first, len(parse)):
        after = parse.pos[token + 1] if token + 1 < len(parse) and parse.words[token + 1] != "-" else ""
        compound = after in ("NOUN", "PROPN") or (after and parse.lower[token + 1] in words("possessives"))
        if parse.pos[token] == "NOUN" and not compound:
            return parse.lower[token] in others or (judges and parse.lower[token] in context.language.person_nouns)
        if parse.pos[token] not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "PUNCT"):
            return judges and token > first and parse.pos[token - 1] == "PROPN"
    return False


def _tells_plans(context: Context, candidate: Candidate) -> bool:
    """
    Tell plans and prospects from statements.

    *decided* **to fight back** is no clause; *is expected to join* gives a thought to nobody.
    """
    if candidate.frame == "clause":
        markers = context.language.words("infinitive_markers")
        return any(span.of(context.text).split(maxsplit=1)[0].lower() in markers for span in candidate.content)
    if candidate.frame not in NEEDS_SOURCE or (candidate.source and "passive" not in candidate.features):
        return False
    use = context.use_at.get(candidate.head)
    hearsay = use is not None and is_hearsay(context, *use)
    return not hearsay and any(cue.medium == "thought" for cue in _cues(context, candidate))


def cannot_speak(context: Context, candidate: Candidate) -> bool:
    """Tell what a thing shows, or a person by conduct, from what is said (*The results suggest that …*)."""
    if not candidate.source or candidate.lemma not in context.language.words("evidence_cues"):
        return False
    span = candidate.source[0]
    parse = context.parses[context.passage_at(span.start)]
    first, last = (parse.at(span.start), parse.at(span.end - 1)) if parse is not None else (None, None)
    if parse is None or first is None or last is None:
        return False
    tops = (t for t in range(first, last + 1) if parse.head[t] == t or not first <= parse.head[t] <= last)
    head = next(tops, last)
    word = parse.words[head]
    if parse.lower[first] in context.language.words("first_person"):
        return True  # *my record shows that …*
    if candidate.lemma in context.language.words("conduct_cues") and parse.pos[head] in ("PRON", "PROPN"):
        return True  # *They show how …*: by what they do
    return parse.pos[head] == "NOUN" and word.islower() and word not in context.language.speaking_nouns


def _cues(context: Context, candidate: Candidate) -> list[Cue]:
    verb = candidate.lemma.partition(" ")[0]
    return [cue for cue in context.language.cues.get(verb, ()) if cue.lemma == candidate.lemma]
