"""
Packed files wherever a plain one is taken.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.errors import ReadingError, SourceTooLarge, UnreadableContent
from selon.intake import Options, items
from selon.intake.work import bare_article
from selon.reading import packed, read_source
from selon.reading.feed import read_feed
from selon.reading.sitemap import read_addresses, read_sitemap

TEXT = "La digue d'Arvenne tient, a dit Zoé Lambrecht.\n\nLe port reste ouvert malgré les travaux de la semaine."
PAGE = (
    f"<html lang=fr><head><title>Digue</title></head><body><article><h1>Digue</h1><p>{TEXT}</p></article></body></html>"
)
CSV = f'title,text\nDigue,"{TEXT}"\n'
PACKINGS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def zstandard(data: bytes) -> bytes:
    """Return *data* in frames of Zstandard whose blocks are kept as they are."""
    frames = []
    for start in range(0, len(data), 100):
        part = data[start : start + 100]
        block = (len(part) << 3 | 1).to_bytes(3, "little")
        frames.append(b"\x28\xb5\x2f\xfd\x20" + len(part).to_bytes(1, "little") + block + part)
    return b"".join(frames)


PACKINGS["zst"] = zstandard


@pytest.mark.parametrize("ending", PACKINGS)
def test_a_packed_file_is_read_as_a_plain_one(ending: str, tmp_path: Path) -> None:
    """Pages, texts, tables, records, lists and archives may be packed in any of four ways."""
    pack = PACKINGS[ending]
    contents = {
        "page.html": PAGE.encode(),
        "text.txt": TEXT.encode(),
        "table.csv": CSV.encode(),
        "records.jsonl": b'{"text": "La digue tient, a dit la maire."}\n',
    }
    for name, content in contents.items():
        (tmp_path / f"{name}.{ending}").write_bytes(pack(content))
        (tmp_path / name).write_bytes(content)
    found = list(items([str(tmp_path)], Options()))
    assert len(found) == 8
    articles = [bare_article(item).text for item in found]
    assert articles[::2] == articles[1::2]
    for name in ("page.html", "text.txt"):
        assert read_source(tmp_path / f"{name}.{ending}").text == read_source(tmp_path / name).text
        assert read_source(pack(contents[name])).text == read_source(contents[name]).text


@pytest.mark.parametrize("ending", PACKINGS)
def test_packed_lists(ending: str) -> None:
    """Feeds, sitemaps and lists of addresses may be packed as well."""
    pack = PACKINGS[ending]
    feed = read_feed(pack(b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item></channel></rss>"))
    assert [entry.url for entry in feed.entries] == ["https://a.example/1"]
    sitemap = read_sitemap(pack(b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"))
    assert sitemap.pages == (("https://a.example/1", None),)
    assert read_addresses(pack(b"https://a.example/1\n")) == ("https://a.example/1",)


@pytest.mark.parametrize("ending", PACKINGS)
@pytest.mark.parametrize("lost", [1, 5])
def test_a_packed_file_that_is_cut_off_is_told(ending: str, lost: int, tmp_path: Path) -> None:
    """Half of a packed file is no article."""
    path = tmp_path / f"a.html.{ending}"
    path.write_bytes(PACKINGS[ending](PAGE.encode())[:-lost])
    with pytest.raises(UnreadableContent, match="cut off or damaged"):
        read_source(path)


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_a_bomb_is_refused(ending: str, tmp_path: Path) -> None:
    """What unpacks without end is not unpacked."""
    path = tmp_path / f"a.html.{ending}"
    path.write_bytes(PACKINGS[ending](bytes(60_000_000)))
    with pytest.raises(SourceTooLarge):
        read_source(path)


def test_going_back_in_a_packed_stream(tmp_path: Path) -> None:
    """A stream of Zstandard can be read again from any place."""
    data = bytes(range(256)) * 4
    path = tmp_path / "a.zst"
    path.write_bytes(zstandard(data))
    with path.open("rb") as raw, packed.opened(raw) as stream:
        assert stream.read() == data
        stream.seek(300)
        assert stream.read(5) == data[300:305]
        stream.seek(0)
        assert stream.read(3) == data[:3]


def test_pages_in_a_zip_file(tmp_path: Path) -> None:
    """A zip file holds one article a page or text; what else is in it is told, and hidden files are passed over."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pages/one.html", PAGE)
        archive.writestr("two.txt", TEXT)
        archive.writestr("table.csv", CSV)
        archive.writestr("__MACOSX/._one.html", "x")
        archive.writestr("bomb.html", bytes(30_000_000))
    found = {item.source.rpartition("#")[2]: item for item in items([str(path)], Options())}
    assert {name: item.kind for name, item in found.items()} == {
        "pages/one.html": "page", "two.txt": "page", "table.csv": "failed", "bomb.html": "failed",
    }  # fmt: skip
    assert "Zoé Lambrecht" in bare_article(found["pages/one.html"]).text
    assert bare_article(found["two.txt"]).text == TEXT
    assert isinstance(found["bomb.html"].error, SourceTooLarge)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(60), b"no zip"])
def test_a_damaged_zip_file_is_told(content: bytes, tmp_path: Path) -> None:
    """What is no zip file is one failure."""
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    (item,) = items([str(path)], Options())
    assert isinstance(item.error, ReadingError)
