"""
How do thousands of sources get into a ledger?

``sources`` tells what each thing on a command line stands for, ``work`` reads one item in a process of its own,
``pool`` keeps several such processes busy, ``add`` joins them to a ledger, ``watch`` does it again and again for feeds.
"""

from selon.intake.add import Progress, Summary, add
from selon.intake.sources import Item, Options, items
from selon.intake.work import fingerprint_of_rules, open_reader, software

__all__ = ["Item", "Options", "Progress", "Summary", "add", "fingerprint_of_rules", "items", "open_reader", "software"]
