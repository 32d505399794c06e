"""The inside of one tag checked against the declared fields: names, columns, filters, nothing callable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from jinja2 import TemplateSyntaxError, nodes

from xltools.letters.environment import PLAIN_FILTERS, TESTS, environment
from xltools.letters.fields import Field, FieldKind, LetterKind
from xltools.letters.filters import FILTERS, MOST_PLACES
from xltools.letters.tags import Tag, straightened
from xltools.letters.text import nearest

_TRANSPARENT = (
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Concat, nodes.List, nodes.Tuple,
)  # fmt: skip
"""What may combine fields: comparisons, and/or/not, a choice between two, joining of text."""

LOOP_COUNTERS = ("index", "index0", "first", "last", "length", "revindex")


@dataclass(frozen=True, slots=True)
class Row:
    """What a loop variable stands for: one row of a ROWS field."""

    field: Field


@dataclass(frozen=True, slots=True)
class Loop:
    """The word loop inside {% for %}."""


Meaning: TypeAlias = "Field | Row | Loop | None"
"""What an expression yields; None is any plain value."""

Scope: TypeAlias = Mapping[str, Row]
"""The loop variables in force."""


@dataclass(slots=True)
class Expressions:
    """Checks tag by tag; `used` gathers the fields that stand in the template."""

    kind: LetterKind
    used: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    scope: Scope = field(default_factory=dict)

    def check_print(self, tag: Tag, scope: Scope) -> list[str]:
        """The problems of {{ … }}."""
        parsed = self._parse(tag, f"{{{{ {tag.body} }}}}", scope)
        for output in parsed.find_all(nodes.Output) if parsed else ():
            for node in output.nodes:
                self._printable(self._meaning(node), tag)
        return self._taken()

    def check_condition(self, tag: Tag, scope: Scope) -> list[str]:
        """The problems of {% if … %} or {% elif … %}."""
        condition = tag.body[len(tag.word) :]
        parsed = self._parse(tag, f"{{% if {condition} %}}{{% endif %}}", scope)
        for node in parsed.find_all(nodes.If) if parsed else ():
            self._meaning(node.test)
        return self._taken()

    def check_loop(self, tag: Tag, scope: Scope) -> tuple[dict[str, Row], list[str]]:
        """The problems of {% for … %}, and the loop variable it brings in."""
        variables: dict[str, Row] = {}
        parsed = self._parse(tag, f"{{% {tag.body} %}}{{% endfor %}}", scope)
        for node in parsed.find_all(nodes.For) if parsed else ():
            variables = self._loop_variable(node)
            self.scope = {**scope, **variables}
            if node.test is not None:
                self._meaning(node.test)
        return variables, self._taken()

    def _taken(self) -> list[str]:
        taken, self.problems = self.problems, []
        return taken

    def _parse(self, tag: Tag, source: str, scope: Scope) -> nodes.Template | None:
        self.scope = scope
        try:
            return environment().parse(source)
        except TemplateSyntaxError as error:
            self.problems.append(_syntax_problem(tag, error))
        except RecursionError:
            self.problems.append("标签里的括号套得太多")
        return None

    def _loop_variable(self, node: nodes.For) -> dict[str, Row]:
        iterated = self._meaning(node.iter)
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self.problems.append("循环要写成“for 项 in 表格字段”")
            return {}
        if not (isinstance(iterated, Field) and iterated.kind is FieldKind.ROWS):
            rows = "、".join(f.name for f in self.kind.fields if f.kind is FieldKind.ROWS)
            can = f"能循环的有：{rows}" if rows else "这种函件没有能循环的字段"
            self.problems.append(f"for 后面的 in 只能接表格字段，{can}")
            return {}
        if self.kind.field(node.target.name):
            self.problems.append(f"循环变量“{node.target.name}”与字段重名，请换一个，如“项”")
        return {node.target.name: Row(iterated)}

    def _printable(self, meaning: Meaning, tag: Tag) -> None:
        if isinstance(meaning, Row):
            columns = "、".join(c.name for c in meaning.field.columns)
            self.problems.append(f"“{tag.source}”是表格的一行，后面要接“.列名”，列名有：{columns}")
        elif isinstance(meaning, Loop) or (isinstance(meaning, Field) and meaning.kind is FieldKind.ROWS):
            self.problems.append(f"“{tag.source}”是表格，不能直接印出，要用“for 项 in …”逐行印")

    def _meaning(self, node: nodes.Node) -> Meaning:
        """Resolve an expression, noting every problem in it."""
        match node:
            case nodes.Name():
                return self._name(node)
            case nodes.Getattr():
                return self._part(self._meaning(node.node), node.attr)
            case nodes.Getitem():
                return self._item(node)
            case nodes.Filter():
                return self._filtered(node)
            case nodes.Test():
                return self._tested(node)
            case nodes.Const() | nodes.TemplateData() | nodes.Neg(node=nodes.Const()):
                return None
        if not isinstance(node, _TRANSPARENT):
            self.problems.append(_refusal(node))
            return None
        return self._inside(node)

    def _name(self, node: nodes.Name) -> Meaning:
        if node.name in self.scope:
            return self.scope[node.name]
        if node.name == "loop" and self.scope:
            return Loop()
        found = self.kind.field(node.name)
        if found is None:
            known = [f.name for f in self.kind.fields] + list(self.scope)
            self.problems.append(f"没有“{node.name}”这个字段{nearest(node.name, known)}")
            return None
        self.used.add(found.name)
        return found

    def _item(self, node: nodes.Getitem) -> Meaning:
        whole = self._meaning(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(whole, node.arg.value)
        if isinstance(whole, Field) and whole.kind is FieldKind.ROWS and isinstance(node.arg, nodes.Const):
            return Row(whole)
        self.problems.append("方括号里只能写列名或行号，如“指标[0].得分”")
        return None

    def _part(self, whole: Meaning, name: str) -> Meaning:
        if isinstance(whole, Row):
            column = whole.field.column(name)
            if column is None:
                known = [c.name for c in whole.field.columns]
                self.problems.append(f"“{whole.field.name}”的行里没有“{name}”{nearest(name, known)}")
            return column
        if isinstance(whole, Loop):
            if name not in LOOP_COUNTERS:
                self.problems.append(f"loop 没有“{name}”，序号写“loop.index”")
        elif isinstance(whole, Field) and whole.kind is FieldKind.ROWS:
            self.problems.append(f"“{whole.name}”是表格，先“for 项 in {whole.name}”，再写“项.{name}”")
        elif isinstance(whole, Field):
            self.problems.append(f"“{whole.name}”是{whole.kind.value}，后面不能再接“.{name}”")
        return None

    def _filtered(self, node: nodes.Filter) -> Meaning:
        value = self._meaning(node.node) if node.node is not None else None
        arguments = (*node.args, *(k.value for k in node.kwargs))
        for argument in arguments:
            self._meaning(argument)
        if node.name in FILTERS and not all(map(_is_places, arguments)):
            self.problems.append(f"“| {node.name}”后面的小数位数要写成0到{MOST_PLACES}的数")
        if node.name not in FILTERS and node.name not in PLAIN_FILTERS:
            known = "、".join(FILTERS)
            self.problems.append(
                f"没有“| {node.name}”这种格式{nearest(node.name, FILTERS)}；能用的有：{known}"
            )
        takes = FILTERS[node.name].takes if node.name in FILTERS else None
        if takes and isinstance(value, Field) and value.kind is not takes:
            self.problems.append(f"“| {node.name}”要用在{takes.value}上，“{value.name}”是{value.kind.value}")
        return None

    def _tested(self, node: nodes.Test) -> Meaning:
        if node.name not in TESTS:
            self.problems.append(f"没有“is {node.name}”这种判断")
        return self._inside(node)

    def _inside(self, node: nodes.Node) -> Meaning:
        for child in node.iter_child_nodes():
            self._meaning(child)
        return None


def _is_places(argument: nodes.Node) -> bool:
    return isinstance(argument, nodes.Const) and argument.value in range(MOST_PLACES + 1)


def _refusal(node: nodes.Node) -> str:
    if isinstance(node, nodes.Call):
        return "模板里不能调用函数，只能写字段、格式（如“| 百分比”）、if 和 for"
    if isinstance(node, nodes.BinExpr | nodes.Neg):
        return "模板里不做加减乘除，数由程序算好后填入"
    return "标签里只能写字段、格式（如“| 百分比”）、if 和 for"


def _syntax_problem(tag: Tag, error: TemplateSyntaxError) -> str:
    """A Jinja message as a sentence; full-width signs are the commonest cause and get the right writing."""
    mended = straightened(tag.source)
    if mended != tag.source:
        return f"“{tag.source}”里用了全角符号，应写成“{mended}”"
    if not tag.body:
        return f"“{tag.source}”里没有写字段"
    near = re.search(r"got '(.+?)'|unexpected (?:char )?'(.+?)'", error.message or "")
    token = next((g for g in near.groups() if g), "") if near else ""
    if token and not token.startswith("end of"):
        return f"“{tag.source}”写法有误，问题在“{token}”处：字段名里不能有空格和符号，格式用“|”接在后面"
    return f"“{tag.source}”没有写完整"
