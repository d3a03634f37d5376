"""
Articles for tests of the ledger: invented people and outlets, attributions marked by hand; and what a ledger holds of them.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from selon.export.json import to_json
from selon.ledger import Ledger
from selon.model import Article, Attribution, Moment, OwnVoice, Passage, Span, Speaker, Why

PEOPLE = (
    Speaker("Zoé Lambrecht", "person"),
    Speaker("Iker Oyarzun", "person"),
    Speaker("Pékin", "state", "iso3166:CN"),
    Speaker("ministère du Littoral", "organisation"),
    None,
)
CUES = (("a déclaré", "assert"), ("a démenti", "deny"), ("a annoncé", "announce"), ("espère", "believe"))
TOPICS = ("la digue", "les drones", "le port d'Arvenne", "la grève", "l'accord sur l'eau", "le budget", "la récolte")
DEEDS = ("sera réparé avant l'été", "coûtera deux fois plus cher", "n'existe pas", "avance comme prévu", "reste bloqué")


def marked(text: str, **values: Any) -> Article:  # noqa: ANN401 - fields of an article
    """
    Return an article whose attributions are written as ``{source|cue|content}`` in *text*.

    A content part may be empty (a refusal). Each gets its source as speaker.
    """
    plain, spans = "", []
    last = 0
    for match in re.finditer(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}", text):
        plain += text[last : match.start()]
        roles = []
        for part in match.groups():
            words = part.strip()
            if words and roles and plain[-1:].strip():
                plain += " "
            roles.append((Span(len(plain), len(plain) + len(words)),) if words else ())
            plain += words
        spans.append(roles)
        last = match.end()
    plain += text[last:]
    attributions = tuple(
        Attribution(
            source=source,
            cue=cue,
            content=content,
            why=Why("marked", "dire", "clause", ("by hand",)),
            speaker=Speaker(source[0].of(plain), "person") if source else None,
            naming="named" if source else "anonymous",
            act="assert",
            confidence=0.9,
        )
        for source, cue, content in spans
    )
    values = {
        "language": "fr",
        "extracted": True,
        "published": date(2031, 5, 4),
        "outlet": "Le Courrier d'Arvenne",
    } | values
    return Article(text=plain, attributions=attributions, **values)


def story(number: int, *, outlets: int = 5) -> Article:
    """Return invented article *number*, always the same, with three to seven statements."""
    chance = random.Random(number)
    title = f"Arvenne, chronique {number}"
    text, attributions, passages = title, [], [Passage(Span(0, len(title)), "title", "/html/body/h1")]
    for _ in range(chance.randint(3, 7)):
        speaker = chance.choice(PEOPLE)
        cue, act = chance.choice(CUES)
        source = speaker.name if speaker else "une source proche du dossier"
        content = f"{chance.choice(TOPICS)} {chance.choice(DEEDS)}, pour {chance.randint(2, 900)} habitants"
        start = len(text) + 2
        text += f"\n\n{source} {cue} que {content}. Le vent souffle à {chance.randint(1, 90)} km/h."
        at_cue = start + len(source) + 1
        at_content = at_cue + len(cue) + len(" que ")
        attributions.append(
            Attribution(
                source=(Span(start, start + len(source)),),
                cue=(Span(at_cue, at_cue + len(cue)),),
                content=(Span(at_content, at_content + len(content)),),
                speaker=speaker,
                candidates=(speaker,) if speaker else (),
                source_kind=speaker.kind if speaker else "person",
                disclosure="named" if speaker else "proximity",
                naming="named" if speaker else "described",
                act=act,
                certainty="certain",
                polarity="negative" if act == "deny" else "positive",
                medium="thought" if act == "believe" else "speech",
                said_at=Moment(date(2031, 1, 1), "day"),
                confidence=chance.randint(50, 99) / 100,
                speaker_confidence=(number * 37 + len(attributions) * 13) % 50 / 50 if speaker else None,
                why=Why("reported_clause", cue, "clause", (f"lemma {cue}", "finite clause")),
            )
        )
        passages.append(Passage(Span(start, len(text)), "paragraph", f"/html/body/p[{len(passages)}]"))
    return Article(
        text=text,
        title=Span(0, len(title)),
        url=f"https://outlet{number % outlets}.example/{number}",
        outlet=f"Outlet {number % outlets}",
        byline="R. Danse",
        published=date(2031, 1 + number % 12, 1 + number % 28),
        language="fr" if number % 3 else "en",
        language_score=0.98,
        passages=tuple(passages),
        attributions=tuple(attributions),
        own_voice=(OwnVoice(Span(0, len(title))),),
        extracted=True,
    )


def fill(ledger: Ledger, count: int) -> None:
    """Put the first *count* stories into *ledger*, all at once."""
    with ledger.together():
        for number in range(count):
            ledger.add(story(number))


def without_attributions(article: Article) -> Article:
    """Return *article* as a reader gets it to extract from."""
    return replace(article, attributions=(), own_voice=(), extracted=False)


def record(url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html", packed: bool = False) -> bytes:
    """Return one WARC record of a server's answer."""
    encoding = b"Content-Encoding: gzip\r\n" if packed else b""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n".encode()
        + encoding
        + f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_sources(path: Path, count: int = 200) -> None:
    """Write *count* articles and a fifth more: copies, near-duplicates, updates, and lines that cannot be read."""
    lines = []
    for number in range(count):
        article = story(number)
        lines.append(json.dumps(to_json(article)))
        if number % 20 == 1:
            lines.append(json.dumps(to_json(replace(article, url=f"https://copy.example/{number}"))))
        if number % 20 == 2:
            lines.append(json.dumps(to_json(_longer(article, url=f"https://near.example/{number}"))))
        if number % 20 == 3:
            lines.append(json.dumps(to_json(_longer(article, url=article.url))))
        if number % 20 == 4:
            lines.append('{"title": "cut off')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _longer(article: Article, *, url: str | None) -> Article:
    return replace(
        article,
        url=url,
        text=article.text + "\n\nUne phrase de plus sur la marée.",
        attributions=article.attributions[1:],
    )


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a ledger holds but for its clocks, and check it."""
    with Ledger(path, create=False) as ledger:
        assert ledger.check().problems == ()
        tables = {
            "articles": "select a.id, a.url, c.id, n.id, a.similarity from article a left join article c on "
            "c.article_id = a.copy_of left join article n on n.article_id = a.near",
            "versions": "select a.id, v.number, v.title, v.text_hash, v.changes from version v "
            "join article a using (article_id)",
            "statements": "select s.id, s.state, s.position, s.content_spans, s.content, p.key, l.act, w.evidence "
            "from statement s join label l using (label_id) join reason w using (reason_id) "
            "left join alias n using (alias_id) left join speaker p using (speaker_id)",
            "intake": "select source, fingerprint, outcome from intake",
            "failures": "select source, cause, message from failure",
            "words": "select rowid, rank from word where word match 'drones OR digue'",
        }
        return {name: sorted(map(tuple, ledger.db.execute(sql)), key=repr) for name, sql in tables.items()}
