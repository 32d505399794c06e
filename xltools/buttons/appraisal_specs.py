"""Which workbook, table and button each indicator of the appraisal rests on, and the rule that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xltools.buttons import (
    daily_points,
    dispatch_ranking,
    filing_review,
    fund_allocation,
    project_library,
    supervision,
)
from xltools.rules.safeguards import money, progress, projects
from xltools.tables.declared import project_results, ranking
from xltools.tables.declared.appraisal import (
    ASSETS,
    CLEANUP,
    CLOSEOUT,
    DISCLOSURE,
    FILING,
    FUNDING,
    INDUSTRY,
    PAYMENT,
    PILOT,
    POINTS,
    QUALITY,
    RANKING,
    SPENDING,
)
from xltools.tables.declared.assets import BY_COUNTY_ASSETS
from xltools.tables.declared.filing import OPINIONS
from xltools.tables.declared.inspections import COUNTY_CLOSINGS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.money_results import AWARDS, DISCLOSURE_CHECK, INDUSTRY_SHARES, PAYMENT_SUMMARY
from xltools.tables.declared.money_results import FUNDING as FUNDING_TABLE
from xltools.tables.declared.pilots import PILOT_STATE
from xltools.tables.declared.points import NEGATIVE_USES, TOTALS
from xltools.tables.declared.projects import REMOVED
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.model import Table

INSPECTION, ASSET_BOOK = "督导检查", "资产盘活"

MEASURES = {
    INDUSTRY: money.industry,
    FUNDING: money.funding,
    PAYMENT: money.payment,
    DISCLOSURE: money.disclosure,
    PILOT: projects.pilots,
    POINTS: progress.points,
    QUALITY: projects.quality,
    CLEANUP: projects.cleanup,
    FILING: projects.filing,
    SPENDING: progress.spending,
    CLOSEOUT: progress.closing,
    RANKING: progress.ranking,
    ASSETS: projects.assets,
}
"""Indicator → the rule that makes facts of its tables."""


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook; `parts`: the button that made some of its tables, and the indicators that rest on them."""

    workbook: str
    parts: Sequence[tuple[str, Sequence[Table], Sequence[str]]]

    @property
    def tables(self) -> Iterator[Table]:
        """All tables that are read."""
        return (table for _, tables, _ in self.parts for table in tables)


SOURCES = (
    Source(
        dispatch_ranking.WORKBOOK,
        (
            (
                "计分排名",
                (ranking.RANKING, ranking.CITY_RANKING, ranking.HISTORY, LETTERS),
                (SPENDING, RANKING),
            ),
        ),
    ),
    Source(daily_points.WORKBOOK, (("计分汇总", (TOTALS, NEGATIVE_USES), (POINTS,)),)),
    Source(
        supervision.WORKBOOK,
        (
            ("产业占比", (INDUSTRY_SHARES,), (INDUSTRY,)),
            ("投入比对", (FUNDING_TABLE,), (FUNDING,)),
            ("拨付核查", (PAYMENT_SUMMARY,), (PAYMENT,)),
            ("公开核查", (DISCLOSURE_CHECK,), (DISCLOSURE,)),
            ("评优资格", (AWARDS,), ()),
        ),
    ),
    Source(
        project_library.WORKBOOK,
        (
            ("数据质量", (project_results.QUALITY_SUMMARY,), (QUALITY,)),
            ("动态清库", (project_results.CLEANUP, REMOVED), (CLEANUP,)),
        ),
    ),
    Source(filing_review.WORKBOOK, (("备案审查", (OPINIONS, PROBLEMS), (FILING,)),)),
    Source(INSPECTION, (("问题销号", (COUNTY_CLOSINGS,), (CLOSEOUT,)),)),
    Source(ASSET_BOOK, (("资产分类", (BY_COUNTY_ASSETS,), (ASSETS,)),)),
    Source(fund_allocation.WORKBOOK, (("试点管理", (PILOT_STATE,), (PILOT,)),)),
)
