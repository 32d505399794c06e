"""The office's fonts are changed by a profile, in the template's styles and nowhere else."""

from __future__ import annotations

import pytest

from tests.letters.made_templates import parts_of
from tests.letters.test_compiled import by_docxtpl, by_us, fast
from xltools.letters.context import context
from xltools.letters.fonts import GB2312, PROFILES, with_fonts
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.letters.template import Template
from xltools.policy.catalogue import catalogue

TEMPLATES = {name: template_path(kind).read_bytes() for name, kind in KINDS.items()}


@pytest.mark.parametrize("name", list(KINDS))
def test_no_font_is_named_outside_the_styles(name):
    """Else a profile, or an officer who changes a style in Word, would leave words in the old font."""
    outside = {n: xml for n, xml in parts_of(TEMPLATES[name]).items() if "styles" not in n}
    assert not [n for n, xml in outside.items() if b"rFonts" in xml]


def test_a_profile_changes_the_styles_and_the_list_of_fonts_and_nothing_else():
    before = parts_of(TEMPLATES["提醒敦促函"])
    after = parts_of(with_fonts(TEMPLATES["提醒敦促函"], PROFILES["方正"]))
    assert {n for n in before if before[n] != after[n]} == {"word/styles.xml", "word/fontTable.xml"}
    styles = after["word/styles.xml"].decode()
    assert [styles.count(f'w:eastAsia="{name}"') > 0 for name in ("方正仿宋_GBK", "方正小标宋_GBK")] == [
        True
    ] * 2
    assert "仿宋_GB2312" not in styles


def test_a_profile_and_back_is_the_template_it_was():
    there = with_fonts(TEMPLATES["点名通报"], PROFILES["方正"])
    back = parts_of(with_fonts(there, GB2312, was=PROFILES["方正"]))
    assert b"_GBK" not in back["word/styles.xml"]
    assert back["word/document.xml"] == parts_of(TEMPLATES["点名通报"])["word/document.xml"]


def test_the_office_may_choose_every_profile_and_no_other():
    """字体方案 of sheet 参数."""
    (parameter,) = catalogue().dated("字体方案")
    assert parameter.choices == tuple(PROFILES)
    assert parameter.workbooks == ("调度排名", "资金分配", "备案审查", "年度考核")
    assert not parameter.needs_reason


@pytest.mark.parametrize("profile", list(PROFILES))
@pytest.mark.parametrize("name", list(KINDS))
def test_in_every_profile_the_fast_way_gives_what_docxtpl_gives(name, profile):
    """Each part, after C14N."""
    kind, data = KINDS[name], with_fonts(TEMPLATES[name], PROFILES[profile])
    values = context(kind, kind.sample())
    assert by_us(data, values, fast(data, kind)) == by_docxtpl(data, values)


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_letter_is_in_the_fonts_of_the_office(profile):
    kind = KINDS["整改通知书"]
    letter = Template.load(kind, template_path(kind), PROFILES[profile]).render(kind.sample())
    styles = parts_of(letter)["word/styles.xml"].decode()
    assert f'w:eastAsia="{PROFILES[profile].仿宋}"' in styles
    assert ("仿宋_GB2312" in styles) == (profile == "国标")
