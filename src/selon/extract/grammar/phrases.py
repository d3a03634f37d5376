"""
Which words form one noun phrase?

Two readings: down the tree from a head (subjects that stand before their verb, where parsers are good), and along the
words from the left (inverted subjects, where they are not).
"""

from __future__ import annotations

from selon.lang import Language
from selon.parse.tree import Parse

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
INSIDE = NOMINAL | {"DET", "ADJ"}


def is_finite(parse: Parse, token: int) -> bool:
    """Tell whether *token* is tagged as a finite verb or auxiliary."""
    return parse.pos[token] in ("VERB", "AUX") and "VerbForm=Fin" in parse.morph[token]


def is_participle(parse: Parse, token: int) -> bool:
    """Tell whether *token* is tagged as a participle."""
    return parse.pos[token] in ("VERB", "ADJ") and "VerbForm=Part" in parse.morph[token]


def trimmed(parse: Parse, first: int, last: int, language: Language) -> tuple[int, int] | None:
    """Leave out punctuation and coordinators at the edges."""
    while first <= last and (parse.pos[first] in ("PUNCT", "CCONJ", "SPACE") and parse.words[first] not in "([«"):
        first += 1
    while last >= first and (parse.pos[last] in ("PUNCT", "CCONJ", "SPACE") and parse.words[last] not in ')]»"”'):
        last -= 1
    while last - 1 > first and parse.lower[last] in language.words("strong_pronouns") and parse.lower[last - 1] == ",":
        last -= 2  # *la région, elle, …*
    if first > last:
        return None
    for step in (1, 2):  # *celui-ci* in two tokens or in three
        if (
            last + step < len(parse.words)
            and parse.lower[last + step] in language.words("demonstrative_suffixes")
            and parse.start[last + 1] == parse.end[last]
        ):
            return first, last + step
    return first, last


def from_head(parse: Parse, head: int, language: Language, *, low: int, high: int) -> tuple[int, int] | None:
    """
    Return first and last token of the noun phrase around *head*, read down the tree.

    Appositions are in; a relative clause or participle set off by commas is out.

    Args:
        parse: The paragraph.
        head: The noun or pronoun.
        language: The data of its language.
        low: First token the phrase may reach.
        high: Last token the phrase may reach.
    """
    relatives = language.words("relative_subjects", "relative_objects")
    cut = high
    tokens = [t for t in parse.subtree(head) if low <= t <= high]
    if not tokens:
        return None
    first = _left_edge(parse, head, low, language.words("group_adverbs") - language.words("negations"))
    for token in parse.children[head]:
        if token <= head or parse.relation[token] not in (
            "relcl",
            "acl",
            "advcl",
            "parataxis",
            "obl:mod",
            "dep",
            "conj",
        ):
            continue
        start = min(parse.subtree(token))
        set_off = start > 0 and (parse.lower[start - 1] == "," or parse.lower[start] == ",")
        if (set_off and parse.relation[token] != "conj") or (
            parse.relation[token] == "conj" and parse.pos[token] not in INSIDE
        ):
            cut = min(cut, start - 1)
    last = max((t for t in tokens if t <= cut), default=head)
    for token in range(head + 1, last + 1):
        if parse.lower[token - 1] == "," and (
            parse.lower[token] in relatives
            or is_participle(parse, token)
            or _is_verb_in_disguise(parse, token, language)
        ):
            last = token - 2
            break
    return trimmed(parse, first, max(last, head), language)


def _is_verb_in_disguise(parse: Parse, token: int, language: Language) -> bool:
    """*Le maire, Anselme Petit, juge le projet …*: a noun to the tagger, yet an article follows and none stands before."""
    forms = language.forms.get(parse.lower[token], ())
    if not any("f" in form.kinds for form in forms) or token + 1 >= len(parse.words):
        return False
    return parse.pos[token + 1] == "DET" or parse.lower[token + 1] in language.words("complementisers")


def _left_edge(parse: Parse, head: int, low: int, adverbs: frozenset[str]) -> int:
    """Contiguous words to the left that belong to the phrase, adverbials and datelines left out."""
    below = set(parse.subtree(head))
    first = head
    while first - 1 >= low and first - 1 in below:
        # A hyphen inside a word (*front-runner*) is no dash.
        if parse.lower[first - 1] in (",", ":", ";", "-", "–", "—") and not (
            parse.lower[first - 1] == "-" and first - 1 > low and parse.end[first - 2] == parse.start[first - 1]
        ):
            break
        first -= 1
    while first < head and (
        (parse.pos[first] == "ADP" and parse.words[first].islower())
        or (parse.pos[first] == "ADV" and parse.lower[first] in adverbs and parse.pos[first + 1] == "DET")
    ):
        first += 1
    return first


def along(parse: Parse, start: int, stop: int, language: Language, *, appositions: int = 3) -> tuple[int, int] | None:
    """
    Return first and last token of the noun phrase that starts at *start*, read along the words.

    Stops before a comma unless an apposition follows, before a circumstance of the saying (*lors de*, *dans un
    communiqué*, a day), before a finite verb outside a restrictive relative clause.

    Args:
        parse: The paragraph.
        start: First token.
        stop: One past the last token that may be reached.
        language: The data of its language.
        appositions: How many appositions it may take in.
    """
    end = _chunk_end(parse, start, stop, language)
    if end is None:
        return None
    last = end
    if (
        parse.lower[start] in language.words("strong_pronouns")
        and parse.pos[start] == "PRON"
        and parse.lower[start + 1 : start + 2] != ("-",)
    ):
        return start, start
    while appositions and last + 2 < stop and parse.lower[last + 1] == ",":
        more = _apposition_end(parse, last + 2, stop, language)
        if more is None:
            break
        last, appositions = more, appositions - 1
    return trimmed(parse, start, last, language)


def _chunk_end(parse: Parse, start: int, stop: int, language: Language, *, addressed: bool = True) -> int | None:
    words = language.words
    has_noun = relative = False
    token = start
    while token < stop:
        word, pos = parse.lower[token], parse.pos[token]
        if pos == "PUNCT" or word in (",", ";", ":", "«", "»", '"', "“", "”"):
            over = _over_mark(parse, token, stop, has_noun=has_noun, relative=relative)
            if over is None:
                break
            has_noun, token = True, over
            continue
        if not has_noun:
            if pos in INSIDE or word in words("subject_pronouns"):
                final = token + 1 >= stop or parse.pos[token + 1] not in INSIDE
                substantive = pos == "ADJ" and token > start and final
                has_noun = pos in NOMINAL or substantive or word in words("subject_pronouns")
            elif (pos not in ("ADV", "ADP") and token > start) or token > start + 3:
                break
            else:
                has_noun = pos == "VERB" and not is_finite(parse, token)
        elif _dates_or_cites(parse, token, start, stop, language):
            break
        elif word in words("relative_subjects", "relative_objects"):
            if parse.pos[token - 1] == "PROPN":
                break  # after a name it restricts nothing
            relative = True
        elif _agent_follows(parse, token, stop, language):
            while parse.lower[token] not in words("agent_prepositions"):
                token += 1
        elif _goes_past(parse, token, start, stop, language, addressed=addressed, relative=relative):
            break
        token += 1
    last = token - 1
    while last >= start and (
        parse.pos[last] in ("ADP", "DET", "CCONJ", "ADV") or parse.lower[last] in words("negations")
    ):
        last -= 1  # *warned people* **not** *to swim*
    return last if has_noun and last >= start else None


def _over_mark(parse: Parse, token: int, stop: int, *, has_noun: bool, relative: bool) -> int | None:
    """Return the token after a mark, brackets or a name in marks that a noun phrase goes on behind; None where it ends."""
    word = parse.lower[token]
    if has_noun and token + 1 < stop:
        if word in ("-", "–", "'", "’", ".") and parse.start[token + 1] == parse.end[token]:
            return token + 1
        if word == "(" and token + 2 < stop and ")" in parse.words[token + 1 : token + 5]:
            return parse.words.index(")", token) + 1
    if word in ("«", "“", '"', "‘") and not relative and token + 1 < stop:
        near = range(token + 1, min(stop, token + 8))
        return next((t + 1 for t in near if parse.lower[t] in ("»", "”", '"', "’")), None)
    return None


def _dates_or_cites(parse: Parse, token: int, start: int, stop: int, language: Language) -> bool:
    """Tell whether a time, a circumstance, or what cites the noun (*cité par X*, *pour qui …*) begins at *token*."""
    words, word = language.words, parse.lower[token]
    after = parse.lower[token + 1] if token + 1 < stop else ""
    if word in words("circumstance_starters") or (word in words("time_openers") and after in words("time_words")):
        return True
    if word in words("time_words") and parse.lower[token - 1] != "-":  # *the 36-***year***-old*
        compound = parse.relation[token] == "compound" and parse.words[token].islower()  # *his afternoon remarks*
        named = compound or _is_surname(parse, token, start)
        return not named and not _agent_follows(parse, token, stop, language)
    if word in words("citing_participles") and after in words("agent_prepositions"):
        return True
    return parse.pos[token] == "ADP" and after in words("relative_subjects")


def _goes_past(
    parse: Parse, token: int, start: int, stop: int, language: Language, *, addressed: bool, relative: bool
) -> bool:
    """Tell whether *token* is no part of the phrase; in one that is *addressed*, whoever is told is none."""
    inside = parse.lower[token] in language.words("inside_noun_phrase")
    if parse.pos[token] == "ADP" and not inside and parse.words[token].islower():
        return not relative and not _completes_adjective(parse, token, start)
    if _adds_circumstance(parse, token, start, stop, language, addressed=addressed):
        return True
    return _opens_more(parse, token, start, stop, language, relative=relative)


def _adds_circumstance(parse: Parse, token: int, start: int, stop: int, language: Language, *, addressed: bool) -> bool:
    """Tell whether *token* begins to whom, about what, through what or where it was said."""
    words, word = language.words, parse.lower[token]
    if addressed and word in words("addressee_prepositions") and _press_follows(parse, token, stop, language):
        return True
    if word in words("circumstance_prepositions") and _after_name(parse, token, start, stop):
        return True
    if _completes_adjective(parse, token, start):
        return False
    if word in words("topic_prepositions") and _topic(parse, token, stop, language):
        return True
    opens = parse.pos[token] in ("ADP", "SCONJ") and word not in words("genitives")
    near = {*parse.lower[token + 1 : min(token + 4, stop)]}
    return opens and bool(near & language.words("circumstance_nouns"))


def _opens_more(parse: Parse, token: int, start: int, stop: int, language: Language, *, relative: bool) -> bool:
    """Tell whether a verb, a clause or another phrase begins at *token*; inside a *relative* clause fewer do."""
    words, word, pos, after = language.words, parse.lower[token], parse.pos[token], token + 1
    if pos == "CCONJ" and not _second_genitive(parse, after, start, stop, language):
        if after >= stop or relative or parse.lower[after] in words("subject_pronouns"):
            return True
        if parse.pos[after] not in INSIDE and parse.lower[after] not in words("partitives"):
            return True
    if relative:
        return False
    if is_finite(parse, token) or pos == "SCONJ" or _purpose(parse, token, stop, language):
        return True
    if pos in ("ADV", "PRON") and word in words("question_words"):
        return True
    return pos == "ADV" and word not in words("group_adverbs") and parse.head[token] < start


def _is_surname(parse: Parse, token: int, start: int) -> bool:
    """Tell a name (*said Mrs* **May**) from the month (*said officials last* **May**): a name before it hangs on it."""
    before = token - 1
    named = before >= start and parse.pos[before] == "PROPN" == parse.pos[token]
    return named and parse.head[before] == token and parse.relation[before] in ("compound", "flat", "flat:name")


def _completes_adjective(parse: Parse, token: int, start: int) -> bool:
    """Tell a preposition that hangs on an adjective after its noun (*a Democrat familiar* **with** *the talks*)."""
    adjective = parse.head[token]
    if adjective != token - 1 or parse.pos[adjective] != "ADJ" or not parse.words[adjective].islower():
        return False
    return start <= parse.head[adjective] < adjective and parse.relation[adjective] == "amod"


def _purpose(parse: Parse, token: int, stop: int, language: Language) -> bool:
    """Tell whether a preposition with an infinitive says what for (*exigée par le fonds* **pour reprendre** *son aide*)."""
    kept = language.words("genitives", "addressee_prepositions")
    if parse.pos[token] != "ADP" or parse.lower[token] in kept or token + 1 >= stop:
        return False
    return "VerbForm=Inf" in parse.morph[token + 1]


def _after_name(parse: Parse, token: int, start: int, stop: int) -> bool:
    """Tell whether a place follows a name (*a dit le président Roy* **à Lille**), which it cannot restrict."""
    if parse.pos[token] != "ADP" or token + 1 >= stop or parse.pos[token - 1] != "PROPN":
        return False
    first = token - 1
    while first > start and parse.pos[first - 1] == "PROPN":
        first -= 1
    title = ("DET", "ADJ", "NOUN", "ADP")
    titled = parse.pos[first - 1] == "NOUN" and all(parse.pos[t] in title for t in range(start, first))
    named = token - first > 1 if first == start else titled
    return named and parse.pos[token + 1] in ("PROPN", "DET", "NOUN")


def _second_genitive(parse: Parse, token: int, start: int, stop: int, language: Language) -> bool:
    """*les ministères de la Santé* **et de l'Agriculture**: a coordinated genitive beside another."""
    genitives = language.words("genitives")
    if token + 1 >= stop or parse.lower[token] not in genitives or not genitives & {*parse.lower[start : token - 1]}:
        return False
    return parse.pos[token + 1] in INSIDE


def _press_follows(parse: Parse, token: int, stop: int, language: Language) -> bool:
    """Tell an addressee (*à l'AFP*, *aux journalistes*) from a modifier (*à l'Université Laval*)."""
    position = token + 1
    while position < stop and parse.pos[position] in ("DET", "ADJ"):
        position += 1
    if position >= stop:
        return False
    if "Definite=Ind" in parse.morph[token + 1] and parse.lower[position] in language.person_nouns:
        return True  # *à une stagiaire*
    word = parse.words[position]
    while (
        position + 1 < stop
        and parse.start[position + 1] == parse.end[position]
        and parse.words[position + 1] not in ",."
    ):
        position += 1
        word += parse.words[position]  # *Keystone-ATS*, which tokenizers may cut
    return word.lower() in language.words("press_words") or (
        parse.pos[token - 1] != "DET" and any(len(part) > 1 and part.isupper() for part in word.split("-"))
    )


def _agent_follows(parse: Parse, token: int, stop: int, language: Language) -> bool:
    """Tell whether a participle's agent stands at *token*, a day at most before it (*une note signée lundi* **par X**)."""
    if parse.lower[token - 1] in language.words("citing_participles"):
        return False
    forms = language.forms.get(parse.lower[token - 1], ())
    if not is_participle(parse, token - 1) and not any("p" in form.kinds for form in forms):
        return False
    while token < stop and (parse.lower[token] in language.words("time_words") or parse.pos[token] == "NUM"):
        token += 1
    return token < stop and parse.lower[token] in language.words("agent_prepositions")


def _topic(parse: Parse, token: int, stop: int, language: Language) -> bool:
    """Tell what a saying is about, or where it was (*a dit X* **sur ce qu'il a vu**), from *un expert sur l'eau*."""
    words = language.words
    after = parse.lower[token + 1] if token + 1 < stop else ""
    if _press_follows(parse, token, stop, language) or after in words("possessive_determiners"):
        return True
    relatives = words("relative_objects", "relative_subjects")
    near = range(token + 1, min(token + 4, stop))
    return any(parse.lower[t] in relatives and parse.pos[t] in ("PRON", "SCONJ") for t in near)


def _apposition_end(parse: Parse, start: int, stop: int, language: Language) -> int | None:
    """Return the last token of an apposition that starts at *start* and ends before punctuation; None otherwise."""
    words = language.words
    word, pos = parse.lower[start], parse.pos[start]
    if word in words("time_words") or word in words("circumstance_starters") or word in words("relative_subjects"):
        return None
    genitive = word in words("genitives")
    titled = word in words("apposition_participles")
    if not (pos in ("DET", "NOUN", "PROPN", "NUM", "ADJ") or genitive or titled) or is_finite(parse, start):
        return None
    if pos == "ADJ" and not (start + 1 < stop and parse.pos[start + 1] in ("NOUN", "PROPN", "ADJ")):
        return None
    end = _chunk_end(parse, start, stop, language, addressed=False)
    if end is None:
        return None
    if end + 1 < stop and parse.pos[end + 1] != "PUNCT":
        return None
    if any("Tense=Pres" in parse.morph[t] and is_participle(parse, t) for t in range(start, end + 1)):
        return None  # *…, la direction comptant 640 grévistes*
    return end
