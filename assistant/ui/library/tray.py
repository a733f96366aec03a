"""What one tab is about to add to the library: files read, looked at, then added or put away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from itertools import accumulate
from threading import RLock
from typing import Final
from weakref import WeakKeyDictionary

from assistant.errors import FileError, IndexUnavailable, UsageError
from assistant.model import Imported, Value
from assistant.retrieval import Index
from assistant.retrieval.corpus import content_id
from assistant.ui.batch.checking import MOST_BYTES, OUR_MISTAKE, BatchFile, unpacked
from assistant.ui.desk import Upload
from assistant.ui.jobs import CREW, Job
from assistant.ui.services import Reader, Services
from assistant.ui.session import Session

log = logging.getLogger(__name__)

MOST_FILES: Final = 2000
BEYOND: Final = (
    f"一次最多读 {MOST_FILES} 个文件、{MOST_BYTES // 2**20} MB：从“{{}}”起的 {{}} 个文件没有读取，"
    "请把它们再拖入一次。"
)
AT_A_TIME: Final = 20
"""Forms added in one transaction; between two the user can stop."""
STILL_BUSY: Final = "上一次导入还没有完成：请等它完成，或先点“停止”。"
NO_INDEX: Final = "检索索引打不开，往年库暂时用不了；请看服务窗口里的提示。"


class Candidate(Value):
    """One form that was read: from which file, what the reader noted, whether it is known, and
    whether it is to be added."""

    file_name: str
    imported: Imported
    is_known: bool = False
    is_picked: bool = True


class Tray:
    """Files dropped, the forms in them, and the job that reads or adds."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self.candidates: tuple[Candidate, ...] = ()
        self.refused: tuple[str, ...] = ()
        self.said = ""
        self._uploads: list[Upload] = []
        self._lock = RLock()

    def receive(self, upload: Upload) -> bool:
        """Puts a file aside until `read`; False when too much is waiting."""
        with self._lock:
            waiting = sum(len(each.content) for each in self._uploads)
            if waiting + len(upload.content) > MOST_BYTES:
                return False
            self._uploads.append(upload)
            return True

    def read(self, services: Services) -> None:
        """Begins to read what was dropped. Raises UsageError when nothing can begin."""
        with self._lock:
            self._require_idle()
            uploads, self._uploads = tuple(self._uploads), []
            if uploads:
                self._begin("read", len(uploads), lambda job: self._read(job, uploads, services))

    def add(self, picked: Collection[int], services: Services) -> None:
        """Begins to add the picked candidates. Raises UsageError when none is picked."""
        with self._lock:
            self._require_idle()
            self.candidates = tuple(
                one.model_copy(update={"is_picked": n in picked})
                for n, one in enumerate(self.candidates)
            )
            wanted = [one for one in self.candidates if one.is_picked]
            if not wanted:
                raise UsageError("还没有勾选申报表：请勾选要加入往年库的，再点“加入”。")
            self._begin("add", len(wanted), lambda job: self._add(job, wanted, services))

    def stop(self) -> None:
        """Stops the job; what is read or added already stays."""
        if self.job is not None:
            self.job.cancel()

    def clear(self) -> None:
        """Puts everything away without adding it."""
        self.stop()
        with self._lock:
            self.job, self.candidates, self.refused, self.said = None, (), (), ""
            self._uploads = []

    def _require_idle(self) -> None:
        if self.job is not None and self.job.is_going_on:
            raise UsageError(STILL_BUSY)

    def _begin(self, what: str, total: int, work: Callable[[Job], None]) -> None:
        job = Job(total, what)
        CREW.take(job, work)
        self.job, self.said = job, ""

    def _read(self, job: Job, uploads: tuple[Upload, ...], services: Services) -> None:
        reader = services.open_reader()
        job.when_cancelled(reader.stop)
        self.candidates, self.refused = (), ()
        try:
            every, beyond = _within_caps(list(unpacked(uploads)))
            job.total = len(every)
            self.refused = beyond
            known = {one.id for one in index_of(services).list()}
            for number, each in enumerate(every):
                job.step(each.name, number)
                found, refused = _read_one(each, reader, known)
                job.step(each.name, number + 1)
                self.candidates += found
                self.refused += refused
        finally:
            reader.close()

    def _add(self, job: Job, wanted: list[Candidate], services: Services) -> None:
        index = index_of(services)
        told, new = len(index.notices), 0
        for at in range(0, len(wanted), AT_A_TIME):
            some = wanted[at : at + AT_A_TIME]
            job.step(some[0].imported.declaration.project_name or some[0].file_name, at)
            new += sum(added.is_new for added in index.add(o.imported.declaration for o in some))
            job.done = at + len(some)
            self.candidates = tuple(one for one in self.candidates if one not in some)
            known = f"，{job.done - new} 份库中已有" if job.done > new else ""
            self.said = "".join(
                (f"已加入 {new} 份{known}，检索和起草马上用得到。", *index.notices[told:])
            )


def index_of(services: Services) -> Index:
    """The index, waited for. Raises IndexUnavailable when there is none."""
    index = services.index.get()
    if index is None:
        raise IndexUnavailable(services.index.trouble or NO_INDEX)
    return index


def _within_caps(
    every: list[Upload | BatchFile],
) -> tuple[list[Upload | BatchFile], tuple[str, ...]]:
    """What is read at once, and a sentence about the rest."""
    held = tuple(accumulate(len(each.content) for each in every))
    taken = min(MOST_FILES, sum(held_so_far <= MOST_BYTES for held_so_far in held))
    if taken == len(every):
        return every, ()
    return every[:taken], (BEYOND.format(every[taken].name, len(every) - taken),)


def _read_one(
    each: Upload | BatchFile, reader: Reader, known: Collection[str]
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    if isinstance(each, BatchFile):
        return (), (each.checked.error or "",)
    try:
        found = reader.read(each.content, each.name.rpartition("/")[2])
    except FileError as error:
        return (), (str(error),)
    except Exception:
        log.exception("a dropped file could not be read")
        return (), (OUR_MISTAKE.format(each.name),)
    return tuple(
        Candidate(file_name=each.name, imported=one, is_known=is_known, is_picked=not is_known)
        for one in found
        for is_known in (content_id(one.declaration) in known,)
    ), ()


_trays: WeakKeyDictionary[Session, Tray] = WeakKeyDictionary()


def tray_of(session: Session, earlier: Session | None = None) -> Tray:
    """The session's tray; a reloaded page takes up the one it had."""
    if session not in _trays:
        _trays[session] = (earlier and _trays.get(earlier)) or Tray()
    return _trays[session]
