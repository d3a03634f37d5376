"""
Which constructions attribute something?

One function for each, named in :data:`selon.extract.RULES`, from the context of an article to candidates.

* Quotations and sentences: ``quotations``, ``parentheticals``, ``transcripts``; ``according``, with its ``reach``.
* What a verb governs: ``clauses``, ``complements`` and ``judgements``, which share ``governed``.
* Nouns and refusals: ``nouns``, ``refusals``; what ``headings`` quote, after the decision.
* A second source: ``resumed``, after the decision; so are ``posts``, which the page says are some.
"""
