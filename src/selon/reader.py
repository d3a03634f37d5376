"""
How does an article get from a source to its statements?

The steps in order, for one article and for a stream of them: read, parse, extract, resolve, assess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from selon import lang as languages
from selon.address import without_secrets
from selon.assess import assess, own_voice
from selon.errors import ModelMissing, SelonError, SourceTooLarge, UnreadableContent, UnsupportedLanguage
from selon.extract import encoder, extract
from selon.model import Article
from selon.parse.designations import designations
from selon.parse.kernel import hold_to_one_thread
from selon.parse.legible import legible
from selon.parse.pieces import in_pieces, is_endless
from selon.parse.pipeline import Parsers, as_read
from selon.parse.tree import Parse
from selon.pool import PATIENCE, Pool
from selon.reading import read_plain, read_source
from selon.resolve import resolve

MAX_TEXT = 500_000
"""Characters of a whole book; the longest articles have a fifth of that."""


PARSERS = Parsers()
"""The languages' own pipelines, which all readers share that ask for no others."""


@dataclass(frozen=True, slots=True)
class Failure:
    """
    A source that gave no article.

    Attributes:
        source: What was to be read; an address without its secrets.
        error: Why it could not be.
    """

    source: str
    error: SelonError

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", without_secrets(self.source))


class Reader:
    """
    Holds the models and reads articles; several threads may share one.

    Args:
        pipelines: spaCy package names by language code, in place of the languages' own.
        fast: Whether to read by rules alone, without the encoder: several times as fast, and finds less.
        min_confidence: Attributions below it are left out.
        min_speaker_confidence: So are those whose speaker is less sure; attributions that name nobody stay.
        without: Names of rules to leave out.

    >>> reader = Reader()  # doctest: +SKIP
    >>> for attribution in reader.read("page.html").attributions:  # doctest: +SKIP
    ...     print(attribution.speaker, attribution.act)
    """

    def __init__(  # noqa: D107 - the class says it
        self,
        *,
        pipelines: dict[str, str] | None = None,
        fast: bool = False,
        min_confidence: float = 0.0,
        min_speaker_confidence: float = 0.0,
        without: Collection[str] = (),
    ) -> None:
        self._pipelines = pipelines
        self.fast = fast
        self.min_confidence = min_confidence
        self.min_speaker_confidence = min_speaker_confidence
        self.without = frozenset(without)
        self._parsers = Parsers(pipelines) if pipelines else PARSERS

    def read(self, source: str | Path | bytes, *, lang: str | None = None, allow_private: bool = False) -> Article:
        """
        Read a path, an http(s) address or HTML, and return the article with its statements.

        Raises:
            ReadingError: If the source gives no article; the message names the cause.
            UnsupportedLanguage: If *lang* is given and has no rules.
        """
        _check(lang)
        return self.read_article(read_source(source, lang=lang, allow_private=allow_private))

    def read_text(  # noqa: PLR0913 (what a page would have told, one keyword each)
        self,
        text: str,
        *,
        lang: str | None = None,
        published: date | datetime | None = None,
        title: str | None = None,
        outlet: str | None = None,
        byline: str | None = None,
        url: str | None = None,
    ) -> Article:
        """
        Read plain text, kept exactly as given, and return the article with its statements.

        Raises:
            ReadingError: If the text holds nothing to read.
            UnsupportedLanguage: If *lang* is given and has no rules.
        """
        _check(lang)
        article = read_plain(text, lang=lang, published=published, title=title, outlet=outlet, byline=byline, url=url)
        return self.read_article(article)

    def read_many(
        self,
        sources: Iterable[str | Path | bytes],
        *,
        workers: int = 0,
        patience: float = PATIENCE,
        lang: str | None = None,
        allow_private: bool = False,
    ) -> Iterator[Article | Failure]:
        """
        Yield the article of each source, in their order; for one that gives none a :class:`Failure`, which stops nothing.

        However many there are, no more than a few dozen for each worker are under way. A worker that dies over a source or
        takes too long is replaced, and its source fails with :class:`~selon.errors.WorkerLost` or
        :class:`~selon.errors.TookTooLong`. Each process holds a reader like this one, which finds the same; a program starts
        them under ``if __name__ == "__main__":``, as any Python processes.

        Args:
            sources: What :meth:`read` takes.
            workers: How many processes read; 0 reads in this one, one source after the other.
            patience: Seconds that a source may take in a worker.
            lang: As for :meth:`read`.
            allow_private: As for :meth:`read`.

        Raises:
            UnsupportedLanguage: If *lang* is given and has no rules.
            WorkerLost: If no worker can start.

        >>> for one in Reader().read_many(["a.html", "b.html"], workers=2):  # doctest: +SKIP
        ...     print(one.error if isinstance(one, Failure) else len(one.attributions))
        """
        _check(lang)

        def work(source: str | Path | bytes) -> Article:
            return self.read(source, lang=lang, allow_private=allow_private)

        options = {
            "pipelines": self._pipelines, "fast": self.fast, "min_confidence": self.min_confidence,
            "min_speaker_confidence": self.min_speaker_confidence, "without": self.without,
        }  # fmt: skip
        make = partial(_reading, options, lang=lang, allow_private=allow_private) if workers else lambda: work
        pool: Pool[str | Path | bytes, Article] = Pool(make, workers, patience)
        for result in pool.results(sources):
            if result is not None:
                source, read = result
                given = source if isinstance(source, str) else str(source)[:200]
                yield Failure(given, read) if isinstance(read, SelonError) else read

    def read_article(self, article: Article) -> Article:
        """Return *article* with its statements; marked as not extracted when its language has no rules."""
        if article.language not in languages.available():
            return replace(article, extracted=False, warnings=(*article.warnings, _without_rules(article)))
        _check_length(article)
        endless = sum(is_endless(passage.span.of(article.text)) for passage in article.passages)
        if endless == len(article.passages):
            msg = "the article is nothing but long runs of marks; give one that holds sentences"
            raise UnreadableContent(msg)
        if endless:
            warning = f"paragraphs that hold a long run of marks were not searched for statements: {endless}"
            article = replace(article, warnings=(*article.warnings, warning))
        seen = legible(article)
        return seen.restored(self._statements(seen.article)) if seen else self._statements(article)

    def _statements(self, article: Article) -> Article:
        language = languages.load(article.language or "")
        pieces = in_pieces(article, language)
        shown = as_read(pieces, language)
        return self._read_parsed(article, pieces, shown, self._parsers.parse(pieces, shown, language), language)

    def load(self) -> None:
        """Load the pipelines of all languages that are installed here, which otherwise happens when one is first needed."""
        for code in languages.available():
            with suppress(ModelMissing):
                self._parsers.load(languages.load(code))
        encoder.network().load()

    def parse(self, article: Article) -> list[Parse | None]:
        """Return the parse of each passage of *article*, of a long one that of each of its :func:`pieces <in_pieces>`."""
        language = languages.load(article.language or "")
        pieces = in_pieces(article, language)
        return self._parsers.parse(pieces, as_read(pieces, language), language)

    def read_parsed(self, article: Article, parses: Sequence[Parse | None]) -> Article:
        """Return *article* with its statements, given what :meth:`parse` returns for it."""
        language = languages.load(article.language or "")
        pieces = in_pieces(article, language)
        return self._read_parsed(article, pieces, as_read(pieces, language), parses, language)

    def _read_parsed(
        self,
        whole: Article,
        article: Article,
        shown: str,
        parses: Sequence[Parse | None],
        language: languages.Language,
    ) -> Article:
        """Return *whole* with what is found in *article*, which is the same in pieces."""
        spans = [passage.span for passage in article.passages]
        unread = [span for span, parse in zip(spans, parses, strict=True) if parse is None]
        marks = None if self.fast else encoder.marks(article.text, language, unread)
        posts = [place for place, passage in enumerate(article.passages) if passage.kind == "post"]
        found = extract(shown, spans, parses, language, marks=marks, without=self.without, in_posts=posts)
        sources = designations(article, found, parses, language)
        found = resolve(article, found, sources, language)
        found = assess(article, found, sources, parses, language)
        voice = own_voice(article, found, parses, language)
        read = replace(whole, attributions=tuple(found), own_voice=voice, extracted=True)
        return read.confident(self.min_confidence, speaker=self.min_speaker_confidence)


def _reading(options: dict[str, Any], **named: Any) -> Callable[[str | Path | bytes], Article]:  # noqa: ANN401 - as Reader's
    """Return, in a worker, what reads one source there."""
    hold_to_one_thread()
    return partial(Reader(**options).read, **named)


def _without_rules(article: Article) -> str:
    """Return why no statements were looked for in *article*, and what would help."""
    rules = f"available: {', '.join(languages.available())}"
    if article.language is None:
        return f"the language was not recognised, so no statements were looked for; give it with --lang (lang), {rules}"
    guessed = f", or give another with --lang (lang), {rules}" if article.language_score is not None else f"; {rules}"
    return f"no rules for language {article.language!r}, so no statements were looked for{guessed}"


def _check_length(article: Article) -> None:
    """Refuse what would take minutes or all memory."""
    if len(article.text) > MAX_TEXT:
        msg = (
            f"the article has {len(article.text):,} characters, more than the {MAX_TEXT:,} that are searched for "
            "statements; give one article"
        )
        raise SourceTooLarge(msg)


def _check(lang: str | None) -> None:
    if lang is not None and lang not in languages.available():
        msg = f"no rules for language {lang!r}; available: {', '.join(languages.available())}"
        raise UnsupportedLanguage(msg)


SHARED = Reader()
"""The reader behind :func:`read` and :func:`read_text`; it loads each pipeline once, when it is first needed."""


def read(source: str | Path | bytes, *, lang: str | None = None, allow_private: bool = False) -> Article:
    """Read one source as :meth:`Reader.read` does, with a reader that all calls share."""
    return SHARED.read(source, lang=lang, allow_private=allow_private)


def read_text(text: str, *, lang: str | None = None, published: date | datetime | None = None) -> Article:
    """Read one plain text as :meth:`Reader.read_text` does, with a reader that all calls share."""
    return SHARED.read_text(text, lang=lang, published=published)
