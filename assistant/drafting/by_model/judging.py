"""How a worded form compares with the composed one: what is kept of it, and how good it is."""

from __future__ import annotations

from assistant.drafting.assemble import Material, assemble, composed_of
from assistant.drafting.offline.compose import Composed
from assistant.model import Draft


class Judge:
    """Judges worded forms of one draft. `plain` is the composed form, assembled."""

    def __init__(self, material: Material, plain: Draft | None = None) -> None:
        """`plain`, where the composed form was assembled already."""
        self.material = material
        self.base = composed_of(material)
        self._last = (self.base, plain or assemble(material, self.base))
        self.plain = self._last[1]

    def assembled(self, composed: Composed) -> Draft:
        """The form proved, mended and checked; the one asked for last is not made again."""
        if self._last[0] != composed:
            self._last = (composed, assemble(self.material, composed))
        return self._last[1]

    def kept(self, worded: Composed) -> Draft:
        """The worded draft; cells that brought in a remark the composed form has not are taken
        back."""
        composed = worded
        for _ in range(2):
            draft = self.assembled(composed)
            wrong = self.spoilt(draft)
            if not wrong:
                return draft
            composed = composed.with_cells_of(self.base, wrong)
        return self.plain if badness(draft) > badness(self.plain) else self.assembled(composed)

    def spoilt(self, draft: Draft) -> frozenset[str]:
        """The places of remarks that are new against the composed form."""
        known = {(f.code, f.path) for f in self.plain.findings}
        fresh = [f for f in draft.findings if (f.code, f.path) not in known]
        paths = {p for f in fresh if f.severity != "info" for p in (f.path, *f.related)}
        return frozenset(paths | (_blanks(draft) - _blanks(self.plain)))


def badness(draft: Draft) -> tuple[int, int, int]:
    """Errors, open cells, warnings: fewer is better, in this order."""
    levels = [f.severity for f in draft.findings]
    blanks = sum(p.kind == "placeholder" for p in draft.provenance)
    return levels.count("error"), blanks, levels.count("warning")


def _blanks(draft: Draft) -> set[str]:
    return {p.path for p in draft.provenance if p.kind == "placeholder"}
