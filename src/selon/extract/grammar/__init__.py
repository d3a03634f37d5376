"""
What does a sentence hold that could attribute something?

The verbs, their subjects and sources, where a content may begin and must stop. No room here knows a construction or decides
anything; the rules do the one, :mod:`selon.extract.decide` the other.
"""
