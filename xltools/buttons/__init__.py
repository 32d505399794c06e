"""The buttons: one module a workbook, one function a button: tables in → tables and letters out."""

from xltools.buttons import dispatch_ranking  # noqa: F401  registers its buttons
from xltools.buttons.button import Button, Press, Progress, Result, buttons, find

__all__ = ["Button", "Press", "Progress", "Result", "buttons", "find"]
