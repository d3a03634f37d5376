"""
Who takes part in the article?

Mentions of one person or body are brought together under the fullest name that the article gives (*Sullivan* → *Jake
Sullivan*, *FSR* → *Forces de soutien rapide*), with the roles by which it may be meant elsewhere. Bodies that have no
capital (*l'armée soudanaise*) take part too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from selon.lang.places import Place
from selon.lang.roles import Noun, fold
from selon.model import SourceKind
from selon.resolve.mentions import Mention
from selon.resolve.scan import Role, Scan, complement_end, modifiers

MIN_LETTERS = 2
FOLLOWS = 14  # tokens after a mention within which a pronoun means the one just named
FEWEST_VOTES = 2
LEAD = 4  # tokens between an article and the noun after a name (*the Obama administration*)
SMALL_WORD = 3  # "de", "des", "the": not in an acronym
BODY_KINDS = frozenset({"organisation", "state", "media"})


@dataclass(slots=True, eq=False)
class Figure:
    """
    Somebody or something that the article names.

    Attributes:
        name: The fullest name, as written.
        words: Its words, folded.
        kind: What sort of source it makes.
        sure: How much the kind rests on, from 0 to 3.
        gender: ``m``, ``f`` or empty; grammatical for a body.
        number: ``s`` or ``p``.
        roles: What the article says they are.
        place: What the name stands for on the map.
        at: First token of each mention, in text order.
        common: Whether the name is a common noun's (*l'armée soudanaise*).
    """

    name: str
    words: tuple[str, ...]
    kind: SourceKind
    sure: int = 0
    gender: str = ""
    number: str = "s"
    roles: list[Role] = field(default_factory=list)
    place: Place | None = None
    at: list[int] = field(default_factory=list)
    common: bool = False

    @property
    def identifier(self) -> str | None:
        """The identifier of the state or institution that the name stands for."""
        return self.place.identifier if self.place is not None else None

    def last_before(self, token: int) -> int | None:
        """Return the last mention before *token*."""
        found = None
        for at in self.at:
            if at >= token:
                break
            found = at
        return found


@dataclass(frozen=True)
class Cast:
    """
    Everybody the article names.

    Attributes:
        figures: In order of their first mention.
        named: By the first token of each mention.
        known_as: By folded name, acronym or alias.
    """

    figures: tuple[Figure, ...]
    named: dict[int, Figure]
    known_as: dict[str, list[Figure]]

    def find(self, name: str, *, before: int | None = None) -> Figure | None:
        """
        Return the figure called *name*: by its whole name or by a part that only it has.

        Args:
            name: As written.
            before: A token; of several bearers of a name the one mentioned last before it is meant.
        """
        found = self.known_as.get(fold(name))
        if not found:
            return None
        if len(found) == 1 or before is None:
            return found[0]
        return max(found, key=lambda figure: (figure.last_before(before) or -1, len(figure.at)))


def assemble(scan: Scan, mentions: Iterable[Mention], passages: list[range]) -> Cast:
    """Return the cast of the article from its mentions."""
    ordered = list(mentions)
    figures: list[Figure] = []
    bearers: dict[str, list[Figure]] = {}
    owner: dict[int, Figure] = {}
    # The longest names first: shorter ones are parts of them.
    for mention in sorted(ordered, key=lambda m: (-len(m.words), m.tokens.start)):
        figure = _owner(mention, bearers)
        if figure is None:
            figure = Figure(scan.words(mention.tokens), mention.words, mention.kind, place=mention.place)
            figures.append(figure)
            _register(figure, scan, bearers)
        _learn(figure, mention)
        owner[mention.tokens.start] = figure
        if mention.short:
            _rename(figure, mention.short, bearers)
    _unite_acronyms(figures, bearers, owner)
    named = {}
    for mention in ordered:
        figure = owner[mention.tokens.start]
        named[mention.tokens.start] = figure
    _bodies(scan, passages, figures, bearers, named)
    for at, figure in sorted(named.items()):
        figure.at.append(at)
    _genders(scan, figures, named)
    figures.sort(key=lambda figure: figure.at[0] if figure.at else 0)
    return Cast(tuple(figures), named, bearers)


def _genders(scan: Scan, figures: list[Figure], named: dict[int, Figure]) -> None:
    """Let the pronouns that follow the mentions of a person tell the gender that neither title nor given name told."""
    votes: dict[Figure, Counter[str]] = {
        figure: Counter() for figure in figures if figure.kind == "person" and not figure.gender
    }
    for at, figure in named.items():
        if figure not in votes:
            continue
        for index in range(at + 1, min(at + FOLLOWS, len(scan.tokens))):
            other = named.get(index)
            if other is not None and other is not figure and other.kind in ("person", "unknown"):
                break
            pronoun = scan.roles.pronouns.get(scan.tokens.lower[index])
            if pronoun is not None and pronoun.person == "3" and pronoun.gender in ("m", "f"):
                votes[figure][pronoun.gender] += 1
                break
    for figure, counted in votes.items():
        ranked = [*counted.most_common(2), ("", 0), ("", 0)]
        if ranked[0][1] >= FEWEST_VOTES and ranked[0][1] > 2 * ranked[1][1]:
            figure.gender = ranked[0][0]


def _owner(mention: Mention, bearers: dict[str, list[Figure]]) -> Figure | None:
    """Return the figure that *mention* names already."""
    candidates = bearers.get(" ".join(mention.words), [])
    fitting = [figure for figure in candidates if _fits(mention, figure)]
    if not fitting:
        return None
    exact = [figure for figure in fitting if figure.words == mention.words]
    if exact:
        return exact[0]
    same = [figure for figure in fitting if not mention.gender or figure.gender in ("", mention.gender)]
    return min(same or fitting, key=lambda figure: abs((figure.at or [mention.tokens.start])[0] - mention.tokens.start))


def _fits(mention: Mention, figure: Figure) -> bool:
    if figure.words == mention.words:
        return True
    if mention.place is not None and mention.kind == "state":
        return False
    if mention.kind == "person" and mention.sure > 1:
        return figure.kind in ("person", "unknown")
    if mention.kind in BODY_KINDS and mention.sure > 1:
        return figure.kind != "person" or figure.sure < mention.sure
    return True


def _register(figure: Figure, scan: Scan, bearers: dict[str, list[Figure]]) -> None:
    """File *figure* under its whole name and the parts by which it may be called."""
    words = figure.words
    keys = {" ".join(words)}
    if len(words) > 1 and figure.place is None:
        keys |= {" ".join(words[index:]) for index in range(1, len(words)) if len(words[index]) > 1}
        # "Liu" for Liu Bingyu, "le Fonds" for the Fonds monétaire international; not "Nike" for a shoe.
        if figure.kind in ("person", "unknown") or scan.roles.tokenize(figure.name).lower[0] in scan.roles.nouns:
            keys.add(words[0])
        keys |= {" ".join(words[:index]) for index in range(2, len(words))} if figure.kind != "person" else set()
    for key in keys:
        bearers.setdefault(key, []).append(figure)


def _rename(figure: Figure, name: str, bearers: dict[str, list[Figure]]) -> None:
    """File *figure* under another name, and take over whoever bore it alone."""
    bearers[fold(name)] = [figure]


def _unite_acronyms(figures: list[Figure], bearers: dict[str, list[Figure]], owner: dict[int, Figure]) -> None:
    """Let *HRW* be Human Rights Watch where the article writes both, even if it never says so."""
    for short in [figure for figure in figures if _is_short(figure)]:
        if all(len(word) == 1 for word in short.words):
            _unite_initials(short, figures, bearers, owner)
            continue
        letters = "".join(char for char in short.words[0] if char.isalpha())
        for long in figures:
            if long is short or len(long.words) < len(letters) or len(letters) < MIN_LETTERS or long.kind == "person":
                continue
            if "".join(word[0] for word in long.words if len(word) > SMALL_WORD or word.isupper()) == letters:
                bearers[short.words[0]] = [long]
                for at, figure in owner.items():
                    if figure is short:
                        owner[at] = long
                if short in figures:
                    figures.remove(short)
                break


def _is_short(figure: Figure) -> bool:
    return (
        (len(figure.words) == 1 and figure.name.isupper())
        or "&" in figure.name
        or all(len(word) == 1 for word in figure.words)
    )


def _unite_initials(
    short: Figure, figures: list[Figure], bearers: dict[str, list[Figure]], owner: dict[int, Figure]
) -> None:
    """Let *L. A.*, as an interview has it, be the person with these initials."""
    for long in figures:
        if long is not short and long.kind != "state" and [word[0] for word in long.words] == list(short.words):
            bearers[" ".join(short.words)] = [long]
            for at, figure in owner.items():
                if figure is short:
                    owner[at] = long
            figures.remove(short)
            return


def _learn(figure: Figure, mention: Mention) -> None:
    surname = figure.kind == "person" and figure.sure > 1 and len(figure.words) > 1 == len(mention.words)
    # "Guardian" may be a newspaper, but not where Don Guardian is the mayor.
    if not surname and (mention.sure > figure.sure or figure.kind == "unknown"):
        if mention.kind != "unknown":
            figure.kind, figure.sure = mention.kind, mention.sure
    if mention.role is not None and mention.role not in figure.roles:
        figure.roles.append(mention.role)
    figure.gender = figure.gender or mention.gender


def _bodies(
    scan: Scan, passages: list[range], figures: list[Figure], bearers: dict[str, list[Figure]], named: dict[int, Figure]
) -> None:
    """Add the bodies that a definite article introduces without a capital (*l'armée soudanaise*)."""
    tokens, roles = scan.tokens, scan.roles
    for passage in passages:
        index = passage.start
        while index < passage.stop - 1:
            if tokens.lower[index] in roles.endings and index > passage.start:
                noun = _body_noun(scan, index + 1, passage.stop)
                start = _possessor(named, index)
                if noun is not None and start is not None:
                    _body(scan, noun, range(start, index + 1 + noun.size), figures, bearers, named)
            definite = roles.determiners.get(tokens.lower[index]) == "definite"
            at = index + 1
            while (
                definite and roles.head_last and at < passage.stop and scan.tokens.capitalised(at) and at - index < LEAD
            ):
                if _body_noun(scan, at, passage.stop) is not None:
                    break
                at += 1
            noun = _body_noun(scan, at, passage.stop) if definite else None
            if noun is None:
                index += 1
                continue
            end = complement_end(scan, at + noun.size, passage.stop)
            whole = range(index, end)
            inside = next((named[i] for i in range(at, end) if i in named and i <= at), None)
            own = at > index + 1 or (
                end > at + noun.size and (noun.lemma not in roles.anaphoric or _of_something(scan, range(at, end)))
            )
            if inside is None and own:
                _body(scan, noun, whole, figures, bearers, named)
            elif inside is not None and noun.number == "s":
                inside.gender = inside.gender or noun.gender
            index = max(end, at + 1)


def _possessor(named: dict[int, Figure], ending: int) -> int | None:
    """Return where the name begins that stands before a possessive ending (*Trump's campaign*)."""
    for start in range(ending - 1, max(ending - LEAD, -1), -1):
        if start in named:
            return start
    return None


def _of_something(scan: Scan, body: range) -> bool:
    """Tell whether a complement makes a name of a general noun (*la compagnie des eaux*; not *l'agence américaine*)."""
    return any(scan.tokens.lower[index] in scan.roles.genitive for index in body)


def _body_noun(scan: Scan, index: int, stop: int) -> Noun | None:
    noun = scan.roles.noun_at(scan.tokens.lower, index, stop)
    return noun if noun is not None and noun.kind in ("organisation", "state") else None


def _body(
    scan: Scan,
    noun: Noun,
    whole: range,
    figures: list[Figure],
    bearers: dict[str, list[Figure]],
    named: dict[int, Figure],
) -> None:
    rest = [index for index in whole if scan.tokens.lower[index] not in noun.lemma.split()]
    words, states = modifiers(scan, rest)
    name = scan.words(whole)
    folded = tuple(fold(scan.tokens.words[index]) for index in range(whole.start + 1, whole.stop))
    key = " ".join(folded)
    known = [figure for figure in bearers.get(key, []) if figure.common]
    if known:
        figure = known[0]
    else:
        kind: SourceKind = "state" if noun.kind == "state" else "organisation"
        figure = Figure(name, folded, kind, 1, noun.gender, noun.number, [Role(noun, words, states)], common=True)
        figures.append(figure)
        bearers.setdefault(key, []).append(figure)
        after = whole.stop
        if after + 2 < len(scan.tokens) and scan.tokens.words[after] == "(" and scan.tokens.words[after + 2] == ")":
            short = scan.tokens.words[after + 1]
            if sum(char.isupper() for char in short) > 1:
                bearers[fold(short)] = [figure]
    if whole.start in named:
        figure.at.append(whole.start)  # the possessor keeps its mention
    else:
        named[whole.start] = figure
