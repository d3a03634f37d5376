"""
How do the figures of a ledger look as a drawing?

One page of three: unnamed sources by outlet, acts by speaker, statements over time. SVG or PNG, by the file's ending.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from selon.errors import SelonError
from selon.model import LABELS
from selon.placing import placed, require_place
from selon.view import wording

if TYPE_CHECKING:
    from selon.ledger import Stats

ENDINGS = (".svg", ".png")
_OUTLETS = 20
_SPEAKERS = 12
# Colours that stay apart for people who do not see red and green apart (Okabe and Ito).
_NAMED, _DESCRIBED, _ANONYMOUS, _APART = "#009E73", "#E69F00", "#D55E00", "#999999"

MAKER = "selon"
"""Who made a drawing, as its file says; a program that changes it puts itself there."""

_HEAD = 1000
"""Bytes of a file among which that stands, with room to spare."""


def draw(stats: Stats, path: str | Path, *, force: bool = False) -> None:
    """
    Draw *stats* to *path*.

    Args:
        stats: The figures.
        path: A file; it replaces a drawing that this function made (:mod:`selon.placing`).
        force: Replace a plain file of somebody else's too.

    Raises:
        SelonError: If the ending is neither, or the library that draws is not installed.
        WritingError: If something is there that is not to be replaced, or it cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        msg = f"cannot draw to {path.name!r}; give a name that ends in {' or '.join(ENDINGS)}"
        raise SelonError(msg)
    require_place(path, is_ours, force=force)
    try:
        import matplotlib as mpl  # noqa: PLC0415 - only for drawings
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        msg = "drawing needs matplotlib; pip install 'selon[plots]'"
        raise SelonError(msg) from error
    figure = Figure(figsize=(9, 12), layout="constrained")
    FigureCanvasAgg(figure)
    outlets, speakers, months = figure.subplots(3, 1)
    _outlets(outlets, stats)
    _speakers(speakers, stats)
    _months(months, stats)
    # Text stays text in SVG, and the same figures give the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "selon"}):
        is_svg = path.suffix.lower() == ".svg"
        metadata = {"Date": None, "Creator": MAKER} if is_svg else {"Software": MAKER}
        with placed(path, is_ours, force=force) as stream:
            figure.savefig(stream, format="svg" if is_svg else "png", dpi=120, metadata=metadata)


def is_ours(stream: IO[bytes]) -> bool:
    """Tell whether *stream* is a drawing that :func:`draw` made."""
    head = stream.read(_HEAD)
    mark = (
        b"tEXtSoftware\0" + MAKER.encode() if head.startswith(b"\x89PNG") else f"<dc:title>{MAKER}</dc:title>".encode()
    )
    return mark in head


def _outlets(axes: Any, stats: Stats) -> None:  # noqa: ANN401 - matplotlib has no types
    chosen = [o for o in stats.outlets if o.statements][:_OUTLETS][::-1]
    names = [o.name or "(none)" for o in chosen]
    left = [0.0] * len(chosen)
    for label, colour in (("anonymous", _ANONYMOUS), ("described", _DESCRIBED), ("named", _NAMED)):
        widths = [100 * getattr(o, label) / max(1, o.named + o.described + o.anonymous) for o in chosen]
        axes.barh(names, widths, left=left, color=colour, label=label)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    apart = wording.apart(stats.unresolved, stats.questions)
    axes.set(title="Sources by outlet, % of statements" + (f" (not counted: {apart})" if apart else ""), xlim=(0, 100))
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))  # beside the bars, never over them


def _speakers(axes: Any, stats: Stats) -> None:  # noqa: ANN401
    chosen = stats.speakers[:_SPEAKERS][::-1]
    left = [0] * len(chosen)
    for place, act in enumerate(LABELS["act"]):
        widths = [speaker.acts.get(act, 0) for speaker in chosen]
        if any(widths):
            axes.barh([s.speaker for s in chosen], widths, left=left, label=act, color=f"C{place % 10}",
                      hatch="//" if place >= 10 else None)  # noqa: PLR2004 - colours of matplotlib  # fmt: skip
            left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.set(title="Acts by speaker, statements")
    if chosen:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize="small")


def _months(axes: Any, stats: Stats) -> None:  # noqa: ANN401
    names = [month.month for month in stats.months]
    bottom = [0] * len(names)
    for label, colour in (("named", _NAMED), ("described", _DESCRIBED), ("anonymous", _ANONYMOUS)):
        heights = [getattr(month, label) for month in stats.months]
        axes.bar(names, heights, bottom=bottom, color=colour, label=label)
        bottom = [a + b for a, b in zip(bottom, heights, strict=True)]
    apart = [month.unresolved + month.questions for month in stats.months]
    if any(apart):
        axes.legend(handles=[axes.bar(names, apart, bottom=bottom, color=_APART, label="not counted above")],
                    loc="upper left", bbox_to_anchor=(1, 1))  # fmt: skip
    axes.set(title="Statements by month of publication")
    axes.set_xticks(range(0, len(names), max(1, len(names) // 12)))
    axes.tick_params(axis="x", rotation=45)
