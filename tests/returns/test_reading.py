"""Reading a folder: every file once, none stops another, an unchanged one comes from the cache."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.returns.factory import GOOD, changed, write_return
from xltools.errors import HostError
from xltools.returns import reading
from xltools.returns.cache import Cache
from xltools.returns.folder import code_in_name, open_elsewhere, return_files


def read(folder: Path, cache: Cache):
    return reading.read_returns(return_files(folder), folder, cache, lambda done, total: None)


def test_an_unchanged_file_is_not_read_again(tmp_path, monkeypatch):
    """The second press finds it in the cache; a changed one is read, and only that."""
    seen: list[str] = []
    really = reading.read_one
    monkeypatch.setattr(reading, "read_one", lambda path, table: seen.append(path.name) or really(path))
    write_return(tmp_path / "in/a.xlsx", GOOD)
    write_return(tmp_path / "in/b.xlsx", changed(行政区划代码="511002", 市州="内江市"))
    for _ in range(2):
        cache = Cache(tmp_path / ".xltools/cache.bin")
        first = read(tmp_path / "in", cache)
        cache.save()
    assert sorted(seen) == ["a.xlsx", "b.xlsx"]
    write_return(tmp_path / "in/a.xlsx", changed(中央支出=4400))
    again = read(tmp_path / "in", Cache(tmp_path / ".xltools/cache.bin"))
    assert seen[2:] == ["a.xlsx"]
    assert [r.rows.value(0, "中央支出") for r in first] == [4500, 4500]
    assert [r.rows.value(0, "中央支出") for r in again] == [4400, 4500]


def test_the_cache_gives_back_what_was_read(tmp_path):
    """Values, cells and issues are the same from the cache as from the file."""
    write_return(tmp_path / "in/a.xlsx", changed(中央支出="四千五百", 截至日期="2024年9月30日"))
    cache = Cache(tmp_path / "cache.bin")
    fresh = read(tmp_path / "in", cache)[0].rows
    cache.save()
    kept = read(tmp_path / "in", Cache(tmp_path / "cache.bin"))[0].rows
    assert kept == fresh
    assert kept.issues


class Hostile:
    """Runs when it is unpickled."""

    def __reduce__(self):
        return exec, ("raise SystemExit",)


def listed(kept: bytes, listing: bytes) -> bytes:
    """A cache with another list of what is where."""
    start = int.from_bytes(kept[-8:], "little")
    return kept[:start] + listing + kept[-8:]


DAMAGE = {
    "emptied": lambda kept: b"",
    "cut in its first line": lambda kept: kept[:9],
    "cut in a record": lambda kept: kept[:100],
    "cut in its list": lambda kept: kept[:-20],
    "of another program": lambda kept: b"PK\3\4" + kept,
    "of another version": lambda kept: b"xltools 0123456789abcdef" + kept[kept.index(b"\n") :],
    "with more behind it": lambda kept: kept + b"more",
    "with a list of something else": lambda kept: listed(kept, b'[1, "a"]'),
    "with a list of places that are none": lambda kept: listed(kept, b'[["a", -1, 7, "x"]]'),
    "with a list nested too deep": lambda kept: listed(kept, b"[" * 100_000),
    "with a list that runs": lambda kept: listed(kept, pickle.dumps(Hostile())),
    "that runs": lambda kept: pickle.dumps(Hostile()),
    "with other figures": lambda kept: kept.replace("市中区".encode(), "市上区".encode()),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cache_is_an_empty_one(tmp_path, damage):
    """It never stops the work, and never gives what the file does not say."""
    write_return(tmp_path / "in/a.xlsx", GOOD)
    path = tmp_path / "cache.bin"
    cache = Cache(path)
    read(tmp_path / "in", cache)
    cache.save()
    kept = path.read_bytes()
    path.write_bytes(DAMAGE[damage](kept))
    assert path.read_bytes() != kept
    again = Cache(path)
    assert reading._digest(tmp_path / "in/a.xlsx") not in again
    assert read(tmp_path / "in", again)[0].rows.value(0, "县区") == "市中区"
    again.save()
    assert reading._digest(tmp_path / "in/a.xlsx") in Cache(path)


def test_a_cache_that_cannot_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    """A full disk: the next press reads the files again."""
    write_return(tmp_path / "in/a.xlsx", GOOD)
    cache = Cache(tmp_path / "cache.bin")
    read(tmp_path / "in", cache)

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.save()
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_cache_keeps_what_this_press_used_and_forgets_the_rest(tmp_path):
    """Few returns changed, then most of them, then others taken away: what is gone is nowhere in the file."""
    path, folder = tmp_path / "cache.bin", tmp_path / "in"
    names = {str(number): f"模拟{number}县" for number in range(8)}

    def press() -> list[str]:
        for number, name in names.items():
            write_return(folder / f"{number}.xlsx", changed(县区=name))
        cache = Cache(path)
        found = read(folder, cache)
        cache.save()
        again = Cache(path)
        assert all(each.digest in again for each in found)
        return [each.rows.value(0, "县区") for each in read(folder, again)]

    assert press() == list(names.values())
    for changes in ({"1": "改名县"}, {"2": "又改县"}, {str(n): f"重写{n}县" for n in range(1, 8)}):
        gone = [names[number].encode() for number in changes]
        names |= changes
        assert press() == list(names.values())
        assert not [name for name in gone if name in path.read_bytes()]
    (folder / "7.xlsx").unlink()
    gone_name = names.pop("7")
    assert press() == list(names.values())
    assert gone_name.encode() not in path.read_bytes()


@pytest.mark.parametrize("step", range(1, 5))
def test_a_press_ended_while_it_keeps_its_returns_loses_none(tmp_path, monkeypatch, step):
    """At whichever write: the next press reads what was not kept, and gives the same."""
    path, folder = tmp_path / "cache.bin", tmp_path / "in"
    for number in range(6):
        write_return(folder / f"{number}.xlsx", changed(项目总数=40 + number))
    cache = Cache(path)
    read(folder, cache)
    cache.save()
    for number in range(2):
        write_return(folder / f"{number}.xlsx", changed(项目总数=50 + number))
    cache = Cache(path)
    read(folder, cache)
    really, left = Path.open, [step]

    class EndedError(Exception): ...

    def opened(self, *words):
        file = really(self, *words, buffering=0)
        write = file.write

        def last(data):
            left[0] -= 1
            if left[0] < 0:
                raise EndedError
            return write(data[: len(data) // 2] if left[0] == 0 else data)

        monkeypatch.setattr(file, "write", last, raising=False)
        return file

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(EndedError):
        cache.save()
    monkeypatch.setattr(Path, "open", really)
    found = read(folder, Cache(path))
    assert [each.rows.value(0, "项目总数") for each in found] == [50, 51, 42, 43, 44, 45]


def test_nothing_is_written_where_nothing_changed(tmp_path):
    """A folder on a slow drive."""
    write_return(tmp_path / "in/a.xlsx", GOOD)
    path = tmp_path / "cache.bin"
    seen = []
    for _ in range(2):
        cache = Cache(path)
        read(tmp_path / "in", cache)
        cache.save()
        seen.append((path.stat().st_mtime_ns, path.stat().st_ino))
    assert seen[0] == seen[1]


def test_many_files_are_read_in_parallel_with_the_same_outcome(tmp_path, monkeypatch):
    """Two processes or one: the same rows in the same order."""
    for number in range(30):
        write_return(tmp_path / f"in/{number:02}.xlsx", changed(项目总数=40 + number))
    together = [r.rows.value(0, "项目总数") for r in read(tmp_path / "in", Cache(None))]
    monkeypatch.setattr(reading, "PARALLEL_FROM", 1000)
    assert together == [r.rows.value(0, "项目总数") for r in read(tmp_path / "in", Cache(None))]
    assert together == list(range(40, 70))


def test_a_worker_ended_from_outside_loses_no_file(tmp_path, monkeypatch):
    """The files it had not handed over are read here, each once."""
    for number in range(30):
        write_return(tmp_path / f"{number:02}.xlsx", changed(项目总数=40 + number))

    class Pool:
        def __init__(self, *words, **options): ...

        def __enter__(self):
            return self

        def __exit__(self, *error): ...

        def map(self, function, files, chunksize):
            yield from map(function, files[:7])
            raise BrokenProcessPool

    monkeypatch.setattr(reading, "ProcessPoolExecutor", Pool)
    assert [r.rows.value(0, "项目总数") for r in read(tmp_path, Cache(None))] == list(range(40, 70))


class Failing(Executor):
    """An engine that is lost after so many files, as a cluster whose scheduler is gone."""

    def __init__(self, after: int) -> None:
        self.left = after

    def submit(self, function, /, *given, **named):
        self.left -= 1
        future: Future = Future()
        if self.left < 0:
            future.set_exception(TimeoutError("scheduler"))
        else:
            future.set_result(function(*given, **named))
        return future


@pytest.mark.parametrize("engine", [lambda: ThreadPoolExecutor(2), lambda: Failing(99), lambda: Failing(1)])
def test_any_executor_reads_the_returns(tmp_path, monkeypatch, engine):
    """The same rows in the same order; from one that fails on the way, every file once all the same."""
    monkeypatch.setattr(reading, "ProcessPoolExecutor", None)
    for number in range(5):
        write_return(tmp_path / f"{number}.xlsx", changed(项目总数=40 + number))
    told: list[tuple[int, int]] = []
    with engine() as pool:
        found = reading.read_returns(
            return_files(tmp_path), tmp_path, Cache(None), lambda *now: told.append(now), pool
        )
    assert [r.rows.value(0, "项目总数") for r in found] == list(range(40, 45))
    assert told == [(done, 5) for done in range(6)]


@pytest.mark.parametrize("engine", [nullcontext, lambda: ThreadPoolExecutor(2), lambda: Failing(1)])
def test_a_worker_answers_for_the_returns_it_read(tmp_path, engine):
    """In the order of the files, wherever they were read; a file that cannot be read is asked about too."""
    for number in range(3):
        write_return(tmp_path / f"{number}.xlsx", changed(项目总数=40 + number))
    (tmp_path / "3.xlsx").write_bytes(b"PK\3\4 broken")

    def asked(outcome):
        return "读不了" if isinstance(outcome, str) else outcome.value(0, "项目总数")

    with engine() as pool:
        found = list(reading.answers(return_files(tmp_path), asked, pool=pool))
    assert found == [40, 41, 42, "读不了"]


def test_a_record_of_another_version_is_read_here(tmp_path, monkeypatch):
    """A cluster whose machines were not all brought up to date."""
    write_return(tmp_path / "0.xlsx", GOOD)
    monkeypatch.setattr(reading, "to_bytes", lambda outcome: b"another")
    with ThreadPoolExecutor(1) as pool:
        (found,) = reading.read_all([tmp_path / "0.xlsx"], pool=pool)
    assert found.value(0, "县区") == "市中区"


def test_only_returns_are_taken_from_the_folder(tmp_path):
    """Lock files, our own folders and hidden files are no returns; subfolders by city are looked into."""
    for name in (
        "a.xlsx",
        "乐山市/b.xls",
        "~$a.xlsx",
        ".~lock.a.xlsx#",
        ".hidden",
        "退回单/c.xlsx",
        "Thumbs.db",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [p.relative_to(tmp_path).as_posix() for p in return_files(tmp_path)] == ["a.xlsx", "乐山市/b.xls"]
    assert open_elsewhere(tmp_path) == {"a.xlsx"}


@pytest.mark.parametrize("lock", ["~$表一二.xlsx", "~$二.xlsx", ".~表一二.xlsx", ".~lock.表一二.xlsx#"])
def test_a_return_that_some_program_holds_open_is_known_by_its_lock_file(tmp_path, lock):
    """Excel, Excel with a long name, WPS, LibreOffice."""
    for name in ("表一二.xlsx", "三.xlsx", lock):
        (tmp_path / name).touch()
    assert open_elsewhere(tmp_path) == {"表一二.xlsx"}


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    """With its name and what to do."""
    with pytest.raises(HostError, match="上报"):
        return_files(tmp_path / "上报")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("511002_内江市市中区.xlsx", "511002"),
        ("2024-09 市中区.xlsx", ""),
        ("20240930511002.xlsx", ""),
        ("202409_511002_市中区.xlsx", "511002"),
        ("511000内江市/511002_市中区.xlsx", "511002"),
        ("511002市中区/202409.xlsx", "511002"),
    ],
)
def test_the_code_in_a_file_name(name, code):
    """Six digits that stand alone and begin with a province; the file's own before its folder's."""
    assert code_in_name(name) == code


def test_a_subfolder_of_another_month_is_no_part_of_a_collection(tmp_path):
    """上报/2024-08 is its own; a city's subfolder is looked into."""
    for name in ("a.xlsx", "2024-08/a.xlsx", "乐山市/2024-08/a.xlsx", "乐山市/b.xlsx"):
        write_return(tmp_path / "上报" / name, GOOD)
    found = return_files(tmp_path / "上报")
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["上报/a.xlsx", "上报/乐山市/b.xlsx"]
    assert [p.name for p in return_files(tmp_path / "上报/2024-08")] == ["a.xlsx"]


def test_a_file_moved_away_meanwhile_does_not_stop_the_others(tmp_path):
    """Somebody sorts the folder while it is read."""
    write_return(tmp_path / "b.xlsx", GOOD)
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    gone, there = reading.read_returns(files, tmp_path, Cache(None), lambda done, total: None)
    assert (gone.rows, gone.modified) == (None, None)
    assert gone.trouble
    assert there.rows.value(0, "县区") == "市中区"


def test_a_worker_starts_without_pandas():
    """Each of the processes that read would load it again."""
    heavy = "{'pandas', 'xlwings', 'typer'}"
    code = f"import sys, xltools.returns.reading; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
