"""
What does a sentence hold that could attribute something?

The verbs, their subjects and sources, where a content may begin and must stop. No room here knows a construction or decides
anything; the rules do the one, :mod:`selon.extract.decide` the other.

* All that a rule gets to see: ``context``.
* The saying: ``verbs`` in their ``groups``, among them the ``unlisted``; ``auxiliaries``, ``modality``, ``circumstances``.
* Who, and to whom: ``subjects``, ``sources`` and their ``widening``, ``addressees``; the noun
  ``phrases`` that name them; the ``requests`` that nobody answers.
* What: ``openings``, ``stops``, ``coordination``, ``sentences``; ``credits`` beside a quotation or a sentence,
  ``preceding`` for those after it.
"""
