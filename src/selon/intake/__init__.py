"""
How do thousands of sources get into a ledger?

``items`` tells what each thing on a command line stands for, ``polite`` fetches what is not on this machine, and ``known``
tells what need not be read again. ``work`` reads one item in a process of its own, ``pool`` keeps several such processes
busy, ``add`` joins them to a ledger, ``watch`` looks what is new in feeds. ``guard`` tells whose failure it is when
something goes wrong, ``software`` what reads here.
"""

from selon.intake.add import Progress, Summary, add
from selon.intake.items import Item, Options, items
from selon.intake.software import fingerprint_of_rules, software
from selon.intake.work import open_reader

__all__ = ["Item", "Options", "Progress", "Summary", "add", "fingerprint_of_rules", "items", "open_reader", "software"]
