"""Where a template is taken from."""

from __future__ import annotations

from tests.letters.made_templates import RECTIFY, docx_of, text_of
from xltools.letters.kinds import KINDS
from xltools.letters.render import Renderer
from xltools.letters.store import template_path


def test_the_offices_own_template_beside_the_workbook_comes_first(tmp_path):
    own = tmp_path / "模板" / "整改通知书.docx"
    own.parent.mkdir()
    own.write_bytes(docx_of("本局改过的模板"))
    assert template_path(RECTIFY, tmp_path) == own
    assert "本局改过的模板" in text_of(Renderer("整改通知书", template_path(RECTIFY, tmp_path)).preview())


def test_what_the_office_did_not_change_comes_with_the_toolkit(tmp_path):
    (tmp_path / "模板").mkdir()
    for kind in KINDS.values():
        path = template_path(kind, tmp_path)
        assert path.name == f"{kind.name}.docx"
        assert path.is_file()
        assert tmp_path not in path.parents


def test_without_a_workbook_the_shipped_one_is_taken():
    assert template_path(RECTIFY).is_file()
