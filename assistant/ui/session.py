"""One browser tab's desk: guarded by a lock, found by an unguessable token, kept in the store.

The desk in memory is what the tab shows; the store has it after every deed. A tab that was
overtaken by another one goes on, its form kept as a side version, until its user chose.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime
from threading import RLock
from typing import Final
from weakref import WeakValueDictionary

from assistant.errors import AssistantError, StoreUnavailable
from assistant.model import Value
from assistant.store import DraftStore
from assistant.ui.desk import Desk, Upload, Where
from assistant.ui.keeping import Writer, desk_of, future_of, is_worth_keeping
from assistant.ui.row_keys import keyed
from assistant.ui.stepping import snapshot

log = logging.getLogger(__name__)

UNDO_STEPS: Final = 50
REMEMBERED_DEEDS: Final = 200
TABS: Final = 200
"""Tabs kept in memory; one that was crowded out takes up its draft from the store."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32,64}")
MAX_WAITING_BYTES: Final = 20 * 1024 * 1024
CRASHED: Final = (
    "程序内部出错，这一步没有做成，之前的内容都还在。"
    "错误已记入服务窗口的日志，请把日志交给维护人员。"
)


class Standing(Value):
    """How the desk of a tab stands to its draft in the store."""

    draft: str = ""
    revision: int = 0
    is_side: bool = False
    """Another page saved meanwhile: what this tab does is kept beside the draft."""
    changed_at: datetime | None = None
    unkept: str = ""
    """Why the last deed could not be saved."""


class HistoryShown(Value):
    """What the history panel shows of all it could."""

    compared: tuple[int, ...] = ()
    """Two version numbers, or nothing."""
    archived: bool = False
    all_drafts: bool = False
    all_versions: bool = False


class Session:
    """The desk of one tab, where it is kept, and files received but not yet read."""

    def __init__(self, store: DraftStore | None = None, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(24)
        self.owner = ""
        self.store = store
        self.desk = Desk()
        self.standing = Standing()
        self.history = HistoryShown()
        self.trouble = ""
        """What the last deed about drafts could not do."""
        self.turn = 0
        self.doing = ""
        """The number of the deed that is being carried out."""
        self.consents: dict[str, bool] = {}
        """What the user has settled for this draft about sending to a model outside."""
        self._writer = Writer()
        self._uploads: list[Upload] = []
        self._begun: deque[str] = deque(maxlen=REMEMBERED_DEEDS)
        self._done: deque[str] = deque(maxlen=REMEMBERED_DEEDS)
        self._lock = RLock()
        self._door = RLock()
        """Of what must not wait for a deed that takes long: whose tab it is, files coming in."""
        _sessions[self.token] = self

    def begins(self, deed: str) -> bool:
        """False when a deed of that number was begun before: a page that heard no answer asks
        again. A deed without a number is always a new one."""
        with self._door:
            if deed and deed in self._begun:
                return False
            self._begun.append(deed)
            return True

    def ended(self, deed: str) -> None:
        """A deed was carried out, well or not."""
        with self._door:
            self._done.append(deed)

    def is_done(self, deed: str) -> bool:
        """Whether that deed was carried out."""
        with self._door:
            return deed in self._done

    def belongs_to(self, owner: str) -> bool:
        """True for the user who used this tab first; nobody else may."""
        with self._door:
            self.owner = self.owner or owner
            return self.owner == owner

    def apply(
        self,
        where: Where,
        handler: Callable[[Desk], Desk],
        what: str = "修改",
        *,
        opens_another: bool = False,
    ) -> Desk:
        """Runs a handler on the desk and keeps its result, in the store too, labelled `what`.

        What it raises becomes a sentence beside its cause: a person is waiting. With
        `opens_another` a form that was replaced stays a draft of its own.
        """
        with self._lock:
            before = self.desk
            try:
                after = handler(before)
            except AssistantError as error:
                after = before.failed(where, str(error))
            except Exception:
                log.exception("handler failed (%s)", where)
                after = before.failed(where, CRASHED)
            self.desk = keyed(before, remembering(before, after))
            self.desk = self.desk.model_copy(update={"deed": self.doing or self.desk.deed})
            is_another = after.declaration is not before.declaration
            if opens_another and is_another and before.declaration is not None:
                self.part()
            self.keep(what)
            self.turn += 1
            return self.desk

    def keep(self, what: str, *, seen: int | None = None) -> None:
        """Saves the desk. `seen`: the revision to build upon, when it is not the one last seen."""
        if self.store is None or not (self.standing.draft or is_worth_keeping(self.desk)):
            return
        try:
            saved = self.store.save(
                self.owner, self._writer.work(self.desk, what), draft=self.standing.draft,
                seen=self.standing.revision if seen is None else seen, version=self.desk.version,
            )  # fmt: skip
        except StoreUnavailable as error:
            log.warning("draft not saved: %s", error)
            self.standing = self.standing.model_copy(update={"unkept": str(error)})
            return
        except AssistantError as error:
            self.standing = self.standing.model_copy(update={"unkept": str(error)})
            return
        self.standing = Standing(
            draft=saved.draft, revision=saved.revision, is_side=saved.is_side,
            changed_at=saved.changed_at,
        )  # fmt: skip
        self.desk = self.desk.model_copy(update={"version": saved.version})

    def open(self, draft: str) -> None:
        """Takes up a draft from the store. Raises AssistantError."""
        if self.store is None:
            return
        with self._lock:
            kept = self.store.load(self.owner, draft)
            if draft != self.standing.draft:
                self.consents.clear()
            steps = (*kept.chain, *future_of(kept))
            earlier = self.store.forms(self.owner, draft, steps) if steps else {}
            self.desk = keyed(Desk(), desk_of(kept, earlier))
            self.standing = Standing(
                draft=kept.draft, revision=kept.revision, changed_at=kept.changed_at
            )

    def take_over(self, earlier: Session) -> None:
        """Goes on where another page of the same user, now closed, has stopped."""
        with self._lock:
            self.desk, self.standing = earlier.desk, earlier.standing

    def part(self) -> None:
        """What follows is another draft: the one so far stays in the store as it is."""
        with self._lock:
            self.standing = Standing()
            self.consents.clear()
            self.desk = self.desk.model_copy(update={"past": (), "version": 0})

    def locked(self) -> RLock:
        """For deeds that are more than one step."""
        return self._lock

    def receive(self, upload: Upload) -> bool:
        """Puts a file aside until the page asks to read it; False when too much is waiting."""
        with self._door:
            waiting = sum(len(each.content) for each in self._uploads)
            if waiting + len(upload.content) > MAX_WAITING_BYTES:
                return False
            self._uploads.append(upload)
            return True

    def take_uploads(self) -> tuple[Upload, ...]:
        """The files received since the last call."""
        with self._door:
            taken, self._uploads = tuple(self._uploads), []
            return taken


def remembering(before: Desk, after: Desk) -> Desk:
    """`after`, with the state before it kept for 撤销 when the form changed."""
    is_step = after.past is not before.past  # 撤销 and 重做 keep their own account
    if is_step or before.declaration is None or after.declaration == before.declaration:
        return after
    past = (*before.past, snapshot(before))[-UNDO_STEPS:]
    return after.model_copy(update={"past": past, "future": ()})


_sessions: WeakValueDictionary[str, Session] = WeakValueDictionary()
_recent: OrderedDict[str, Session] = OrderedDict()
_registry: Final = RLock()


def find_session(token: str) -> Session | None:
    """The live session with that token, if any."""
    return _sessions.get(token)


def session_of(token: str, owner: str, store: DraftStore | None) -> tuple[Session | None, bool]:
    """The session of a page by the name that the page has chosen for itself, and whether it is a
    new one: the page is, or its tab was crowded out, or the server was started anew. None: the
    name is another user's, or none that a page would choose."""
    with _registry:
        session = _sessions.get(token)
        is_new = session is None
        if session is None:
            if not _TOKEN.fullmatch(token):
                return None, False
            session = Session(store, token)
        if not session.belongs_to(owner):
            return None, False
        _recent[token] = session
        _recent.move_to_end(token)
        while len(_recent) > TABS:
            _recent.popitem(last=False)
        return session, is_new
