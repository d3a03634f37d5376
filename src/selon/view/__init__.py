"""
How is what selon knows worded and laid out, whatever shows it?

``outline`` gives the order of the statements, ``counts`` an article's figures, ``wording`` the words for the labels,
``pieces`` the text cut at its marks, ``links`` the way into the original page, ``page`` all of it together.
"""
