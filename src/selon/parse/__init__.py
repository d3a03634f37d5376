"""
How is an article laid out for those who read its sentences: as trees, quotations and words?

``legible`` leaves out what no reader sees, ``pieces`` cuts long passages, ``pipeline`` shows them to spaCy, ``tree`` holds
what comes back; ``quotes`` finds what stands in quotation marks, ``stretches`` tells which characters some spans cover.
``fast`` runs the pipelines that selon knows faster than spaCy does: ``token_vectors`` multiplies their first network,
``kernel`` chooses the matrix product, ``attribute_rules`` looks rules up, ``long_patterns`` and ``importing`` let them load
in time.
``tagged`` gives the words of the whole article a part of speech, and ``designations`` reads the sources of its statements in
them, once for resolution and assessment alike.
"""
