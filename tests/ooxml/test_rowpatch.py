"""Neighbouring cells of a row are changed in one go, and nobody can tell from the file."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from xltools.ooxml import rowpatch
from xltools.ooxml.cellvalue import BLANK, Content
from xltools.ooxml.rowxml import tags

LETTERS = "ABCDEFGH"
ATTRIBUTES = st.sampled_from(["", ' s="3"', ' s="3" t="s"', ' t="b" s="3"', " vm='1'", ' t="s"  '])
INSIDE = st.sampled_from(["", "<v>1</v>", "<f>SUM(A1)</f><v>2</v>", "<is><t>C7</t></is>"])
CELLS = st.dictionaries(st.integers(1, 8), st.tuples(ATTRIBUTES, INSIDE, st.booleans()))
CHANGE = st.sampled_from([BLANK, Content("n", b"7"), Content("inlineStr", b" a"), Content("f", b"1+1"), None])
CHANGES = st.dictionaries(st.integers(1, 8), CHANGE, min_size=1)


def row_of(cells: dict[int, tuple[str, str, bool]], prefix: str) -> bytes:
    """A row; `True` of a cell writes its reference last, as few programs do."""
    texts = []
    for column, (attributes, inside, last) in sorted(cells.items()):
        reference = f' r="{LETTERS[column - 1]}7"'
        tag = f"<{prefix}c{attributes}{reference}" if last else f"<{prefix}c{reference}{attributes}"
        texts.append(f"{tag}>{inside}</{prefix}c>" if inside else f"{tag}/>")
    return f'<{prefix}row r="7" spans="2:3">{"".join(texts)}</{prefix}row>'.encode()


def restyle(column: int, style: int | None) -> int:
    """Tells a cell that is there from one that is not."""
    return 10 * column + (9 if style is None else style)


@settings(max_examples=300, deadline=None)
@given(cells=CELLS, changes=CHANGES, restyled=st.sets(st.integers(1, 8)), prefix=st.sampled_from(["", "x:"]))
@example(cells={2: ("", "", False)}, changes={2: BLANK, 3: BLANK}, restyled={2}, prefix="")
@example(
    cells={2: ("", "", False), 4: ("", "", False)},
    changes={2: BLANK, 3: BLANK, 4: BLANK},
    restyled=set(),
    prefix="",
)
def test_the_row_is_the_same_as_cell_by_cell(cells, changes, restyled, prefix):
    """Whatever cells it has, in whatever spelling, and whichever of them change."""
    raw, t, columns = row_of(cells, prefix), tags(prefix.encode()), sorted(changes)
    slow = rowpatch._one_by_one(raw, 7, columns, changes, restyled, restyle, t)
    assert rowpatch.patched(raw, 7, changes, restyled, restyle, t) == slow


def test_neighbours_as_most_programs_write_them_are_changed_in_one_go():
    """The last two are not there yet."""
    cells = dict.fromkeys(range(1, 7), (' s="3"', "<v>1</v>", False))
    changes = dict.fromkeys(range(5, 9), Content("n", b"7"))
    run = rowpatch._run(row_of(cells, ""), 7, [5, 6, 7, 8], changes, (), restyle, tags())
    assert run is not None
    assert run[0].count(b"<v>7</v>") == 4
