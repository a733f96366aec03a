"""What other programs may ask for: draft, check, rewrite, search. JSON in, JSON out as the command
line's `--format json`; behind HTTP (`api.py`) and MCP (`mcp_tools.py`) alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from assistant import pipeline
from assistant.drafting.naming import field_named
from assistant.errors import FileError, IndexUnavailable, UsageError
from assistant.model import (
    CheckedDeclaration,
    CheckedFile,
    Declaration,
    Imported,
)
from assistant.settings import Settings
from assistant.ui.program_calls import (
    CheckCall,
    DraftCall,
    Engine,
    RewriteCall,
    SearchCall,
    content_of,
    earlier_draft,
    read_call,
)
from assistant.ui.services import Services
from assistant.vocabulary.profile import Profile, load_profile, profile_names

if TYPE_CHECKING:
    from assistant.llm import Model
    from assistant.reports.run import Run

MOST_FILES: Final = 50
MOST_CANDIDATES: Final = 5
MOST_HITS: Final = 100
LONGEST_TEXT: Final = 200_000
GOALS: Final = {"annual": "annual_goal", "long-term": "long_term_goal"}


class Programs:
    """The four calls. Raise AssistantError for what cannot be done as asked."""

    def __init__(self, services: Services, settings: Settings) -> None:
        self._services = services
        self._settings = settings
        self.calls = {
            "draft": self.draft, "check": self.check, "rewrite": self.rewrite,
            "search": self.search,
        }  # fmt: skip

    def draft(self, plain: Any) -> dict[str, Any]:
        """As `draft --format json`."""
        call = read_call(DraftCall, plain)
        if len(call.description) > LONGEST_TEXT:
            raise UsageError(f"description 超过 {LONGEST_TEXT // 10000} 万字，没有处理；请缩短。")
        if call.earlier:
            if call.description:
                raise UsageError("earlier 接着已有的草稿，不能同时再给 description；请二选一。")
            earlier = earlier_draft(call.earlier)
            named = self._named(call.set, self._profile(earlier.declaration))
            return self._services.continue_draft(earlier, named).as_json()
        given = self._named(call.set, self._services.profile)
        if pointers := [key for key in given if key.startswith("/")]:
            raise UsageError(f"{pointers[0]} 是已有草稿的单元格；请和 earlier 一起用。")
        source = pipeline.source_text({"description": call.description})
        model, why_not = self._model(call.engine, source.text, call.send)
        draft = pipeline.draft(
            source, profile=self._services.profile, year=call.year, overrides=given,
            index=self._services.index.get(), engine=call.engine, model=model,
        )  # fmt: skip
        said = pipeline.said_why(draft, f"{why_not}，由离线拼装起草。") if why_not else draft
        return said.as_json()

    def check(self, plain: Any) -> dict[str, Any]:
        """As `check --format json`; several declarations are also set side by side."""
        from assistant.reports.json_report import as_dict

        call = read_call(CheckCall, plain)
        if not call.declarations and not call.files:
            raise UsageError("没有要检查的内容：请在 declarations 或 files 里给出申报表。")
        if len(call.declarations) + len(call.files) > MOST_FILES:
            raise UsageError(f"一次最多检查 {MOST_FILES} 份，没有处理；请分几次。")
        return as_dict(self._run(call))

    def rewrite(self, plain: Any) -> dict[str, Any]:
        """As `rewrite --format json`."""
        call = read_call(RewriteCall, plain)
        if not 1 <= call.candidates <= MOST_CANDIDATES:
            raise UsageError(f"candidates 要填 1 到 {MOST_CANDIDATES}，不能是“{call.candidates}”。")
        text = str(call.declaration.as_json())
        model, why_not = self._model(call.engine, text, call.send)
        rewritten = pipeline.rewrite(
            call.declaration, GOALS[call.goal],
            instruction=call.instruction, candidates=call.candidates,
            profile=self._profile(call.declaration), engine=call.engine, model=model,
        )  # fmt: skip
        if why_not:
            rewritten = pipeline.said_why(rewritten, f"{why_not}，由离线规则改写。")
        return rewritten.as_json()

    def search(self, plain: Any) -> dict[str, Any]:
        """As `index search --format json`."""
        from assistant.retrieval import Filters

        call = read_call(SearchCall, plain)
        if not 1 <= call.k <= MOST_HITS:
            raise UsageError(f"k 要填 1 到 {MOST_HITS}，不能是“{call.k}”。")
        if not call.query.strip() or len(call.query) > LONGEST_TEXT:
            raise UsageError("query 是空的或太长：请填要查的工作或指标，几个词即可。")
        index = self._services.index.get()
        if index is None:
            raise IndexUnavailable(self._services.index.trouble or "检索索引还没有打开。")
        filters = Filters(level2=call.level2, unit=call.unit, year=call.year)
        hits = index.hits(call.query, k=call.k, filters=filters)
        return {"query": call.query, "hits": [hit.as_json() for hit in hits]}

    def _run(self, call: CheckCall) -> Run:
        from assistant.reports.run import Run
        from assistant.rules.batch import Entry
        from assistant.rules.comparing import compare
        from assistant.rules.form import Form

        read = list(self._read_all(call))
        files: list[CheckedFile] = []
        entries: list[Entry] = []
        profiles: dict[str, None] = {}
        for name, found, error in read:
            checked = [self._checked(one, call.year) for one in found]
            files.append(CheckedFile(path=name, error=error, declarations=tuple(checked)))
            for number, one in enumerate(found):
                profile = self._profile(one.declaration)
                profiles[profile.name] = None
                form = Form(one.declaration, profile, call.year or one.declaration.year)
                entries.append(Entry(name, number, form, one.cells))
        across, _, unchecked = compare(entries) if len(entries) > 1 else ((), frozenset(), ())
        return Run(
            tuple(files), profile="、".join(profiles) or self._services.profile.name,
            across=across, unchecked_across=unchecked,
        )  # fmt: skip

    def _read_all(self, call: CheckCall) -> Iterator[tuple[str, tuple[Imported, ...], str | None]]:
        for number, declaration in enumerate(call.declarations):
            yield f"declarations/{number}", (Imported(declaration=declaration),), None
        for file in call.files:
            try:
                yield file.name, self._services.read(content_of(file), file.name), None
            except FileError as error:
                yield file.name, (), str(error)

    def _checked(self, imported: Imported, year: int | None) -> CheckedDeclaration:
        from assistant.rules.engine import check

        declaration = imported.declaration
        findings, unchecked = check(
            declaration, profile=self._profile(declaration), year=year, cells=imported.cells
        )
        return CheckedDeclaration(
            declaration=declaration, notes=imported.notes, findings=findings, unchecked=unchecked
        )

    def _profile(self, declaration: Declaration) -> Profile:
        """The declaration's own, else that of the settings."""
        own = declaration.profile
        return load_profile(own) if own in profile_names() else self._services.profile

    @staticmethod
    def _named(given: Mapping[str, str], profile: Profile) -> dict[str, str]:
        return {field_named(name.strip(), profile): value for name, value in given.items()}

    def _model(self, engine: Engine, text: str, agreed: bool) -> tuple[Model | None, str]:
        """The model, when it is wanted, configured, and the text may go there; else why not."""
        if engine == "offline" or not self._settings.has_model:
            return None, ""
        from assistant.llm import open_model, outgoing

        model = open_model(self._settings)
        assert model
        refusal = outgoing(model.endpoint, text, agreed=agreed).refusal
        if refusal and engine == "llm":
            raise UsageError(f"{refusal}；同意发送请设 send 为 true，或用 engine offline。")
        return (None, refusal) if refusal else (model, "")
