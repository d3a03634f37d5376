"""
Which constructions attribute something?

One function for each, named in :data:`selon.extract.RULES`, from the context of an article to candidates.
"""
