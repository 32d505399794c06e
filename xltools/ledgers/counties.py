"""Which county a ledger speaks for: by code, or by a name that only one county has."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from xltools.returns.folder import code_in_name
from xltools.tables.checks.names import same_place
from xltools.tables.fold import name_key


class Counties:
    """县区名单, looked up by name; a name that several counties have names none."""

    def __init__(self, listed: pd.DataFrame) -> None:
        columns = ("行政区划代码", "市州", "县区")
        self._rows = [
            (code, city or "", county or "")
            for code, city, county in zip(*(listed[name] for name in columns), strict=True)
            if code
        ]
        self.names = {code: county for code, _, county in self._rows}

    def code(self, written: str) -> str:
        """The one code a name may mean, empty where none or several."""
        found = self.codes(written)
        return found[0] if len(found) == 1 else ""

    def codes(self, written: str) -> list[str]:
        """Every code that a name may mean: 市中区 is both 511002 and 511102."""
        return [code for code, city, county in self._rows if same_place(written, county, city)]

    def in_text(self, text: str) -> str:
        """The one county whose full name stands in a title, 2024年内江市东兴区项目库; with its city first."""
        key = name_key(text)
        both = [c for c, city, county in self._rows if city and name_key(f"{city}{county}") in key]
        found = both or [c for c, _, county in self._rows if len(county) > 2 and name_key(county) in key]
        return found[0] if len(found) == 1 else ""


def speaks_for(name: str, said: Sequence[str], counties: Counties) -> str:
    """The county of a whole ledger: the code in its file name, else a name there or above the header."""
    code = code_in_name(name)
    if code:
        return code
    return next((code for text in (name, *said) if text and (code := counties.in_text(text))), "")
