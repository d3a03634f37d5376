"""
What does each source on a command line stand for?

A file, a folder, an address, a list of addresses, a feed, a list of feeds, a sitemap, an archive: each becomes a row of
items, one article each, that workers can read. Items are made as they are asked for, so that an archive of any size
takes no memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from selon.address import without_secrets
from selon.errors import SelonError, SourceNotFound, UnreadableContent
from selon.intake.dates import Dated, dated
from selon.intake.guard import failure_of
from selon.intake.item import Item, Options
from selon.intake.zipped import members
from selon.reading import feed, jsonl, markup, opml, packed, parquet, sitemap, table, warc
from selon.reading.decoration import undecorated

PAGES = (".html", ".htm", ".xhtml", ".mhtml")
TEXTS = (".txt", ".md", ".text")
READABLE = (
    *PAGES, *TEXTS, ".jsonl", ".ndjson", ".csv", ".parquet", ".warc", ".xml", ".rss", ".atom", ".opml", ".zip",
    *packed.SUFFIXES,
)  # fmt: skip
CUT = "the archive cut the page off; what it kept was read"
PATIENCE = 5  # times; a page of a list that could not be read so often is left alone, selon failures names it
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HEAD = 4096
_DEEPEST = 2  # a list of feeds, or an index of sitemaps, and what it names
_LARGEST = 50_000_000  # bytes of a feed, a list or a sitemap


def items(sources: Sequence[str], options: Options) -> Iterator[Item]:
    """
    Yield an item for each article of *sources*, in order.

    What cannot be opened is an item as well, of the kind ``failed``. Items that are known unchanged are yielded without
    content, of the kind ``known``.
    """
    found = [(source, _expanded(source)) for source in sources]
    total = sum(one.size for _, ones in found for one in ones) or 1
    done = 0
    for source, ones in found:
        for one in ones:
            if one.error is not None:
                given: Iterable[Item] = [Item(source, "failed", error=one.error)]
            elif one.path is not None:
                given = _guarded(str(one.path), options, partial(_from_file, one.path, options))
            else:
                given = _guarded(undecorated(source), options, partial(_from_name, source, options))
            for item in given:
                yield _placed(item, done / total, one.size / total)
            done += one.size
        if all(one.path is not None and str(one.path) != source for one in ones):
            # No item is called after a folder or a relative path: that it could be opened settles it.
            yield from _guarded(source, options, tuple)


_LINK = 50_000  # bytes that an address counts for in the share


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of a source, or the source itself where it is none; or why that cannot be told."""

    path: Path | None = None
    size: int = _LINK
    error: SelonError | None = None


def _expanded(source: str) -> list[_Part]:
    parts: list[_Part] = []
    try:
        parts.extend(_Part(path, _size(path)) for path in _files(source))
    except Exception as error:  # noqa: BLE001 - one argument must not cost the others
        return [*parts, _Part(error=failure_of(error, source))]
    return parts or [_Part()]


def _placed(item: Item, share: float, width: float) -> Item:
    return replace(item, share=share + width * item.share)


def _guarded(source: str, options: Options, find: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    """Yield the items that *find* finds in *source*; one that breaks off ends with an item that says why."""
    is_list = True
    try:
        for item in find():
            is_list = is_list and item.source != source
            yield item
        if is_list:
            options.settle(source)
    except Exception as error:  # noqa: BLE001 - whatever a source makes fail is its own failure
        yield Item(source, "failed", error=failure_of(error, source))


def _files(source: str) -> Iterator[Path]:
    if not source or _ADDRESS.match(source):  # an empty name would be the folder one is in
        return
    path = Path(source)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError:  # no file can have such a name, which is told where it is opened
        return
    if is_folder:
        for one in sorted(path.rglob("*")):
            if one.suffix.lower() in READABLE and not one.name.startswith(".") and _is_file(one):
                yield one.absolute()
    elif is_there:
        yield path.absolute()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except Exception:  # noqa: BLE001 - opening it says what is wrong, under its own name
        return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except Exception:  # noqa: BLE001 - likewise
        return 0


def _from_name(source: str, options: Options) -> Iterator[Item]:
    """Yield the items of something that is no file: an address, an empty folder, or a mistake."""
    if _ADDRESS.match(source):
        yield from _from_address(source, options)
    elif source and Path(source).is_dir():
        msg = f"the folder {source!r} holds no pages or texts; files end in {', '.join(READABLE)}"
        raise SourceNotFound(msg)
    else:
        msg = f"no such file: {source!r}; give a file, a folder or an http(s) address"
        raise SourceNotFound(msg)


def _from_file(path: Path, options: Options) -> Iterator[Item]:
    status = path.stat()
    fingerprint = f"{status.st_size}:{status.st_mtime_ns}"
    name = packed.bare_name(path.name)
    if name.endswith(".warc"):
        yield from _from_warc(path, fingerprint, options, status.st_size)
    elif name.endswith((".jsonl", ".ndjson")):
        yield from _from_jsonl(path, fingerprint, options, status.st_size)
    elif name.endswith(".csv"):
        yield from _from_table(path, fingerprint, options)
    elif name.endswith(".parquet"):
        yield from _from_parquet(path, fingerprint, options)
    elif name.endswith((".xml", ".rss", ".atom", ".opml")):
        yield from _from_list(_contents(path), None, options)
    elif name.endswith(".zip"):
        yield from _from_zip(path, fingerprint, options)
    elif name.endswith(TEXTS) and (addresses := _address_list(path)):
        yield from _each(dict.fromkeys(addresses), options, depth=0)
    else:
        yield _unless_known(Item(str(path), "file", fingerprint), options)


def _unless_known(item: Item, options: Options) -> Item:
    """Return *item*, or that it has been read and has not changed since."""
    try:
        is_known = options.known(item.source) == item.fingerprint
    except Exception as error:  # noqa: BLE001 - one record must not cost the others of its file
        return replace(item, kind="failed", content=None, error=failure_of(error))
    return replace(item, kind="known", content=None) if is_known else item


def _contents(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        msg = f"{path.name} is larger than {_LARGEST} bytes; give it in parts"
        raise UnreadableContent(msg)
    return path.read_bytes()


def _address_list(path: Path) -> Sequence[str]:
    """Return the addresses of a text that holds nothing else."""
    with path.open("rb") as raw, packed.opened(raw) as stream:
        try:
            head = stream.read(_HEAD)
            if not sitemap.read_addresses(head.rpartition(b"\n")[0] or head):
                return ()
            return sitemap.read_addresses(head + stream.read(_LARGEST))
        except packed.DAMAGED as error:
            msg = f"{path.name} is cut off or damaged ({error}); fetch it again"
            raise UnreadableContent(msg) from error


def _from_warc(path: Path, fingerprint: str, options: Options, size: int) -> Iterator[Item]:
    for capture in warc.read_warc(path):
        source = f"{path}#{capture.offset}"
        share = min(1.0, capture.offset / max(1, size))
        if capture.error is not None:
            lost = source if capture.url else f"{source}!"
            yield Item(lost, "failed", fingerprint, url=capture.url, share=share, error=capture.error)
        else:
            page = Item(
                source, "page", fingerprint, capture.content, url=undecorated(capture.url or ""),
                charset=capture.charset, share=share, dated=dated(capture.captured, "archive"),
                reservation=capture.reservation, warnings=(CUT,) if capture.is_cut else (),
            )  # fmt: skip
            yield _unless_known(page, options)


def _from_zip(path: Path, fingerprint: str, options: Options) -> Iterator[Item]:
    for member in members(path, (*PAGES, *TEXTS)):
        source = f"{path}#{member.name}"
        if member.error is not None:
            yield Item(source, "failed", fingerprint, share=member.share, error=member.error)
        else:
            yield _unless_known(Item(source, "page", fingerprint, member.content, share=member.share), options)


def _from_jsonl(path: Path, fingerprint: str, options: Options, size: int) -> Iterator[Item]:
    for line in jsonl.read_jsonl(path):
        source = f"{path}#{line.number}"
        share = min(1.0, line.offset / max(1, size))
        if line.error is not None:
            yield Item(source, "failed", fingerprint, share=share, error=line.error)
        else:
            yield _unless_known(Item(source, "record", fingerprint, line.record, share=share), options)


def _from_table(path: Path, fingerprint: str, options: Options) -> Iterator[Item]:
    for entry in table.read_table(path):
        source = f"{path}#{entry.number}"
        if entry.error is not None:
            yield Item(source, "failed", fingerprint, error=entry.error)
        else:
            yield _unless_known(Item(source, "article", fingerprint, entry.article), options)


def _from_parquet(path: Path, fingerprint: str, options: Options) -> Iterator[Item]:
    for row in parquet.read_parquet(path):
        source = f"{path}#{row.number}"
        if row.error is not None:
            yield Item(source, "failed", fingerprint, share=row.share, error=row.error)
        else:
            yield _unless_known(Item(source, "record", fingerprint, row.record, share=row.share), options)


def _from_address(address: str, options: Options, *, depth: int = 0, given: Dated | None = None) -> Iterator[Item]:
    """
    Yield the article at *address*; or the articles, when a feed, a list of feeds or a sitemap is there.

    Args:
        address: What to open, as it was given: some feeds need what would be decoration of a page.
        options: How.
        depth: How many lists led there.
        given: When the article is from, by the list that named it.
    """
    named = undecorated(address)
    if options.known(without_secrets(named)) is not None:
        yield Item(named, "known")
        return
    page = options.fetch(address)
    content = page.content
    if packed.is_packed(content):
        content = packed.unpacked(content, _LARGEST, kind="pages or lists")
    if page.is_unchanged:
        yield Item(named, "known", etag=page.etag, last_modified=page.last_modified)
    elif _is_list(content):
        yield from _from_list(content, page.url, options, depth=depth)
    else:
        yield Item(
            named,
            "page",
            content=content,
            url=undecorated(page.url),
            charset=page.charset,
            etag=page.etag,
            last_modified=page.last_modified,
            dated=given,
            reservation=page.reservation,
        )


def _is_list(content: bytes) -> bool:
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if markup.looks_like_page(head):
        return False
    if head.startswith(b"{"):
        return b"jsonfeed.org" in head
    if not head.startswith(b"<"):
        return bool(sitemap.read_addresses(head.rpartition(b"\n")[0] or head) and sitemap.read_addresses(content))
    return bool(re.search(rb"<(?:\w+:)?(rss|feed|rdf|opml|urlset|sitemapindex)\b", head, re.IGNORECASE))


def _from_list(content: bytes, url: str | None, options: Options, *, depth: int = 0) -> Iterator[Item]:
    """
    Yield the articles that a feed, a list of feeds or a sitemap names.

    Raises:
        UnreadableContent: If lists name lists too deeply, by mistake perhaps themselves.
    """
    if depth > _DEEPEST:
        msg = f"{url} is one more list where an article should be; lists are followed {_DEEPEST} deep"
        raise UnreadableContent(msg)
    content = markup.unpacked(content)
    head = content[:_HEAD].lower()
    if b"<opml" in head:
        # A list of feeds names feeds, which name articles; a feed that is named in a feed is a mistake.
        yield from _each(dict.fromkeys(opml.read_opml(content, url=url)), options, depth=depth + 1)
    elif b"<urlset" in head or b"<sitemapindex" in head or b":urlset" in head or b":sitemapindex" in head:
        found = sitemap.read_sitemap(content, url=url)
        pages = {
            address: dated(day, "sitemap" if address in found.published else "change")
            for address, day in found.pages[: options.latest]
        }
        yield from _each(pages, options, depth=_DEEPEST + 1)
        yield from _each(dict.fromkeys(found.sitemaps), options, depth=depth + 1)
    elif addresses := sitemap.read_addresses(content):
        yield from _each(dict.fromkeys(addresses[: options.latest]), options, depth=_DEEPEST + 1)
    else:
        entries = feed.read_feed(content, url=url).entries[: options.latest]
        yield from _each({entry.url: dated(entry.published, "feed") for entry in entries}, options, depth=_DEEPEST + 1)


def from_addresses(addresses: Mapping[str, Dated | None], options: Options) -> Iterator[Item]:
    """
    Yield an item for each article at *addresses*, which feeds have named, with the date that they give it.

    Nothing of them is looked for on this machine, whatever it is called.
    """
    return _each(addresses, options, depth=0)


def _each(addresses: Mapping[str, Dated | None], options: Options, *, depth: int) -> Iterator[Item]:
    """Yield what is at *addresses*, which a list names; one that has failed before, for any list, is not asked again."""
    bare: dict[str, Dated | None] = {}
    for named, given in addresses.items():
        bare.setdefault(undecorated(named), given)
    for number, (address, given) in enumerate(bare.items()):
        if hash(address) in options.dead:
            continue
        if depth and options.attempts(without_secrets(address)) >= PATIENCE:
            found: Iterable[Item] = [Item(address, "left")]
        else:
            find = partial(_from_address, address, options, depth=depth, given=given)
            found = _guarded(address, options, find)
        for item in found:
            yield _placed(item, number / len(bare), 1 / len(bare))
            if item.kind == "failed":
                options.dead.add(hash(address))
