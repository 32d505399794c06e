"""What goes with a table when its rows or columns change: names, print areas, formats by rule, charts.

Where to is decided as for a closed file (`ooxml.followers`).
"""

from __future__ import annotations

from xltools.hosts.calc.component import Component, box_of
from xltools.hosts.calc.grammar import from_calc, to_calc
from xltools.hosts.calc.names import Names
from xltools.ooxml.followers import Resized
from xltools.ooxml.refs import followed


def follow(component: Component, names: Names, resized: Resized) -> None:
    """Move everything that stood for the table or its columns."""
    _names(names, resized)
    _print_areas(component, resized)
    _rules(component, resized)
    _charts(component, resized)


def _names(names: Names, resized: Resized) -> None:
    for name in list(names):
        before = name.refers_to.removeprefix("=")
        text = followed(before, resized.sheet, resized.name)
        if text != before:
            names.set(name.name, text, name.sheet)


def _print_areas(component: Component, resized: Resized) -> None:
    sheet = component.sheet(resized.sheet)
    before = [box_of(area) for area in sheet.getPrintAreas()]
    after = [resized.print_area(box) or box for box in before]
    if after != before:
        sheet.setPrintAreas(tuple(component.address(resized.sheet, box) for box in after))


def _rules(component: Component, resized: Resized) -> None:
    for rule in component.sheet(resized.sheet).ConditionalFormats.getConditionalFormats():
        before = [box_of(area) for area in rule.Range.RangeAddresses]
        after = [resized.rule(box) or box for box in before]
        if after != before:
            rule.Range = component.ranges(resized.sheet, after)


def _charts(component: Component, resized: Resized) -> None:
    for plotted in component.plotted:
        excel = from_calc(plotted.range, component.functions, component.sheet_names())
        text = followed(excel, resized.sheet, resized.series)
        if text != excel:
            plotted.move(to_calc(text, component.functions))
