"""What was typed wrongly on the command line, in Chinese: typer says it in English, and never as JSON."""

from __future__ import annotations

import re
from typing import Any

from xltools.errors import UsageError

_QUOTED = re.compile(r"'([^']*)'|\(([^()]*)\)$")


def wrong_usage(error: Any) -> UsageError:
    """The sentence for an error of typer's parser, told by its name: the class is click's or typer's own."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "xltools"
    return UsageError(f"{_problem(error)}。写法见 {command} --help")


def _problem(error: Any) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            meant = "、".join(error.possibilities or ())
            return f"没有“{error.option_name}”这个选项" + (f"，是不是要写 {meant}" if meant else "")
        case "BadOptionUsage":
            takes_value = "requires" in error.message
            return f"“{error.option_name}”后面" + ("要写一个值" if takes_value else "不要写值")
        case "MissingParameter":
            return f"少写了{_named(error.param)}"
        case "BadParameter":
            whole = "，应为整数" if "integer" in error.message else ""
            return f"{_named(error.param)}的值不能用{whole}"
    found = _QUOTED.search(error.format_message())
    typed = next(filter(None, found.groups()), "") if found else ""
    return f"没有“{typed}”这个命令" if "command" in error.format_message() else f"多写了“{typed}”"


def _named(parameter: Any) -> str:
    """An option as it is written, or an argument, with what it is for."""
    meaning = getattr(parameter, "help", None)
    return f"“{max(parameter.opts, key=len)}”" + (f"（{meaning}）" if meaning else "")
