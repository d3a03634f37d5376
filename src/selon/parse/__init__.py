"""
How is an article laid out for those who read its sentences: as trees, quotations and words?

``pipeline`` shows the passages to spaCy, ``tree`` holds what comes back, ``quotes`` finds what stands in quotation marks.
``tagged`` gives the words of the whole article a part of speech, and ``designations`` reads the sources of its statements in
them, once for resolution and assessment alike.
"""
