"""One tab's batch: the files put there, the job that checks them, what was found."""

from __future__ import annotations

from threading import RLock
from weakref import WeakKeyDictionary

from assistant.errors import UsageError
from assistant.reports.run import Run
from assistant.ui.batch.checking import MOST_BYTES, BatchFile, compared, examined, one_by_one
from assistant.ui.desk import Shelved, Upload
from assistant.ui.jobs import CREW, Cancelled, Job
from assistant.ui.services import Services
from assistant.ui.session import Session


class Table:
    """Files by name, in the order in which they came; a file dropped again takes its own place."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self._files: dict[str, BatchFile] = {}
        self._run: Run | None = None
        self._tray: list[Upload] = []
        self._lock = RLock()

    def receive(self, upload: Upload) -> bool:
        """Puts a file on the tray until `check`; False when the table would hold too much."""
        with self._lock:
            held = sum(len(file.content) for file in self._files.values())
            held += sum(len(each.content) for each in self._tray)
            if held + len(upload.content) > MOST_BYTES:
                return False
            self._tray.append(upload)
            return True

    def check(self, services: Services) -> None:
        """Begins to check what is on the tray. Raises UsageError when nothing can begin."""
        with self._lock:
            if self.job is not None and self.job.is_going_on:
                raise UsageError("上一批还在检查：请等它完成，或先点“停止”。")
            uploads, self._tray = tuple(self._tray), []
            if not uploads:
                return
            job = Job(len(uploads), "batch")
            CREW.take(job, lambda job: self._check(job, uploads, services))
            self.job = job

    def clear(self) -> None:
        """Stops what is going on and takes everything off the table."""
        with self._lock:
            if self.job is not None:
                self.job.cancel()
            self.job, self._files, self._run, self._tray = None, {}, None, []

    def stop(self) -> None:
        """Stops the check that goes on; what is checked already stays."""
        if self.job is not None:
            self.job.cancel()

    def contents(self) -> tuple[tuple[BatchFile, ...], Run | None]:
        """The files so far, and what was found in all of them once they are compared."""
        with self._lock:
            return tuple(self._files.values()), self._run

    def form(self, key: str) -> Shelved | None:
        """The form with that key (`file/form`), None when it is not on the table any more."""
        number, _, position = key.partition("/")
        files, _ = self.contents()
        if not (number.isdecimal() and position.isdecimal() and int(number) < len(files)):
            return None
        file = files[int(number)]
        if int(position) >= len(file.imported):
            return None
        return Shelved(file_name=file.name, imported=file.imported[int(position)])

    def _check(self, job: Job, uploads: tuple[Upload, ...], services: Services) -> None:
        reader = services.open_reader()
        job.when_cancelled(reader.stop)
        try:
            every = list(one_by_one(uploads))
            job.total = len(every)
            for number, each in enumerate(every):
                job.step(each.name, number)
                file = (
                    examined(each, reader, services.profile, services.unit)
                    if isinstance(each, Upload)
                    else each
                )
                job.step(each.name, number + 1)
                self._put(file, job)
        finally:
            reader.close()
            self._compare(services, job)

    def _put(self, file: BatchFile, job: Job) -> None:
        with self._lock:
            if job is not self.job:
                raise Cancelled
            self._files[file.name] = file
            self._run = None

    def _compare(self, services: Services, job: Job) -> None:
        files, _ = self.contents()
        run = compared(files, services.profile, services.unit) if files else None
        with self._lock:
            if job is self.job:
                self._run = run


_tables: WeakKeyDictionary[Session, Table] = WeakKeyDictionary()


def table_of(session: Session, earlier: Session | None = None) -> Table:
    """The session's table; a reloaded page takes up the one it had."""
    if session not in _tables:
        _tables[session] = (earlier and _tables.get(earlier)) or Table()
    return _tables[session]
