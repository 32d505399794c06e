"""What the charts of a workbook show: the cells behind their values and categories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Plotted:
    """One sequence of a chart; `provider` makes another."""

    labelled: Any
    provider: Any

    @property
    def range(self) -> str:
        """The cells it shows, as Calc spells them: $排名表.$C$5:$C$24."""
        return str(self.labelled.getValues().SourceRangeRepresentation)

    def move(self, cells: str) -> None:
        """Show other cells."""
        role = self.labelled.getValues().Role
        values = self.provider.createDataSequenceByRangeRepresentation(cells)
        values.Role = role
        self.labelled.setValues(values)


def plotted_in(model: Any) -> list[Plotted]:
    """Every sequence of every chart of a document."""
    found = []
    for sheet in map(model.Sheets.getByName, model.Sheets.ElementNames):
        charts = sheet.Charts
        for chart in (charts.getByName(name).getEmbeddedObject() for name in charts.ElementNames):
            provider = chart.getDataProvider()
            found += [Plotted(each, provider) for each in _sequences(chart) if each and each.getValues()]
    return found


def _sequences(chart: Any) -> Iterator[Any]:
    for system in chart.getFirstDiagram().getCoordinateSystems():
        yield system.getAxisByDimension(0, 0).getScaleData().Categories
        for kind in system.getChartTypes():
            for series in kind.getDataSeries():
                yield from series.getDataSequences()
