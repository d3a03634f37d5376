"""
Which words belong to the group of a verb?

Read outwards from the verb: auxiliaries, clitics, negations and an inverted pronoun.
"""

from __future__ import annotations

from selon.extract.grammar.auxiliaries import denies_another, is_contracted, is_name
from selon.lang import Language
from selon.parse.tree import Parse

LONGEST_INSERTION = 9
"""Tokens, commas included, that may stand between an auxiliary and its participle (*a, sans surprise, balayé*)."""

STOPS = frozenset('.!?:;,"“”«»')
"""Marks up to which a subject may reach from a comma before its verb."""


class Group:
    """The verb group around one verb, read outwards from it."""

    def __init__(self, parse: Parse, token: int, language: Language) -> None:
        """Read the group outwards from the verb at *token*."""
        self.parse, self.token, self.language = parse, token, language
        self.first = self.last = token
        self.auxiliary: int | None = None
        self.inverted: int | None = None
        self.object_clitic: int | None = None
        self.dative_clitic: int | None = None
        self.governor: int | None = None
        self.negated = self.reflexive = False
        self._leftwards()
        self._rightwards()

    def _word(self, index: int) -> str:
        return self.parse.lower[index] if 0 <= index < len(self.parse) else ""

    def _leftwards(self) -> None:  # noqa: C901 - one branch for each kind of word
        words = self.language.words
        auxiliaries, clitics = words("auxiliary_forms"), words("clitics")
        negations, reflexives = words("negations"), words("reflexive_pronouns")
        inverted, adverbs = words("inverted_pronouns"), words("group_adverbs")
        hyphens = words("inversion_hyphens")
        position = self.token - 1
        verb_seen = False
        while self._can_belong(position):
            word = self.parse.lower[position]
            if word in auxiliaries and self._is_auxiliary(position):
                self.auxiliary = position  # the finite one is leftmost: *a été annoncé*
                self.first, verb_seen = position, True
            elif word in inverted and word.startswith("-"):
                self.inverted = position
            elif word in hyphens:
                pass
            elif word in negations:
                if not verb_seen and denies_another(self.parse, position, self.token, self.language):
                    break
                self.negated = True
                self.first = min(
                    self.first, position - is_contracted(self.parse, position, self.language)
                )  # *ain't saying*
            elif word in reflexives and self._clitic_before(position):
                self.reflexive = True
                self.first = position
            elif word in clitics and self._clitic_before(position):
                if word in words("object_clitics"):
                    self.object_clitic = position
                if word in words("dative_clitics"):
                    self.dative_clitic = position
                self.first = position
            elif not verb_seen and (skipped := self._phrase_before(position)):
                position -= skipped
                continue
            elif not verb_seen and (
                word in adverbs or (self.parse.pos[position] == "ADV" and word not in words("clause_adverbs"))
            ):
                pass
            elif not verb_seen and word in words("modal_forms", "negated_governors") and self._infinitive():
                self.governor = position
                self.first, verb_seen = position, True
            elif not verb_seen and word in words("governor_particles") and self._governed(position):
                pass
            elif not verb_seen and (skipped := self._insertion_before(position)):
                position -= skipped
                continue
            else:
                break
            position -= 1
        self._undo_negation()

    def _can_belong(self, position: int) -> bool:
        """Tell whether a word stands at *position* that may belong to the group of a verb after it, as most may not."""
        if position < 0:
            return False
        word, language = self.parse.lower[position], self.language
        if word == "," or self.parse.pos[position] == "ADV" or word in language.group_phrases:
            return True
        return word in language.words(
            "auxiliary_forms", "inverted_pronouns", "inversion_hyphens", "negations", "reflexive_pronouns", "clitics",
            "group_adverbs", "modal_forms", "negated_governors", "governor_particles",
        )  # fmt: skip

    def _undo_negation(self) -> None:
        """*N'a pas hésité à dénoncer* affirms that somebody did; *hésite à dénoncer* leaves the infinitive alone."""
        if self.governor is None or self._word(self.governor) not in self.language.words("negated_governors"):
            return
        if self.negated:
            self.negated = False
        else:
            self.governor, self.auxiliary, self.first = None, None, self.token

    def _phrase_before(self, position: int) -> int:
        """Return the length of an adverbial phrase that ends at *position* inside the group (*a de son côté dit*)."""
        for phrase in self.language.group_phrases.get(self._word(position), ()):
            start = position - len(phrase) + 1
            if start > 0 and self.parse.lower[start : position + 1] == phrase:
                return len(phrase)
        return 0

    def _insertion_before(self, position: int) -> int:
        """Return the length of what commas set off after the auxiliary (*a, sans surprise, balayé*), up to *position*."""
        parse, words = self.parse, self.language.words
        forms = self.language.forms.get(self._word(self.token), ())
        if self._word(position) != "," or not any("p" in form.kinds for form in forms):
            return 0
        for start in range(position - 1, max(position - LONGEST_INSERTION, 0), -1):
            if self._word(start) == ",":
                before = (
                    start - 1 - (self._word(start - 1) in words("negations"))
                )  # *n'a* **pas***, à ce stade, répondu*
                auxiliary = self._word(before) in words("auxiliary_forms") and self._is_auxiliary(before)
                return position - start + 1 if auxiliary and start < position - 1 else 0
            if "VerbForm=Fin" in parse.morph[start] or parse.words[start] in '.;:?!«»“”"':
                return 0
        return 0

    def _infinitive(self) -> bool:
        forms = self.language.forms.get(self._word(self.token), ())
        return any("i" in form.kinds for form in forms) or self.auxiliary is not None

    def _governed(self, position: int) -> bool:
        """*s'est contenté d'ajouter*, *tient à préciser*: a governing verb right before the particle."""
        governors = self.language.words("modal_forms", "negated_governors")
        return self._infinitive() and self._word(position - 1) in governors

    def _is_auxiliary(self, position: int) -> bool:
        near = position == self.token - 1
        verbal = self.parse.pos[position] in ("AUX", "VERB") or self.parse.relation[position].startswith("aux")
        return (near or verbal) and not is_name(self.parse, position, self.token, self.language)

    def _clitic_before(self, position: int) -> bool:
        """Tell a clitic pronoun from the article that looks like it (*la demande*)."""
        subject = self._word(position) in self.language.words("subject_clitics")
        if (subject and self.parse.relation[position].startswith("nsubj")) or self._word(
            self.first
        ) in self.language.words("clitic_limits"):
            return False  # *nous ne croyons pas*: a subject that looks like a clitic
        if (
            self.parse.pos[position] != "DET"
            or self.first != self.token
            or self.parse.pos[self.token] in ("VERB", "AUX")
        ):
            return True
        # *La cour le juge « inabouti »*: both mistagged, yet a subject stands before and something governed after.
        before = self.parse.pos[position - 1] in ("NOUN", "PROPN") or self.parse.words[position - 1] == ","
        return position > 0 and before and self._governs_something()

    def _rightwards(self) -> None:
        words = self.language.words
        position = self.token + 1
        hyphens, inverted = words("inversion_hyphens"), words("inverted_pronouns")
        while (word := self._word(position)) in hyphens or word in inverted:
            if not word.startswith("-") and self._word(position - 1) not in hyphens:
                break
            if word in inverted:
                self.inverted = position
            self.last = position
            position += 1
        if self.auxiliary is None and self._denies_from_behind(position):
            self.negated = True
            self.last = position

    def _denies_from_behind(self, position: int) -> bool:
        """
        Tell a negation that follows its verb (*ne dit pas*, *is not sure*, *said not that*) from that of the content.

        *Said not all were kind*, *promised never to return*, *demande plus de trains*: there the verb is not negated.
        """
        words, word = self.language.words, self._word(position)
        if word not in words("negations") or word in words("clitic_limits"):
            return False
        if self.negated or self._word(self.token) in words("auxiliary_forms"):
            return True
        spoken = not words("clitic_limits") or word in words("spoken_negations")  # *je pense pas que*
        return spoken and self._word(position + 1) in words("complementisers")

    def nominal_context(self) -> bool:
        """Tell whether the word, not tagged as a verb, stands where only a noun or adjective can."""
        before = self._word(self.token - 1)
        if self.auxiliary is not None or self.inverted is not None:
            return False
        if before in self.language.words("clitics") and self.token > 1:
            # *La police leur demande de partir*: after a subject it is a pronoun, not an article.
            if self.parse.pos[self.token - 2] in ("NOUN", "PROPN", "ADJ") and self.parse.relation[self.token] != "obj":
                return False
            if self.parse.words[self.token - 2] == "," and self._governs_something():
                return False
        resumed = self.language.words("relative_objects") & set(self.parse.lower[max(0, self.token - 5) : self.token])
        if resumed and self.parse.pos[self.token - 1] in ("NOUN", "PROPN", "ADJ"):
            return False  # *ce que le pays dément*
        if self.parse.pos[self.token - 1] in ("NOUN", "ADJ") and self.token > 0:
            # *les niveaux critiques*: a verb there only with what a verb alone governs.
            return not self._governs_something()
        if before in self.language.words("determiners") or self.parse.pos[self.token - 1] in (
            "DET",
            "ADP",
            "ADJ",
            "NUM",
        ):
            return self.token > 0
        return False

    def _governs_something(self) -> bool:
        """Tell whether an article, an infinitive, a complementiser or a mark follows."""
        after = self.token + 1
        if after >= len(self.parse.words):
            return False
        word = self.parse.lower[after]
        partitive = word in self.language.words("partitives")
        marked = after + 1 < len(self.parse.words) and self.parse.words[after + 1] in '«“"'
        determiner = word in self.language.words("determiners") - self.language.words("genitives")
        article = (determiner and not partitive) or (partitive and marked)
        infinitive = "VerbForm=Inf" in self.parse.morph[after]
        predicate = after + 1 if self.parse.pos[after] == "ADV" and after + 1 < len(self.parse) else after
        clause = self._word(predicate + 1) in self.language.words("complementisers")
        judged = self.parse.pos[predicate] == "ADJ" and clause  # *juge très probable que …*
        return (
            article
            or infinitive
            or judged
            or word in self.language.words("complementisers")
            or word in ("«", "“", '"', ":")
        )

    def reading(self, kinds: set[str]) -> tuple[str | None, bool, bool]:
        """Return the form kind of the group, whether it is passive, and whether it is a bare participle."""
        words = self.language.words
        if self.auxiliary is not None:
            if not kinds & {"p", "i"} and not self.language.traits.auxiliary_takes_base:
                # *a* or *est* before a finite form: not its auxiliary.
                self.auxiliary = None
                self.first = self.token
                return self.reading(kinds)
            word = self._word(self.auxiliary)
            between = {self._word(i) for i in range(self.auxiliary, self.token)}
            being = words("passive_auxiliaries")
            passive = (
                "p" in kinds
                and not self.reflexive
                and (
                    bool(between & words("passive_participles"))
                    or (word in being and not between & words("active_auxiliaries"))
                )
            )
            kind = "f"
            for forms, key in (
                (words("conditional_auxiliaries"), "c"),
                (words("future_auxiliaries"), "u"),
                (words("gerund_auxiliaries"), "g"),
                (words("infinitive_auxiliaries"), "i"),
                (words("subjunctive_auxiliaries"), "s"),
            ):
                if word in forms:
                    kind = key
                    break
            return kind, passive, False
        if self.governor is not None:
            return "f", False, False
        if "g" in kinds:
            return "g", False, False
        if "i" in kinds and self._is_infinitive():
            return "i", False, False
        for key in "fucsi":
            if key in kinds and not (key == "f" and "p" in kinds and self._reads_as_participle()):
                return key, False, False
        if "p" in kinds:
            return "p", False, True
        return None, False, False

    def _is_infinitive(self) -> bool:
        """*to say*: the infinitive where it is spelt like a finite form."""
        markers = self.language.words("infinitive_markers")
        return bool(markers) and (
            self._word(self.first - 1) in markers or "VerbForm=Inf" in self.parse.morph[self.token]
        )

    def _credits_quotation(self) -> bool:
        """*« … », écrit notamment le quotidien*: right after a closing mark, and a noun phrase after it."""
        words, after = self.parse.words, self.token + 1
        mark = self.token - 1 if self._word(self.token - 1) != "," else self.token - 2
        while after < len(words) and self.parse.pos[after] == "ADV":
            after += 1
        return mark >= 0 and words[mark] in '»”"' and after < len(words) and self.parse.pos[after] in ("DET", "PROPN")

    def _is_set_off(self) -> bool:
        """*Lee, asked whether she would run, smiled*: no comma stands between whoever asks and the verb."""
        asked = self.language.words("question_words", "whether")
        if self._word(self.token - 1) != "," or self._word(self.token + 1) not in asked:
            return False
        before = (self._word(i) for i in range(self.token - 2, -1, -1))
        return next((word for word in before if word in STOPS), ".") != ","

    def _reads_as_participle(self) -> bool:
        """*fait*, *dit*: a participle to the tagger, unless a subject or what only a finite verb governs is there."""
        if self._is_set_off():
            return True
        if "VerbForm=Fin" in self.parse.morph[self.token] or self.inverted:
            return False
        following = self._word(self.token + 1)
        if self._credits_quotation():
            return False
        if following in self.language.words("complementisers") or "VerbForm=Inf" in (
            self.parse.morph[self.token + 1] if self.token + 1 < len(self.parse) else ""
        ):
            return False
        return self.parse.child(self.token, "nsubj") is None
