"""An xlwings engine over any `Document`: engine, apps and books. Plain xlwings code runs on it unchanged.

Written against xlwings 0.37 `base_classes`, which is no public contract: the version is pinned.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xltools.hosts.document import Document, Program
from xltools.hosts.names import Names
from xltools.hosts.ranges import Range
from xltools.hosts.sheets import Sheet, Sheets
from xltools.hosts.unsupported import refusal, stands_in_for
from xltools.hosts.values import cleaned, plain

_numbers = itertools.count(-1, -1)


class Engine:
    """What `xw.Engine(impl=...)` wraps; `start` starts the program behind an App."""

    type = "desktop"

    def __init__(self, name: str, start: Callable[[], Program]) -> None:
        self.name = name
        self.start = start
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """One value on its way to a cell."""
        return plain(value)

    clean_value_data = staticmethod(cleaned)


@stands_in_for(base_classes.Apps)
class Apps:
    """The programs started by this engine, the active one first."""

    engine: Engine
    running: list[App]

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.running = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> App:
        app = App(self, self.engine.start())
        self.running.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """There are no stray processes."""

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)


class _Shown:
    """A property of an App that its program keeps."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, app: App, owner: type) -> Any:
        return getattr(app.program, self.name)

    def __set__(self, app: App, value: Any) -> None:
        setattr(app.program, self.name, value)


@stands_in_for(base_classes.App)
class App:
    """One started program. What it does not know of the screen is remembered and changes nothing."""

    apps: Apps
    pid: int
    books: Books

    screen_updating = _Shown()
    interactive = _Shown()
    calculation = _Shown()
    status_bar = _Shown()
    display_alerts = True
    enable_events = True
    visible = False
    cut_copy_mode: Any = None

    def __init__(self, apps: Apps, program: Program) -> None:
        self.apps = apps
        self.program = program
        self.pid = next(_numbers)
        self.books = Books(self)

    @property
    def engine(self) -> Engine:
        return self.apps.engine

    @property
    def api(self) -> Program:
        return self.program

    @property
    def version(self) -> str:
        return self.program.version

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        found = book.document.selection()
        return Range(Sheet(book, found[0]), found[1]) if found else None

    def activate(self, steal_focus: bool = False) -> None:
        """Be the active App."""
        self.apps.running.remove(self)
        self.apps.running.insert(0, self)

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculate()

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        return self.program.alert(str(prompt), str(title or ""), buttons or "ok")

    def quit(self) -> None:
        for book in list(self.books):
            book.close()
        self.program.quit()
        if self in self.apps.running:
            self.apps.running.remove(self)

    def kill(self) -> None:
        self.quit()


@stands_in_for(base_classes.Books)
class Books:
    """The open workbooks of an App, the active one last."""

    app: App
    opened: list[Book]

    def __init__(self, app: App) -> None:
        self.app = app
        self.opened = []

    @property
    def api(self) -> Program:
        return self.app.program

    @property
    def active(self) -> Book:
        return self.opened[-1]

    def __call__(self, key: Any) -> Book:
        if isinstance(key, int):
            return self.opened[key - 1]
        for book in self.opened:
            if key.lower() in (book.name.lower(), book.fullname.lower()):
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.opened))

    def open(self, fullname: str, *args: Any, **options: Any) -> Book:
        book = Book(self.app, self.app.program.open(Path(fullname)))
        self.opened.append(book)
        return book


@stands_in_for(base_classes.Book)
class Book:
    """One open workbook."""

    app: App
    document: Document

    def __init__(self, app: App, document: Document) -> None:
        self.app = app
        self.document = document

    @property
    def api(self) -> Document:
        return self.document

    @property
    def fullname(self) -> str:
        return str(self.document.path)

    @property
    def name(self) -> str:
        return self.document.path.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if password:
            raise refusal("Book.save(password=…)")
        self.document.save(Path(path) if path else None)

    def close(self) -> None:
        self.document.close()
        if self in self.app.books.opened:
            self.app.books.opened.remove(self)

    def activate(self) -> None:
        self.app.books.opened.remove(self)
        self.app.books.opened.append(self)
