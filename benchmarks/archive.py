"""
What does taking in an archive cost: time, memory, and the share of it that goes into storing?

Makes a web archive of invented pages in a news site's markup, no two alike, and takes it in with the real command, once
with few records and once with many; the peak memory of the process and its workers together must stay the same::

    python benchmarks/archive.py [--records 200 20000] [--workers 2] [--fast]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

MEMORY = 1500  # MB at most, all processes together
GROWTH = 1.15  # the larger archive may take so much more: the parsers' word lists, the writer's cache
STORING = 0.10  # of the time of reading

NAMES = ("Zoé Lambrecht", "Iker Oyarzun", "Mona Ferrand", "Jules Antagne", "Rosa Quivet", "Samir Delaunoy")
TITLES = ("la maire d'Arvenne", "le préfet", "la directrice du port", "le porte-parole du syndicat", "l'ingénieure")
TOPICS = ("la digue", "le port", "le pont tournant", "la criée", "le chantier naval", "la ligne de tramway", "l'écluse")
CLAIMS = ("rouvrira en {month}", "coûtera {n} millions d'euros", "emploiera {n} personnes", "fermera avant {month}")
MONTHS = ("janvier", "mars", "mai", "juillet", "septembre", "novembre")
SENTENCES = (
    "{who}, {title}, a déclaré lundi que {topic} {claim}.",
    "« {Topic} {claim} », a affirmé {who} devant le conseil.",
    "Selon {who}, {topic} {claim}.",
    "{who} a démenti que {topic} ait coûté {n} millions d'euros.",
    "Les travaux ont commencé en {month} et {n} ouvriers y prennent part.",
    "Le vent soufflait à {n} kilomètres à l'heure au matin.",
    "Une source proche du dossier assure que {topic} {claim}.",
)


def page(number: int) -> bytes:
    """Return invented page *number*, of about 300 words."""
    chance = random.Random(number)
    paragraphs = []
    for _ in range(9):
        sentences = []
        for _ in range(3):
            topic = chance.choice(TOPICS)
            claim = chance.choice(CLAIMS).format(month=chance.choice(MONTHS), n=chance.randrange(2, 9000))
            sentences.append(
                chance.choice(SENTENCES).format(
                    who=chance.choice(NAMES), title=chance.choice(TITLES), topic=topic, Topic=topic.capitalize(),
                    claim=claim, month=chance.choice(MONTHS), n=chance.randrange(2, 9000),
                )
            )  # fmt: skip
        paragraphs.append(f"<p>{' '.join(sentences)}</p>")
    title = f"Arvenne : {chance.choice(TOPICS)} en question, épisode {number}"
    return (
        f"<!doctype html><html lang=fr><head><meta charset=utf-8><title>{title} - La Vigie</title>"
        f'<meta property="og:site_name" content="La Vigie"></head><body><nav><a href="/">Accueil</a></nav>'
        f"<article><h1>{title}</h1>{''.join(paragraphs)}</article><footer>Mentions légales</footer></body></html>"
    ).encode()


def write_archive(path: Path, records: int) -> None:
    """Write an archive of so many pages."""
    with path.open("wb") as stream:
        for number in range(records):
            body = page(number)
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            block = http.encode() + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vigie.example/{number}\r\n"
                f"WARC-Date: 2031-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=4, mtime=0))


def memory_of(group: int) -> float:
    """Return the megabytes that the processes of a group hold for themselves, shared pages divided among them."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                total += sum(
                    int(line.split()[1])
                    for line in (entry / "smaps_rollup").read_text().splitlines()
                    if line.startswith("Pss:")
                )
        except (OSError, ValueError, IndexError):
            continue  # it has ended
    return total / 1000


def take(archive: Path, ledger: Path, *options: str) -> tuple[dict[str, float], float]:
    """Take *archive* in with the real command and *options*; return its own figures and the peak memory in megabytes."""
    code = "import sys; from selon.cli import main; sys.exit(main())"
    process = subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code, "add", str(archive), "--ledger", str(ledger), "--json", *options],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    peak = 0.0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.2)

    thread = threading.Thread(target=watch)
    thread.start()
    out, _ = process.communicate()
    thread.join()
    return json.loads(out), peak


def main() -> int:
    """Take in archives of each size, print the figures, and exit 1 when a bound is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, nargs="+", default=[200, 20_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fast", action="store_true", help="read by rules alone")
    options = parser.parse_args()
    asked = ["--workers", str(options.workers), *(["--fast"] if options.fast else [])]
    peaks: list[float] = []
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for records in options.records:
            archive = Path(folder) / f"{records}.warc.gz"
            write_archive(archive, records)
            figures, peak = take(archive, Path(folder) / f"{records}.db", *asked)
            peaks.append(peak)
            share = figures["storing"] / max(1e-9, (figures["seconds"] - figures["storing"]) * max(1, options.workers))
            missed |= peak > MEMORY or share > STORING
            print(
                f"{records:>6} records: {figures['seconds']:.0f} s, {records / figures['seconds']:.1f}/s, "
                f"{figures['statements']:,} statements, peak {peak:,.0f} MB (bound {MEMORY}), "
                f"storing {figures['storing']:.1f} s = {100 * share:.1f} % of reading (bound {100 * STORING:.0f} %)"
            )
    growth = max(peaks) / min(peaks)
    missed |= growth > GROWTH
    print(f"memory grows by {100 * (growth - 1):.0f} % (bound {100 * (GROWTH - 1):.0f} %)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
