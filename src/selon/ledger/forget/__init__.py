"""
How does the ledger forget what somebody asked it to forget?

The way of one name through these modules, when a person is forgotten:

* ``survey`` asks what the ledger holds of the person, and tells what would go and what would stay. It changes nothing;
  ``selon forget --dry-run`` ends here.
* ``spelling`` makes of the person's names the keys of all forms that they can take, *sure* and *doubtful* ones.
* ``forms`` finds in a text what has such a key: ``parting`` gives it the words, ``surroundings`` tells whether a form is
  part of somebody else's name, ``lexicon`` what the languages know a word as.
* ``whose`` tells which speakers, names and statements are the person's.
* ``veil`` holds the keys, as hashes, and blackens the forms letter for letter.
* ``cover`` lays the veil over everything that the ledger holds; ``columns`` tells where it holds words.
* ``tombstones`` keep the hashes, so that what is taken in later is veiled before it is stored.
* ``remains`` clears the file of what was deleted in it.

``person`` and ``article`` are the two deeds.
"""
