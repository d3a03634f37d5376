"""
What do all who sit before a ledger share, whichever way they ask it and correct it?

``place`` tells where the ledger is and who decides, ``questions`` what can be asked, ``pages`` what the answers hold,
``edits`` how a correction is written and ``finding`` where its words stand, ``downloads`` in which formats statements are
taken away, ``gold`` what reviewed articles teach. Values and functions between them: whoever answers a person prints them,
or serves them.
"""
