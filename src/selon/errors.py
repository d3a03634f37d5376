"""
Which errors does selon raise?

::

    SelonError
    ├── InvalidValue            a value that breaks its own definition
    │   ├── InvalidSpan         a span that selects no text
    │   └── InvalidAttribution  spans out of order, an unknown label
    ├── ReadingError            a source that gives no article
    │   ├── SourceNotFound      no such file, no such address
    │   ├── SourceRefused       an address selon does not open (private, not http)
    │   ├── FetchFailed         the server did not answer, or not with a page
    │   ├── SourceTooLarge      more bytes than the limit
    │   ├── UnreadableContent   binary, empty or undecodable bytes
    │   └── NoArticle           a page without an article (menu, paywall stub, …)
    ├── UnsupportedLanguage     no rules for a language that was asked for
    ├── ModelMissing            the language's parser is not installed
    └── EvaluationError         gold or predictions that cannot be scored

A message says what is wrong, shows the value and ends with what would have worked.
"""


class SelonError(Exception):
    """Anything selon raises on purpose; its text is one line for a person."""


class InvalidValue(SelonError, ValueError):
    """A value that breaks its own definition."""


class InvalidSpan(InvalidValue):
    """A span that selects no text, or none of this text."""


class InvalidAttribution(InvalidValue):
    """An attribution whose spans or labels contradict the definition."""


class ReadingError(SelonError):
    """A source that gives no article; the message names the cause and a remedy."""


class SourceNotFound(ReadingError):
    """No such file, or no such page."""


class SourceRefused(ReadingError):
    """An address that selon does not open: not http(s), or not public."""


class FetchFailed(ReadingError):
    """The server did not answer, or not with a page."""


class SourceTooLarge(ReadingError):
    """More bytes than the limit allows, packed or unpacked."""


class UnreadableContent(ReadingError):
    """Empty, binary or undecodable bytes."""


class NoArticle(ReadingError):
    """A page was read and holds no article."""


class UnsupportedLanguage(SelonError):
    """No rules for a language that was asked for by name."""


class ModelMissing(SelonError):
    """The spaCy pipeline that a language needs is not installed."""


class EvaluationError(SelonError):
    """Gold or predictions that cannot be scored."""
