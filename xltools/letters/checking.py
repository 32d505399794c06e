"""`xltools check 整改通知书.docx`: what is wrong with a template, and a letter of it to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xltools.errors import HostError, UsageError
from xltools.hosts.replace import replace_file
from xltools.letters.docx_file import read_template
from xltools.letters.fields import LetterKind
from xltools.letters.kinds import KINDS
from xltools.letters.pdf import to_pdf
from xltools.letters.recognising import required_kind
from xltools.letters.render import letter_kind
from xltools.letters.store import PREVIEW, own_path
from xltools.letters.template import RefusedTemplateError, Template


@dataclass(slots=True)
class CheckedTemplate:
    """What is wrong (`problems`), where the letter of made-up facts lies (`files`), what else to say."""

    path: Path
    kind: str
    problems: Sequence[str] = ()
    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 when something must be mended."""
        return 1 if self.problems else 0

    def lines(self) -> Iterator[str]:
        """All of it for the officer, a sentence a line."""
        yield f"{self.path.name}　（{self.kind}的模板）"
        for problem in self.problems:
            yield f"  错误　{problem}"
        yield f"有 {len(self.problems)} 处要改" if self.problems else "没有发现问题"
        for path in self.files:
            yield f"预览（模拟数据）：{path}"
        yield from self.notes


def check_template(path: Path, kind: str = "", preview: Path | None = None) -> CheckedTemplate:
    """Check a template of a kind (by its name where none is given), and write a letter of it.

    TemplateError where the file cannot be read, UsageError where nobody can tell its kind.
    """
    if preview:
        _refuse_place(path, preview)
    data = read_template(path)
    declared = letter_kind(kind) if kind else required_kind(path, data)
    checked = CheckedTemplate(path, declared.name)
    try:
        template = Template(declared, data, path.name)
    except RefusedTemplateError as error:
        checked.problems = error.problems
        return checked
    checked.notes += _not_yet_used(path, declared)
    if preview:
        _write(template, preview, checked)
    return checked


def preview_path(path: Path, kind: str) -> Path:
    """Where the launcher puts the letter of made-up facts: beside the template, under a name of its own."""
    return path.with_name(f"{PREVIEW}{kind}.docx")


def _refuse_place(path: Path, preview: Path) -> None:
    if preview.suffix.lower() != ".docx":
        raise UsageError(f"预览要存为 .docx，“{preview.name}”不是。请改文件名，如 {PREVIEW}{path.stem}.docx")
    if preview.resolve() == path.resolve() or preview.name in (kind.template for kind in KINDS.values()):
        raise UsageError(
            f"预览不能存为“{preview.name}”，会盖掉模板。请换一个文件名，如 {PREVIEW}{path.stem}.docx"
        )


def _not_yet_used(path: Path, kind: LetterKind) -> list[str]:
    """生成函件 takes a template by its folder and name alone."""
    used = own_path(kind, path.resolve().parent.parent)
    if path.resolve() == used:
        return []
    where = f"{used.parent.name}/{used.name}"
    return [f"要让“生成函件”用它，请存为调度排名工作簿旁边的“{where}”"]


def _write(template: Template, out: Path, checked: CheckedTemplate) -> None:
    """The letter and, where LibreOffice is there, its PDF; without it one sentence says so."""
    letter, pdf = template.render(template.kind.sample()), out.with_suffix(".pdf")
    ours = out.name.startswith(PREVIEW)
    replace_file(out, letter, backup=not ours)
    checked.files.append(out)
    try:
        replace_file(pdf, to_pdf([letter])[0], backup=not ours)
        checked.files.append(pdf)
    except HostError as error:
        checked.notes.append(str(error))
        if pdf.exists():
            checked.notes.append(f"旁边的“{pdf.name}”是以前的，不是这一份")
