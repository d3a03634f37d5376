"""
How do thousands of sources get into a ledger?

``items`` tells what each thing on a command line stands for, ``item`` what it becomes, ``dates`` when it is from if its
page does not say, ``zipped`` what a zip file holds. ``polite`` fetches what is not on this machine, by what ``hosts`` knows
of each host, and ``known`` tells what need not be read again. ``work`` reads one item in a process of its own,
:mod:`selon.pool` keeps several such processes busy, and ``preloaded`` lets them have what is in ``shared``. ``add`` joins
them to a ledger, ``watch`` looks what is new in feeds. ``guard`` tells whose failure it is when something goes wrong,
``software`` what reads here.
"""

from selon.intake.add import Progress, Summary, add
from selon.intake.item import Item, Options
from selon.intake.items import items
from selon.intake.software import fingerprint_of_rules, software
from selon.intake.work import open_reader

__all__ = [
    "Item",
    "Options",
    "Progress",
    "Summary",
    "add",
    "fingerprint_of_rules",
    "items",
    "open_reader",
    "software",
]
