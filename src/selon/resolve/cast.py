"""
Who takes part in the article?

Mentions of one person or body are brought together under the fullest name that the article gives (*Sullivan* → *Jake
Sullivan*, *FSR* → *Forces de soutien rapide*), with the roles by which it may be meant elsewhere. Bodies that have no
capital (*l'armée soudanaise*) take part too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from selon.lang import given_names
from selon.lang.places import Place, Places
from selon.lang.roles import fold
from selon.model import SourceKind
from selon.resolve.mentions import Mention
from selon.resolve.scan import ACRONYM_LENGTH, Role, Scan
from selon.resolve.surroundings import SURE

MIN_LETTERS = 2
FOLLOWS = 14  # tokens after a mention within which a pronoun means the one just named
FEWEST_VOTES = 2
SMALL_WORD = 3  # letters of the words that an acronym leaves out (*des*, *the*)
SURELY = 2  # from where on a kind rests on more than the form of the name
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
        surname: The last word of its name, folded; *Reed* of *Paul Reed Jr.*
        parties: What the article says of its party.
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
    surname: str = ""
    parties: set[str] = field(default_factory=set)
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
        folded = fold(name)
        found = bearers(folded, self.known_as.get(folded, []))
        if not found:
            return None
        if len(found) == 1 or before is None:
            return found[0]
        return max(found, key=lambda figure: (figure.last_before(before) or -1, len(figure.at)))


def bearers(word: str, figures: Sequence[Figure]) -> list[Figure]:
    """
    Return those of *figures* that a lone *word* can mean: those whose surname it is, else those it opens the name of.

    What the word only begins the name of is not meant, unless it is a person's given name or known for a person
    (*Reed* means Ann Reed, not the Reed Plaza Hotel).
    """
    if " " in word or not figures:
        return list(figures)
    last = [figure for figure in figures if word in (figure.surname, *figure.words[-1:])]
    if last:
        return last
    return [
        figure
        for figure in figures
        if word != figure.words[0]
        or figure.kind in BODY_KINDS
        or figure.sure >= SURELY
        or given_names.gender(figure.name.partition(" ")[0]) is not None
    ]


class Casting:
    """
    Brings mentions together into a cast.

    Args:
        scan: The article's words.

    Attributes:
        figures: Whom the article names.
        known_as: By folded name, acronym or alias.
        named: By the first token of each mention.
    """

    def __init__(self, scan: Scan) -> None:
        """Begin with nobody."""
        self.scan = scan
        self.figures: list[Figure] = []
        self.known_as: dict[str, list[Figure]] = {}
        self.named: dict[int, Figure] = {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Enter *mentions*, the longest names first: shorter ones are parts of them."""
        entered = _without_epithets(list(mentions), self.scan.places)
        for mention in sorted(entered, key=_order):
            figure = self._owner(mention)
            if figure is None:
                name = self.scan.words(mention.tokens)
                surname = self._without_generation(mention.words)[-1:]
                figure = Figure(name, mention.words, mention.kind, place=mention.place, surname="".join(surname))
                self.enter(figure, self._keys(figure))
            _learn(figure, mention)
            self.named[mention.tokens.start] = figure
            if mention.short:
                self.known_as[fold(mention.short)] = [figure]
        for short in [figure for figure in self.figures if _is_short(figure)]:
            long = next((figure for figure in self.figures if _spells_out(figure, short)), None)
            if long is not None:
                self._unite(short, long)

    def enter(self, figure: Figure, keys: Iterable[str]) -> None:
        """Add *figure*, to be found under *keys*."""
        self.figures.append(figure)
        for key in keys:
            self.known_as.setdefault(key, []).append(figure)

    def close(self) -> Cast:
        """Return the cast."""
        for at, figure in sorted(self.named.items()):
            figure.at.append(at)
        self._vote_on_genders()
        self.figures.sort(key=lambda figure: figure.at[0] if figure.at else 0)
        return Cast(tuple(self.figures), self.named, self.known_as)

    def _owner(self, mention: Mention) -> Figure | None:
        """Return the figure that *mention* names already."""
        key = " ".join(mention.words)
        fitting = [figure for figure in bearers(key, self.known_as.get(key, [])) if _fits(mention, figure)]
        same = [figure for figure in fitting if not mention.gender or figure.gender in ("", mention.gender)]
        exact = [figure for figure in same if figure.words == mention.words]
        # "Mr. Reed" is not Ann Reed, whose surname he has.
        return next(iter(exact or same or (fitting if len(mention.words) > 1 else [])), None)

    def _keys(self, figure: Figure) -> set[str]:
        """Return the whole name of *figure* and the parts by which it may be called."""
        words = figure.words
        keys = {" ".join(words)}
        if len(words) > 1 and figure.place is None:
            for whole in (words, self._without_generation(words)):
                keys |= {" ".join(whole[index:]) for index in range(1, len(whole)) if len(whole[index]) > 1}
                keys.add(" ".join(whole))
            # "Liu" for Liu Bingyu, "le Fonds" for the Fonds monétaire international; not "Nike" for a shoe.
            first = self.scan.roles.tokenize(figure.name).lower[0]
            if figure.kind in ("person", "unknown") or first in self.scan.roles.nouns:
                keys.add(words[0])
            if figure.kind != "person":
                keys |= {" ".join(words[:index]) for index in range(2, len(words))}
        return keys

    def _without_generation(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a name without what tells father from son (*Jr.*)."""
        return words[:-1] if len(words) > 1 and words[-1] in self.scan.roles.generations else words

    def _unite(self, short: Figure, long: Figure) -> None:
        """Let every mention of *short* be one of *long*."""
        self.known_as[" ".join(short.words)] = [long]
        self.named = {at: long if figure is short else figure for at, figure in self.named.items()}
        self.figures.remove(short)

    def _vote_on_genders(self) -> None:
        """Let the pronouns that follow a person's mentions tell the gender that neither title nor given name told."""
        for figure in self.figures:
            if figure.kind != "person" or figure.gender:
                continue
            votes = Counter(filter(None, (self._pronoun_after(at, figure) for at in figure.at)))
            ranked = [*votes.most_common(2), ("", 0), ("", 0)]
            if ranked[0][1] >= FEWEST_VOTES and ranked[0][1] > 2 * ranked[1][1]:
                figure.gender = ranked[0][0]

    def _pronoun_after(self, at: int, figure: Figure) -> str:
        """Return the gender of the pronoun that follows a mention before anybody else is named; empty without one."""
        for index in range(at + 1, min(at + FOLLOWS, len(self.scan.tokens))):
            other = self.named.get(index)
            if other is not None and other is not figure and other.kind in ("person", "unknown"):
                return ""
            pronoun = self.scan.roles.pronouns.get(self.scan.tokens.lower[index])
            if pronoun is not None and pronoun.person == "3" and pronoun.gender in ("m", "f"):
                return pronoun.gender
        return ""


def _order(mention: Mention) -> tuple[int, bool, int]:
    """Return when a mention is entered: long names first, *Mr. Reed* before *Reed*."""
    return -len(mention.words), len(mention.words) == 1 and not mention.gender, mention.tokens.start


def _without_epithets(mentions: list[Mention], places: Places) -> list[Mention]:
    """
    Return *mentions* without what stands before a name that is mentioned alone too.

        Lucky [Ann Reed], the New Hampshire [Reed] vote
    """
    full = {m.words for m in mentions if len(m.words) > 1 and m.kind == "person" and m.sure >= SURELY}
    lone: set[tuple[str, ...]] = {m.words for m in mentions if len(m.words) == 1}
    return [_without_epithet(mention, full, lone, places) for mention in mentions]


def _without_epithet(
    mention: Mention, full: set[tuple[str, ...]], lone: set[tuple[str, ...]], places: Places
) -> Mention:
    words = mention.words
    if mention.kind != "person" or len(words) != len(mention.tokens) or mention.opens_given:
        return mention
    for size in range(1, len(words)):
        rest = words[size:]
        if rest in full or (rest in lone and size > 1 and places.named(" ".join(words[:size])) is not None):
            return replace(mention, words=rest, tokens=mention.tokens[size:])
    return mention


def _fits(mention: Mention, figure: Figure) -> bool:
    if figure.words == mention.words:
        return True
    if mention.place is not None and mention.kind == "state":
        return False
    if mention.sure < SURELY or (mention.sure < SURE and _is_surname(mention, figure)):
        return True
    if (
        figure.kind == "person"
        and len(mention.words) == 1
        and len(mention.words[0]) > ACRONYM_LENGTH
        and not mention.role
    ):
        return True  # "HOLLOWAY" in a transcript
    if mention.kind == "person":
        return figure.kind in ("person", "unknown")
    return mention.kind not in BODY_KINDS or figure.kind != "person" or figure.sure < mention.sure


def _is_surname(mention: Mention, figure: Figure) -> bool:
    """Tell whether a lone word is the surname of somebody who is a person for sure."""
    named = figure.kind == "person" and figure.sure >= SURELY and len(figure.words) > 1
    return named and mention.words == (figure.surname,)


def _learn(figure: Figure, mention: Mention) -> None:
    # "Guardian" may be a newspaper, but not where Don Guardian is the mayor.
    surname = _is_surname(mention, figure)
    surer = mention.sure > figure.sure or figure.kind == "unknown"
    if surer and not surname and mention.kind != "unknown":
        figure.kind, figure.sure = mention.kind, mention.sure
    if mention.role is not None and mention.role not in figure.roles and not (surname and _is_of_body(mention.role)):
        figure.roles.append(mention.role)
    figure.gender = figure.gender or mention.gender
    if mention.party:
        figure.parties.add(mention.party)


def _is_of_body(role: Role) -> bool:
    return role.noun.kind in BODY_KINDS


def _is_short(figure: Figure) -> bool:
    """Tell whether the name is an acronym or initials (*HRW*, *S&P*, *L. A.*)."""
    acronym = len(figure.words) == 1 and figure.name.isupper()
    return acronym or "&" in figure.name or all(len(word) == 1 for word in figure.words)


def _spells_out(long: Figure, short: Figure) -> bool:
    """Tell whether *long* is what *short* stands for, even if the article never says so."""
    if long is short or long.kind == "state":
        return False
    if all(len(word) == 1 for word in short.words):
        return [word[0] for word in long.words] == list(short.words)
    letters = [char for char in short.words[0] if char.isalpha()]
    if long.kind == "person" or len(letters) < MIN_LETTERS or len(long.words) < len(letters):
        return False
    return [word[0] for word in long.words if len(word) > SMALL_WORD] == letters
