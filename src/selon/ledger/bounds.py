"""
What is too long, too large or too strange for a ledger to take from a person?

Numbers that SQLite cannot hold, texts that UTF-8 cannot, and decisions that are none. All are refused with a message,
whether they come from the command line, from a program or from somebody else's file.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from selon.errors import InvalidValue
from selon.model import LABELS, SPAN_ROLES
from selon.record import attribution_of, spans_of

if TYPE_CHECKING:
    from selon.ledger.values import Correction

LARGEST = 2**63 - 1
"""The largest whole number that SQLite holds."""

LONGEST_NAME, LONGEST_NOTE = 1_000, 10_000
"""Characters of a name, a filter or a key, and of a note or a reason: a paragraph or two, not a document."""

LONGEST_ADDRESS = 20_000
"""Characters of an address: more than any server takes."""

KINDS = ("accept", "reject", "edit", "insert", "finish", "merge", "split", "undo")
"""What people can decide."""

_UID = re.compile(r"[0-9a-f]{32}")
_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_DAY_OR_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?")
_LOST = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_CONTROL_IN_NOTE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SHOWN = 60


def number(what: str, value: object, *, least: int = 0) -> int:
    """
    Return *value* if it is a whole number that a ledger can count with.

    Raises:
        InvalidValue: If it is something else, below *least*, or beyond 63 bits.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LARGEST:
        msg = f"{what} {shown(value)} is out of range; give a whole number from {least} to {LARGEST}"
        raise InvalidValue(msg)
    return value


def at_most(what: str, value: int | None) -> None:
    """Refuse a number that nothing can be limited to; None is no limit."""
    if value is not None:
        number(what, value)


def row_number(written: str) -> int | None:
    """Return the row that *written* can be the number of; None for what is no number, or larger than any."""
    figures = re.fullmatch(r"[0-9]{1,19}", written)
    return found if figures and (found := int(written)) <= LARGEST else None


def text(what: str, value: object, *, longest: int = LONGEST_NAME) -> str:
    """
    Return *value* if it is a text that a ledger can look for.

    Raises:
        InvalidValue: If it is something else, too long, or holds half of a surrogate pair.
    """
    if not isinstance(value, str):
        msg = f"{what} {shown(value)} is no text; give words"
        raise InvalidValue(msg)
    if len(value) > longest:
        msg = f"{what} {shown(value)} has {len(value)} characters; give {longest} at most"
        raise InvalidValue(msg)
    if _LOST.search(value):
        msg = f"{what} {shown(value)} holds bytes that are no UTF-8; write it in UTF-8"
        raise InvalidValue(msg)
    return value


def note(what: str, value: object) -> None:
    """
    Refuse *value* where it is no note: a text of some length without characters that steer a terminal.

    Raises:
        InvalidValue: If it is none; nothing at all is one.
    """
    if value is not None and _CONTROL_IN_NOTE.search(text(what, value, longest=LONGEST_NOTE)):
        msg = f"{what} {shown(value)} holds control characters; write it with letters, signs and line ends alone"
        raise InvalidValue(msg)


def name(what: str, value: object, *, longest: int = LONGEST_NAME) -> None:
    """
    Refuse *value* where it is no name: one line without characters that steer a terminal.

    Raises:
        InvalidValue: If it is none.
    """
    if _CONTROL.search(text(what, value, longest=longest)):
        msg = f"{what} {shown(value)} holds control characters; write it on one line with letters and signs alone"
        raise InvalidValue(msg)


def shown(value: object) -> str:
    """Return *value* as a message repeats it: escaped, and not at length."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**_SHOWN else f"of {value.bit_length()} bits"
    written = repr(value[:_SHOWN] if isinstance(value, str) else value)
    return written if len(written) <= 2 * _SHOWN else f"{written[: 2 * _SHOWN]}…"


def correction(one: Correction) -> None:
    """
    Refuse *one* where it is no decision of a person, or not whole.

    Raises:
        InvalidValue: If its id, time, person, kind, target, value, base or note is none.
    """
    if not isinstance(one.uid, str) or not _UID.fullmatch(one.uid):
        msg = f"uid {shown(one.uid)} is no id of a correction; one has 32 figures from 0 to f"
        raise InvalidValue(msg)
    if not isinstance(one.at, str) or not _AT.fullmatch(one.at) or not _is_moment(one.at):
        msg = f"at {shown(one.at)} is no moment; write it as 2022-03-13T10:30:00+00:00"
        raise InvalidValue(msg)
    if one.kind not in KINDS:
        msg = f"kind {shown(one.kind)} is unknown; one of: {', '.join(KINDS)}"
        raise InvalidValue(msg)
    name("who", one.who)
    name("target", one.target, longest=LONGEST_NOTE)
    note("note", one.note)
    if not isinstance(one.value, dict):
        msg = f"value {shown(one.value)} is none; a decision has an object there, empty or not"
        raise InvalidValue(msg)
    if one.kind == "merge":
        name("into", one.value.get("into"), longest=LONGEST_NOTE)
    elif one.kind == "split":
        _split(one.value)
    elif one.kind in ("edit", "insert"):
        edit(one.value)
    elif one.kind == "finish":
        _finish(one.value)
    if one.base is not None:
        _base(one.base)
    try:
        json.dumps([one.value, one.base], allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        msg = f"the correction {one.uid} cannot be written as JSON ({error}); give finite numbers, texts, lists and objects"
        raise InvalidValue(msg) from error


def edit(value: dict[str, Any]) -> None:
    """
    Refuse *value* where fields of a statement cannot be changed like that, whatever the statement.

    Raises:
        InvalidValue: If a speaker, a span, a number or a mark of origin is none.
    """
    _shapes(value)
    if (speaker := value.get("speaker")) is not None:
        name("speaker", speaker["name"])
        for field in ("identifier", "kind"):
            name(field, speaker.get(field) or "")
    words = value.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(one, str) and value.get(role) for role, one in words.items()):
        msg = f"words {shown(words)} are none; each is the text of a span that is changed"
        raise InvalidValue(msg)


def _shapes(value: dict[str, Any]) -> None:
    """Refuse fields of an attribution that are not of their kind, wherever they come from."""
    for role in SPAN_ROLES:
        _pairs(role, value.get(role))
    if (claimed := value.get("sources_claimed")) is not None:
        number("sources_claimed", claimed)
    _texts("evidential", value.get("evidential") or [])
    for speaker in [*(value.get("candidates") or []), value.get("speaker")]:
        if speaker is not None:
            _speaker(speaker)


def _speaker(speaker: object) -> None:
    if not isinstance(speaker, dict):
        msg = f'speaker {shown(speaker)} is none; write {{"name": …, "kind": …}}'
        raise InvalidValue(msg)
    text("speaker", speaker.get("name"), longest=LONGEST_NOTE)
    if speaker.get("kind", "unknown") not in LABELS["source_kind"]:
        msg = f"kind {shown(speaker['kind'])} of a speaker is unknown; one of: {', '.join(LABELS['source_kind'])}"
        raise InvalidValue(msg)
    text("identifier", speaker.get("identifier") or "")
    score = speaker.get("score", 1.0)
    if not isinstance(score, int | float) or not 0 <= score <= 1:
        msg = f"score {shown(score)} is no share; give a number from 0 to 1"
        raise InvalidValue(msg)


def _split(value: dict[str, Any]) -> None:
    _texts("names", value.get("names"))
    name("name", value.get("name"))
    name("key", value.get("key"), longest=LONGEST_NOTE)
    if value.get("kind") not in LABELS["source_kind"]:
        msg = f"kind {shown(value.get('kind'))} of a speaker is unknown; one of: {', '.join(LABELS['source_kind'])}"
        raise InvalidValue(msg)


def _finish(value: dict[str, Any]) -> None:
    """Refuse *value* where it does not say what was gone through; what was forgotten since says nothing at all."""
    if value:
        text("text", value.get("text"))
        _texts("statements", value.get("statements"))


def _base(base: dict[str, Any]) -> None:
    """Refuse a *base* from which a statement could not be made again."""
    try:
        attribution = base["attribution"]
        _shapes(attribution)
        why = attribution_of(attribution).why
        _texts("why", [why.rule, why.cue, why.frame, *why.evidence])
        name("article", base["article"])
        number("version", base["version"], least=1)
        for field in ("published", "first_seen"):
            if base.get(field) is not None:
                _moment(field, base[field])
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"base {shown(base)} is no statement ({error!r}); export the corrections anew"
        raise InvalidValue(msg) from error


def _moment(what: str, written: object) -> None:
    """Refuse *written* where it is no day or time in the form that a ledger keeps and compares."""
    if not _DAY_OR_TIME.fullmatch(text(what, written)) or not _is_moment(text(what, written)):
        msg = f"{what} {shown(written)} is no date; write it as 2022-03-13 or 2022-03-13T10:30:00+00:00"
        raise InvalidValue(msg)


def _texts(what: str, values: object) -> None:
    if not isinstance(values, list):
        msg = f"{what} {shown(values)} is no list; give a list of texts"
        raise InvalidValue(msg)
    for one in values:
        text(what, one, longest=LONGEST_NOTE)


def _pairs(role: str, pairs: object) -> None:
    if pairs is None:
        return
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(type(end) is int for end in pair)  # noqa: PLR2004
        for pair in pairs
    ):
        msg = f"{role} {shown(pairs)} holds no spans as pairs of offsets; write [[120, 180]]"
        raise InvalidValue(msg)
    spans_of(pairs)


def _is_moment(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True
