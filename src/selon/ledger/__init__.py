"""
Where are the statements kept?

One SQLite file holds articles with their versions, statements, speakers, what failed, and what people corrected. All
SQL there is stands in this package; :class:`Ledger`, in ``ledger``, is its door.

* The file: ``connection``, ``session``; ``schema`` has the columns of today, ``migrations`` what led to them, the
  ``released`` ones word for word.
* Taking in: ``intake``, ``store``, ``near``, ``changes``; ``rows`` and ``restore`` turn values into rows and back.
* Asking: ``query``, ``ask``, ``fulltext``; ``counting``, ``speakers``, ``statistics``, ``drawing``.
* Correcting: ``corrections`` and their log ``decisions``; ``aliases`` and ``revisions`` are what follows from them;
  ``reviewed`` tells what people have gone through to its end.
* The user's own table of people: ``people``; ``who`` is what follows from it, ``shares`` what is counted by it.
* Upkeep: ``upkeep``, ``checking``, ``checksums``, ``counts``, and ``forget``.
* What is the same: ``identity``, ``similarity``. What may be given: ``bounds``, ``values``.
"""

from selon.ledger.bounds import correction as check_correction
from selon.ledger.changes import Changes, Reworded
from selon.ledger.checking import Problem, Report
from selon.ledger.intake import Feed, Taken
from selon.ledger.ledger import Ledger
from selon.ledger.people import Clash, Directory, PersonEntry
from selon.ledger.query import Query
from selon.ledger.reviewed import Kept, LeftOut, Reviewed
from selon.ledger.session import migrate
from selon.ledger.shares import Breakdown, Shares
from selon.ledger.similarity import signature
from selon.ledger.speakers import SpeakerActs, SpeakerPage
from selon.ledger.statistics import Month, Stats
from selon.ledger.upkeep import Reextracted
from selon.ledger.values import Added, Correction, Failure, OutletEntry, PersonForgotten, Place, SpeakerEntry, Version
from selon.model import Software, Statement, StoredArticle

__all__ = [
    "Added",
    "Breakdown",
    "Changes",
    "Clash",
    "Correction",
    "Directory",
    "Failure",
    "Feed",
    "Kept",
    "Ledger",
    "LeftOut",
    "Month",
    "OutletEntry",
    "PersonEntry",
    "PersonForgotten",
    "Place",
    "Problem",
    "Query",
    "Reextracted",
    "Report",
    "Reviewed",
    "Reworded",
    "Shares",
    "Software",
    "SpeakerActs",
    "SpeakerEntry",
    "SpeakerPage",
    "Statement",
    "Stats",
    "StoredArticle",
    "Taken",
    "Version",
    "check_correction",
    "migrate",
    "signature",
]
