"""Every measure of the plan has its row in README's table, and every cell of the table is really there."""

from __future__ import annotations

import ast
import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest

from xltools.buttons import buttons
from xltools.tables import declared

ROOT = Path(__file__).parents[1]
MEASURES = (*(f"第{n}条" for n in range(1, 17)), "保障一", "保障二", "保障三")
"""依据: the plan, 二、重点任务 1–16 and 三、保障措施 (一)–(三)."""

HEADING = "## The plan, measure by measure"


def table() -> dict[str, list[list[str]]]:
    """Measure → 按钮, 规则, 用例, 文书和表 of its row, each a list of names in backquotes."""
    text = (ROOT / "README.md").read_text(encoding="utf8").split(HEADING)[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith(("| 第", "| 保"))]
    return {row[0].split()[0]: [re.findall(r"`([^`]+)`", cell) for cell in row[1:]] for row in rows}


def clauses(docstring: str) -> set[str]:
    """The measures that a rule's docstring begins with: 第7、8条, 第13–16条, 保障措施第三条."""
    head = docstring.split(":")[0]
    found = re.match(r"第([\d、–]+)条", head)
    if found:
        numbers: set[int] = set()
        for part in found[1].split("、"):
            first, _, last = part.partition("–")
            numbers |= set(range(int(first), int(last or first) + 1))
        return {f"第{n}条" for n in numbers}
    return {f"保障{number}" for number in re.findall(r"保障措施第([一二三])条", head)}


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf8"))) or ""


@lru_cache(maxsize=1)
def code_of_the_tests() -> str:
    return "".join(path.read_text(encoding="utf8") for path in (ROOT / "tests").rglob("*.py"))


def test_the_table_has_every_measure_once_and_in_order() -> None:
    assert tuple(table()) == MEASURES


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_has_a_button_a_rule_cases_and_a_document(measure: str) -> None:
    """No cell of its row is empty."""
    assert all(table()[measure])


@pytest.mark.parametrize("measure", MEASURES)
def test_its_buttons_exist(measure: str) -> None:
    assert set(table()[measure][0]) <= {button.label for button in buttons()}


@pytest.mark.parametrize("measure", MEASURES)
def test_its_rules_are_of_that_measure(measure: str) -> None:
    """The module's docstring begins with the clause."""
    for name in table()[measure][1]:
        assert measure in clauses(docstring(ROOT / "xltools" / "rules" / f"{name}.py")), name


@pytest.mark.parametrize("measure", MEASURES)
def test_its_cases_are_run_and_say_where_they_come_from(measure: str) -> None:
    """A table under tests/cases is named in a test; a row without 依据 or 算式 rests on the one above."""
    for name in table()[measure][2]:
        with (ROOT / "tests" / "cases" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            first = next(csv.DictReader(file))
        assert f"{name}.csv" in code_of_the_tests(), name
        assert first.get("依据") or first.get("算式"), name


@pytest.mark.parametrize("measure", MEASURES)
def test_its_documents_are_templates_or_declared_tables(measure: str) -> None:
    texts = "".join(p.read_text(encoding="utf8") for p in Path(declared.__path__[0]).glob("*.py"))
    for name in table()[measure][3]:
        template = ROOT / "templates" / name
        assert template.is_file() if name.endswith(".docx") else f'"{name}"' in texts, name


def test_every_button_stands_with_a_measure() -> None:
    named = {name for cells in table().values() for name in cells[0]}
    assert {button.label for button in buttons()} == named


def test_every_rule_module_of_the_plan_begins_with_its_clause() -> None:
    """rules/artNN of measure N, rules/safeguards of 保障措施: the file tree alone shows where a rule is."""
    for path in sorted((ROOT / "xltools" / "rules").glob("*/*.py")):
        said = clauses(docstring(path))
        if path.name == "__init__.py":
            continue
        number = re.fullmatch(r"art(\d\d)", path.parent.name)
        if number:
            assert f"第{int(number[1])}条" in said, path
        else:
            assert said & {"保障一", "保障二", "保障三"}, path


def test_every_measure_has_a_folder_of_rules() -> None:
    folders = {path.name for path in (ROOT / "xltools" / "rules").glob("*/") if path.name != "__pycache__"}
    assert folders == {f"art{n:02d}" for n in range(1, 17)} | {"safeguards"}
