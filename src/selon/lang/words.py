"""
Which word lists and which traits can a language have, and what does each mean?

Each list of ``words`` and each trait in a ``language.json`` is declared here, once and for all languages. What is not
declared is an error where it is written, when the language is loaded, and where it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from selon.errors import InvalidValue

VERB_GROUPS = {
    "auxiliary_forms": "forms of auxiliaries",
    "active_auxiliaries": "those of them that make an active voice beside a passive auxiliary",
    "passive_auxiliaries": "forms of the auxiliary of the passive",
    "passive_participles": "participles that mark a passive by themselves (*été*, *been*)",
    "conditional_auxiliaries": "auxiliaries in the conditional (*aurait*, *would*)",
    "future_auxiliaries": "auxiliaries in the future (*aura*, *will*)",
    "gerund_auxiliaries": "auxiliaries as gerunds (*ayant*, *having*)",
    "infinitive_auxiliaries": "auxiliaries as infinitives (*avoir*, *have*)",
    "subjunctive_auxiliaries": "auxiliaries in the subjunctive (*ait*)",
    "modal_forms": "forms of verbs that govern an infinitive within the group (*peut croire*)",
    "possibility_modals": "those of them that tell what could or must be said, not what was (*peut dire*)",
    "causatives": "verbs that make the infinitive after them no saying of its own (*faire croire*)",
    "negated_governors": "those that only a negation makes a saying (*n'a pas hésité à dénoncer*)",
    "failing_verbs": "verbs before an infinitive that leave it undone (*fails to understand*)",
    "governor_particles": "what may stand between such a verb and its infinitive (*tient à préciser*)",
    "infinitive_markers": "what stands before an infinitive (*to*)",
    "narrating_openers": "what opens a sentence whose infinitive tells what was said next (*et d'ajouter que*)",
    "gerund_markers": "words before a gerund (*en précisant*)",
    "gerund_intensifiers": "words before those that go with them (*tout en précisant*)",
    "clitics": "pronouns before the verb",
    "object_clitics": "those that can be its direct object",
    "object_pronouns": "pronouns after the verb that are its direct object (*it*)",
    "dative_clitics": "those that can be the addressee (*leur a dit*)",
    "subject_clitics": "those that can be the subject as well (*nous*)",
    "clitic_limits": "what no pronoun of the verb stands before (*ne*)",
    "inverted_pronouns": "pronouns after the verb (*a-t-il*)",
    "inversion_hyphens": "what joins those to it",
    "reflexive_pronouns": "pronouns that make a verb reflexive",
    "reflexive_prefixes": "how the dictionary form of a reflexive verb begins (*se*, *s'*)",
    "negations": "words that negate the group",
    "negation_particles": "the halves of a negation that stand before a finite verb (*ne*)",
    "spoken_negations": "those that deny behind the verb where speech drops the other half (*je pense pas que*)",
    "leading_negations": "words at the head of a content by which it is denied (*said not all were kind*)",
    "group_adverbs": "adverbs that may stand inside the group",
    "duty_modals": "modals that, negated, forbid or leave open (*must not comment*)",
    "denying_prepositions": "prepositions that negate the verb after them (*sans répondre*)",
    "chosen_infinitives": "words before an infinitive that somebody then does (*choisi de se taire*)",
    "unreal_openers": "words before a verb that tell what is not done (*far from keeping quiet*)",
    "clause_adverbs": "words that are tagged as adverbs and never stand inside it",
}
"""Words in and around a verb group."""

SOURCES = {
    "determiners": "articles, demonstratives, possessives",
    "possessive_determiners": "possessives that name the source of a noun (*sa réponse*)",
    "possessives": "the mark of a possessor (*’s*)",
    "genitives": "prepositions of possession (*de*)",
    "partitives": "contracted articles that open a noun phrase (*des*)",
    "inside_noun_phrase": "prepositions that go on with a noun phrase",
    "demonstrative_suffixes": "what follows a noun after a demonstrative (*ce jour-là*)",
    "apposition_participles": "participles that open an apposition (*chargé de*)",
    "subject_pronouns": "pronouns that can be a source",
    "strong_pronouns": "pronouns that repeat a subject between commas (*les médecins, eux, …*)",
    "place_clitics": "pronouns for a place, which may be what says it (*on y lit*)",
    "impersonal_pronouns": "pronouns that name nobody (*on*)",
    "expletives": "pronouns that stand for nobody (*il a été annoncé*)",
    "first_person": "words of the first person: outside quotations they are the writer's own",
    "second_person": "pronouns for whoever is addressed, who has not spoken (*you think …*)",
    "relative_subjects": "relative pronouns that are the subject of their clause (*qui*)",
    "personal_relatives": "those of them that a person is told by (*qui*, *who*)",
    "relative_objects": "relative pronouns that are an object in their clause (*que*, *whom*)",
    "relative_adverbs": "adverbs that open a relative clause (*où*)",
    "relative_others": "what else opens one (*auquel*)",
    "source_negations": "words before a source that belong to it (*ni le maire*, *neither side*)",
    "source_quantities": "the same with a preposition after them (*peu d'experts*)",
    "no_sources": "pronouns and phrases that are never a source (*cela*)",
    "evidence_cues": "cues whose subject may be a thing, which then says nothing (*the results suggest*)",
    "conduct_cues": "those of them that a person does by conduct (*they show how …*)",
    "unsaid_when_negated": "cues that, negated, tell what somebody had not in mind (*did not know that …*)",
    "question_labels": "labels of an interview's turns that are the outlet's own questions (*Q*)",
    "agent_prepositions": "what introduces the agent of a passive (*par*)",
    "votes": "what a passive may be counted in, which is nobody (*rejeté par 178 voix*)",
    "addressee_prepositions": "what introduces an addressee",
    "dative_prepositions": "those that an addressee right after the verb does without (*told her*)",
    "topic_prepositions": "what may open the topic or the place of a saying after its source (*sur*)",
    "press_words": "words for the press as an addressee (*à l'agence*)",
    "denying_subjects": "words at the head of a subject that deny what it does (*nobody answered*)",
    "asking_words": "words that tell of a question put to somebody (*contacté*, *reporters*)",
    "request_nouns": "nouns for a question, a message or what was hoped for in return (*calls*, *réponse*)",
    "silent_places": "prepositions at the head of a sentence before somebody who keeps silent (*chez X, silence*)",
    "appeal_nouns": "those of them that call for things as well (*appels à la grève*, *efforts*)",
    "answering_infinitives": "infinitives of answering, which the words of a refusal may end in (*refuse de répondre*)",
    "reaching_links": "those links after which nobody but a person or a body can stand (*to contact*)",
    "request_links": "words between one of those and whom it was put to (*left with*, *auprès de*)",
    "time_words": "days, months and other words that end a source (*a dit la ministre lundi*)",
    "time_openers": "words before a month or a year (*début mars*)",
    "adverbial_nouns": "nouns in fixed adverbs (*à nouveau*)",
    "circumstance_starters": "how a circumstance of the saying begins (*lors d'une conférence*)",
    "circumstance_prepositions": "prepositions that can open one",
    "circumstance_nouns": "the nouns in it",
}
"""Words in and around a source, and around the saying."""

CONTENTS = {
    "complementisers": "what opens a reported clause (*que*, *that*)",
    "compound_conjunctions": "words before a complementiser that make it a conjunction (*alors que*)",
    "whether": "what opens an indirect question that asks yes or no (*si*)",
    "question_words": "what opens an indirect question (*quand*)",
    "question_demonstratives": "what does so before a relative (*ce qui*)",
    "comparatives": "words that make the *que* after them one of comparison (*plus*)",
    "concessives": "what follows a complementiser that no noun holds (*quelque demande que ce soit*)",
    "subordinating_words": "words that open a subordinate clause, for contents that a clause of their own precedes",
    "conditions": "words that open a condition, which before its cue belongs to what is said (*if it rains, …*)",
    "purpose_markers": "words that open a clause of purpose, which goes with the noun before it (*pour que*)",
    "coordinators": "conjunctions that coordinate (*et*)",
    "connectives": "words that lead into a sentence and are no part of a content (*Toutefois*)",
    "content_pronouns": "pronouns that are no content by themselves (*a dit cela*)",
    "content_stoppers": "words after a comma that end a content (*…, alors que*)",
    "origin_openers": "words that, after a comma, open what a phrase such as *selon* credits before it",
    "saying_circumstances": "nouns for where and how something is said (*communiqué*), which end a content",
    "knowing_verbs": "forms of verbs after which a phrase credits nothing (*a su de source sûre*)",
    "result_adverbs": "words by which a participle tells what follows from a deed (*confirmant ainsi sa place*)",
    "measure_verbs": "forms of verbs of measuring, after which it does not either (*varie selon*)",
    "noun_relatives": "what joins a clause to a noun (*selon laquelle*)",
    "abbreviations": "words whose full stop ends no sentence",
}
"""Words in and around a content."""

PARENTHETICALS = {
    "parenthetical_openers": "words before a parenthetical (*comme l'a dit X*)",
    "parenthetical_followers": "words that may follow one",
    "parenthetical_enders": "words after it that do not go on with the content",
    "citing_participles": "participles that name a second source (*cité par*)",
    "resuming_openers": "words that take up what was said as a source's words (*ce que …*)",
    "resuming_clefts": "what takes up the sentence before so (*C'est ce que …*), the words as the parser cuts them",
}
"""Words around parentheticals and second sources."""

WORDS: Mapping[str, str] = {**VERB_GROUPS, **SOURCES, **CONTENTS, **PARENTHETICALS}
"""The meaning of every word list, by its name. A language may leave out any of them: it then has no such words."""


@dataclass(frozen=True, slots=True)
class Traits:
    """
    How a language works, where rules differ by it; what a language leaves out is False.

    Attributes:
        auxiliary_takes_base: A verb after an auxiliary can have its bare form (*did say*).
        bare_clause: A reported clause can follow without a complementiser (*said it would close*).
        inverted_order: The source of a parenthetical can stand after its verb (*a dit X*, *said X*).
        names_are_names: A word tagged as a name is no verb (*United States*).
        plain_order: The source of a parenthetical can stand before its verb (*X said*).
        quote_after_comma: A comma may introduce a quotation (*He said, “…”*).
        read_by_encoder: The encoder was trained on this language and reads along.
    """

    auxiliary_takes_base: bool = False
    bare_clause: bool = False
    inverted_order: bool = False
    names_are_names: bool = False
    plain_order: bool = False
    quote_after_comma: bool = False
    read_by_encoder: bool = False


def word_lists_of(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """
    Return all declared word lists by name, as *table* has them, the ``words`` of a ``language.json``, or empty.

    Raises:
        InvalidValue: If one is not declared, or is no list of words.
    """
    check_names("word list", table, WORDS)
    for name, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            msg = f"word list {name!r} holds {words!r}; it takes a list of strings, empty for none"
            raise InvalidValue(msg)
    return {name: frozenset(table.get(name, ())) for name in WORDS}


def traits_of(table: Mapping[str, Any]) -> Traits:
    """
    Return the traits in *table*, the ``traits`` of a ``language.json``.

    Raises:
        InvalidValue: If one is not declared, or is neither true nor false.
    """
    check_names("trait", table, [field.name for field in fields(Traits)])
    for name, value in table.items():
        if not isinstance(value, bool):
            msg = f"trait {name!r} holds {value!r}; it takes true or false"
            raise InvalidValue(msg)
    return Traits(**table)


def check_names(kind: str, names: Iterable[str], declared: Collection[str], where: str = "lang/words.py") -> None:
    """Raise InvalidValue for the first of *names* not *declared*; *kind* and *where* say what is named, and where it is."""
    for name in names:
        if name not in declared:
            raise undeclared(kind, name, declared, where)


def undeclared(kind: str, name: str, declared: Collection[str], where: str = "lang/words.py") -> InvalidValue:
    """
    Return the error for a *name* that is not *declared*, with the nearest one that is.

    >>> print(undeclared("word list", "complementizers", WORDS))
    no word list 'complementizers' is declared in lang/words.py; the nearest is 'complementisers'
    >>> print(undeclared("trait", "x", ["bare_clause", "plain_order"]))
    no trait 'x' is declared in lang/words.py; there are: bare_clause, plain_order
    """
    names = sorted(declared)
    nearest = get_close_matches(name, names, n=1)
    hint = f"the nearest is {nearest[0]!r}" if nearest else f"there are: {', '.join(names)}"
    return InvalidValue(f"no {kind} {name!r} is declared in {where}; {hint}")
