"""Every regular expression of the product on long inputs: does its time grow as the text does?

    python -m eval.patterns        prints the ones that do not, and is 1 when there are any

The inputs are made of what a pattern itself speaks of (its characters, one by one and in pairs, and
the order in which they stand), which is what backtracking feeds on. A pattern is used as the code
uses it: what is only matched from the start is matched from the start here.
"""

from __future__ import annotations

import ast
import inspect
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, NamedTuple

import assistant
from assistant.vocabulary.loading import load
from eval.timing import Line

SIZES = (500, 1000, 2000, 4000)
NOTABLE = 0.004
"""CPU seconds from which a time says something."""
TICK = 0.0001
TOO_LONG = 0.15
"""CPU seconds after which a run is broken off: the lengths below it tell how the time grows."""
WORST = 2.6
"""Times the doubled length may take; linear is 2, square would be 4."""
ALPHABET = 12
NOT_IMPORTED = ("assistant.__main__", "assistant.store.migrations.env")
WAYS = ("fullmatch", "match", "search", "finditer", "findall", "sub", "split")
Run = Callable[[str], object]


class Use(NamedTuple):
    """What is done with a pattern (match, fullmatch, or finditer for all else), and where it is."""

    way: str
    where: str


class Slow(NamedTuple):
    """A pattern that takes too long, on what, and how its time grew at the last doubling."""

    pattern: str
    where: str
    piece: str
    growth: float
    seconds: float


def main() -> int:
    """Prints every slow pattern."""
    every = patterns()
    found = list(slow(every))
    for one in found:
        print(
            f"{one.where}: {one.growth:.1f}x, {one.seconds:.3f} s on {one.piece!r}: {one.pattern}"
        )
    print(f"{len(every)} patterns, {len(found)} slow")
    return int(bool(found))


def measurement() -> Line:
    """The same as a line of the bench's table."""
    every = patterns()
    culprits = {one.pattern[:40] for one in slow(every)}
    shown = f"{len(culprits)} of {len(every)} grow faster {' '.join(sorted(culprits))}".strip()
    return Line("regular expressions, length doubled", shown, "0", not culprits)


def patterns() -> dict[tuple[str, int], Use]:
    """Pattern and flags → how it is used: those of modules, of cached functions, inline, and in the
    words of the rules."""
    found: dict[tuple[str, int], Use] = {}
    for info in walk_packages(assistant.__path__, "assistant."):
        if info.name in NOT_IMPORTED:
            continue
        module = import_module(info.name)
        for name, value in vars(module).items():
            for pattern in _patterns_of(value, module.__name__):
                use = Use(_way(name, module), f"{module.__name__}.{name}")
                found.setdefault((pattern.pattern, pattern.flags), use)
    more = (*_inline(), *_of_vocabulary())
    inline = {text: use for text, use in more if (text, re.UNICODE.value) not in found}
    return found | {(text, 0): use for text, use in inline.items()}


def _patterns_of(value: Any, module: str) -> Iterator[re.Pattern[str]]:
    """The patterns that a name stands for, or that a cached function without arguments returns."""
    if hasattr(value, "cache_info") and getattr(value, "__module__", "") == module:
        if inspect.signature(value).parameters:
            return
        try:
            value = value()
        except ImportError:  # of an optional library
            return
    values = value.values() if isinstance(value, dict) else value
    for one in values if isinstance(values, (tuple, list)) else [value]:
        for each in one if isinstance(one, tuple) else [one]:
            if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                yield each


@cache
def _sources() -> dict[str, str]:
    """Each file of the product, by its path."""
    root = Path(assistant.__file__).parent
    return {str(p.relative_to(root)): p.read_text("utf-8") for p in sorted(root.rglob("*.py"))}


@cache
def _uses(source: str) -> dict[str, set[str]]:
    """Name → what is done with it in a source: {"match"}, {"search", "sub"}."""
    uses: dict[str, set[str]] = {}
    for name, way in re.findall(rf"\b([A-Za-z_]+)(?:\(\))?\.({'|'.join(WAYS)})\(", source):
        uses.setdefault(name, set()).add(way)
    return uses


def _way(name: str, module: ModuleType) -> str:
    """match or fullmatch where nothing else is done with the name, else finditer; a name with an
    underscore is its module's own."""
    own = inspect.getsource(module) if name.startswith("_") else "\n".join(_sources().values())
    ways = _uses(own).get(name, set())
    return max(ways, key=len) if ways and ways <= {"match", "fullmatch"} else "finditer"


def _inline() -> Iterator[tuple[str, Use]]:
    """`re.search("…", text)` with a pattern that is written out, or stands under a name."""
    for path, source in _sources().items():
        names = _names_of("assistant." + path.removesuffix(".py").replace("/", "."))
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            of, first, way = node.func.value, (*node.args, None)[0], node.func.attr
            if not (isinstance(of, ast.Name) and of.id == "re" and way in WAYS):
                continue
            text = first.value if isinstance(first, ast.Constant) else None
            text = names.get(first.id) if isinstance(first, ast.Name) else text
            if isinstance(text, str):
                anchored = way if way in ("match", "fullmatch") else "finditer"
                yield text, Use(anchored, f"{path}:{node.lineno}")


def _names_of(module: str) -> dict[str, Any]:
    """What stands in a module that is loaded."""
    return vars(sys.modules.get(module.removesuffix(".__init__"), ast))


def _of_vocabulary() -> Iterator[tuple[str, Use]]:
    """The patterns that the rules' words bring along: all are searched for."""
    wording = load("wording")
    for key, texts in wording.items():
        for entry in texts if isinstance(texts, list) else ():
            text = entry if key.endswith("patterns") else None
            text = entry.get("pattern") or entry.get("wrong") if isinstance(entry, dict) else text
            if isinstance(text, str):
                yield text, Use("finditer", f"wording.yaml {key}")


def slow(every: dict[tuple[str, int], Use]) -> Iterator[Slow]:
    """The first input on which each pattern takes too long."""
    for (text, flags), use in every.items():
        pattern = re.compile(text, flags)
        for piece in _pieces(text):
            found = _slow_on(_run(pattern, use.way), piece)
            if found:
                yield Slow(text, use.where, piece, *found)
                break


def _run(pattern: re.Pattern[str], way: str) -> Run:
    if way in ("match", "fullmatch"):
        return getattr(pattern, way)  # type: ignore[no-any-return]
    return lambda text: [None for _ in pattern.finditer(text)]


def _slow_on(run: Run, piece: str) -> tuple[float, float] | None:
    """Growth and seconds; None for what is quick or grows as the text does, at the second look."""
    return _slow_once(run, piece) and _slow_once(run, piece)


def _slow_once(run: Run, piece: str) -> tuple[float, float] | None:
    longest = _seconds(run, piece, SIZES[-1])
    if longest is not None and longest < NOTABLE:
        return None
    times = [least for size in SIZES if (least := _least(run, piece, size)) is not None]
    if len(times) < 2:
        return 9.9, TOO_LONG
    growth = min(longer / max(shorter, TICK) for shorter, longer in list(pairwise(times))[-2:])
    return (growth, times[-1]) if growth > WORST and times[-1] > NOTABLE else None


def _least(run: Run, piece: str, size: int) -> float | None:
    """CPU seconds of the quickest of three runs; None where the first is broken off."""
    first = _seconds(run, piece, size)
    if first is None:
        return None
    again = (_seconds(run, piece, size) for _ in range(2))
    return min([first, *(seconds for seconds in again if seconds is not None)])


class _TooLong(Exception):
    """A match that is broken off: Python's matcher looks for signals while it works."""


def _seconds(run: Run, piece: str, size: int) -> float | None:
    """CPU seconds of one run, None when it takes too long."""
    text = (piece * (size // len(piece) + 1))[:size] + "\x00"
    before = signal.signal(signal.SIGVTALRM, _break_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, TOO_LONG)
    begun = time.thread_time()  # the process' own clock ticks in milliseconds beside such a timer
    try:
        run(text)
        return time.thread_time() - begun
    except _TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _break_off(number: int, frame: object) -> None:
    raise _TooLong


def _pieces(pattern: str) -> Iterator[str]:
    spoken = "".join(_characters(re._parser.parse(pattern)))  # type: ignore[attr-defined]
    alphabet = "".join(dict.fromkeys(spoken))[:ALPHABET]
    yield from dict.fromkeys(
        piece
        for piece in (
            *alphabet, *(alphabet[n : n + 2] for n in range(0, len(alphabet) - 1, 2)),
            spoken[:40], "字", " ", "1",
        )
        if piece
    )  # fmt: skip


def _characters(parsed: Any) -> Iterator[str]:
    """An example of each thing that the pattern names, in its order."""
    for operation, argument in parsed:
        name = str(operation)
        if name == "LITERAL":
            yield chr(argument)
        elif name == "IN":
            yield from _of_class(argument)
        elif name in ("NOT_LITERAL", "ANY"):
            yield "字"
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _characters(branch)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT", "SUBPATTERN"):
            yield from _characters(argument[-1])
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _characters(argument[1])
        elif name == "ATOMIC_GROUP":
            yield from _characters(argument)


def _of_class(members: Any) -> Iterator[str]:
    for operation, argument in members:
        name = str(operation)
        if name == "LITERAL":
            yield chr(argument)
        elif name == "RANGE":
            yield chr(sum(argument) // 2)
        elif name == "CATEGORY":
            yield {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(argument), "a")


if __name__ == "__main__":
    sys.exit(main())
