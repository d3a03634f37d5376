"""
Do capitals tell names in this line?

Not in one that is set in capitals or in title case, as headlines are.
"""

from __future__ import annotations

from selon.resolve.scan import Scan

SHOUTED = 4  # words in capitals that make a line a headline in capitals, where no word tells a name
FEW = 5  # long words below which a line with a full stop is a short sentence, not a headline
LONG = 5  # letters from which a word has a capital in title case
TITLE_CASE = 0.85  # share of capitalised ones among them from which a line is set in title case
CAPITALS = 0.6  # share of words in capitals from which a line is shouted


def tells_names(scan: Scan, passage: range) -> bool:
    """Tell whether the capitals of *passage*, a range of tokens, are those of names."""
    words = [scan.tokens.words[index] for index in passage if scan.tokens.words[index][0].isalpha()]
    if len(words) < SHOUTED:
        # A heading: "Kevin Reed" names somebody there, "Rural Roads" nobody.
        return any(word.islower() for word in words) or len(words) == 1
    if sum(word.isupper() for word in words) > len(words) * CAPITALS:
        return False
    # In title case every long word has a capital; a sentence full of names has at least its verb without.
    long = [word for word in words if len(word) >= LONG]
    if scan.tokens.words[passage.stop - 1] == "." and len(long) < FEW:
        small = (scan.roles.determiners, scan.roles.of, scan.roles.conjunctions)
        return any(word.islower() and not any(word in kind for kind in small) for word in words)
    return sum(word[0].isupper() for word in long) <= len(long) * TITLE_CASE
