"""A template is untrusted text: whatever is typed into it, no Python runs and nothing hangs."""

from __future__ import annotations

import contextlib
from pathlib import Path

import jinja2
import pytest

from tests.letters.made_templates import problems_of, written
from xltools.errors import TemplateError
from xltools.letters.environment import environment

MARK = Path("escaped-from-the-sandbox")

ESCAPES = [
    f'{{{{ cycler.__init__.__globals__.os.popen("touch {MARK}").read() }}}}',
    f'{{{{ self.__init__.__globals__.__builtins__.open("{MARK}", "w") }}}}',
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ 单位.__class__ }}",
    "{{ 单位.format() }}",
    "{{ '{0.__class__}'.format(单位) }}",
    "{{ 单位['__class__'] }}",
    "{{ 单位 | attr('__class__') }}",
    "{{ 指标 | map('attr', '__class__') | list }}",
    f'{{{{ 单位.to_csv("{MARK}") }}}}',
    "{{ lipsum(999999) }}",
    "{% for 甲 in range(999999) %}{% for 乙 in range(999999) %}x{% endfor %}{% endfor %}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ 'a'.center(9999999999) }}",
    "{{ '%9999999999d' | format(1) }}",
    "{{ 综合得分 | 小数(999999999) }}",
    "{{ 综合得分 | 百分比(位数=-1) }}",
    "{% if " + "(" * 5000 + "单位" + ")" * 5000 + " %}{% endif %}",
    "{% for a in 指标 %}{% for b in 指标 %}{% for c in 指标 %}{% endfor %}{% endfor %}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro 甲() %}{{ caller() }}{% endmacro %}",
    "{% set 甲 = 单位.__class__ %}",
    "{% extends 单位 %}",
    "{% if ''.__class__.__base__.__subclasses__() %}{% endif %}",
    "{% for 甲 in ''.__class__.__mro__ %}{% endfor %}",
]


@pytest.mark.parametrize("typed", ESCAPES)
def test_an_escape_is_refused_when_the_template_is_loaded(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "正文“" in problems_of(typed)
    assert not MARK.exists()


@pytest.mark.parametrize("typed", ESCAPES)
def test_the_environment_alone_stops_it_as_well(typed, tmp_path, monkeypatch):
    """The second wall: suppose the check had let it through."""
    monkeypatch.chdir(tmp_path)
    printed = ""
    with contextlib.suppress(jinja2.TemplateError, TemplateError, TypeError, RecursionError):
        printed = environment().from_string(typed).render(单位="甲", 综合得分=62.5, 指标=[])
    assert printed == ""
    assert not MARK.exists()


def test_nothing_of_jinja_itself_is_at_hand():
    """range, dict, lipsum, cycler, joiner, namespace."""
    assert environment().globals == {}


def test_data_that_looks_like_a_tag_is_printed_and_not_run():
    assert "{{ 7*7 }}{% if %}" in written("{{ 单位 }}", 单位="{{ 7*7 }}{% if %}")
