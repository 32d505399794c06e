"""python -m xltools.build [--to DIR]: make workbooks/ and templates/ again from the declarations."""

from __future__ import annotations

import argparse
from pathlib import Path

from xltools.build.shipped import build_workbooks
from xltools.build.templates import build_templates


def main() -> None:
    """Build into the current folder (a checkout), or into another one."""
    parser = argparse.ArgumentParser(prog="python -m xltools.build", description="重新生成工作簿和函件模板")
    parser.add_argument("--to", type=Path, default=Path(), help="放在哪个文件夹（缺省：当前文件夹）")
    to = parser.parse_args().to
    for path in (*build_workbooks(to / "workbooks"), *build_templates(to / "templates")):
        print(f"已生成：{path}")


if __name__ == "__main__":
    main()
