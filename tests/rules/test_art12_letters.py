"""第12条 两书一函: who is on the list and why, case by case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import pytest

from xltools.errors import Severity
from xltools.policy import load, make_override
from xltools.rules.art12.interview import one_level_missing, unknown_codes
from xltools.rules.art12.letters import letters, notices
from xltools.rules.art12.trigger import Evidence
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

CODE = "511102"
CIRCULAR = "点名通报"

Frame = Callable[..., pd.DataFrame]
Rows = Iterable[Mapping[str, Any]]


@pytest.fixture
def evidence(dispatch: Frame, roster: Frame, table_frame: Frame) -> Callable[..., Evidence]:
    """乐山市市中区, 全优县 unless said otherwise."""

    def make(
        period: str = "2024-09",
        county: Mapping[str, Any] | None = None,
        history: Rows = (),
        sent: Rows = (),
        reviews: Rows = (),
        adjustments: Rows = (),
        overrides: Mapping[str, str] | None = None,
        investments: Mapping[str, int] | None = None,
    ) -> Evidence:
        row = {"期别": period, "行政区划代码": CODE, "市州": "乐山市", "县区": "市中区"} | dict(county or {})
        given = [make_override(k, v, "模拟") for k, v in (overrides or {}).items()]
        return Evidence(
            period=period,
            today=dt.date(2024, 10, 8),
            policy=load(month_end(period), given),
            dispatch=dispatch(row),
            roster=roster((CODE, "乐山市", "市中区", row.get("是否参评", "是"))),
            history=table_frame(HISTORY, history),
            letters=table_frame(LETTERS, sent),
            reviews=table_frame(PROBLEMS, reviews),
            adjustments=table_frame(ADJUSTMENTS, adjustments),
            investments=investments,
        )

    return make


def rounds_of(case: Mapping[str, str], periods: Iterable[str], lights: Iterable[str]) -> list[dict[str, Any]]:
    """历史排名 from 第1期…: 25/40 is place 25 of 40, 20/40并2 shared by two, 不参评, blank no row at all."""
    rows: list[dict[str, Any]] = []
    for number, (period, light) in enumerate(zip(periods, lights, strict=True), 1):
        text = case[f"第{number}期"]
        row = {"期别": period, "级别": "县", "代码": CODE, "名称": "市中区", "参评": "否"}
        if text == "不参评":
            rows.append(row)
        elif text:
            place, of, shared = re.fullmatch(r"(\d+)/(\d+)(?:并(\d+))?", text).groups(default="1")
            ranked = {"参评": "是", "排名": int(place), "参评数": int(of), "综合状态": light}
            rows += [row | ranked | {"代码": CODE if i == 0 else f"51999{i}"} for i in range(int(shared))]
    return rows


def found(list_: pd.DataFrame) -> str:
    """The letters listed for the county, without the 点名通报 that goes with each 整改通知书."""
    kinds = [kind for kind in list_["函件"] if kind != CIRCULAR]
    return "、".join(kinds) or "无"


@pytest.mark.cases("第12条 提醒敦促函.csv")
def test_reminders(case: dict[str, str], evidence: Callable[..., Evidence]) -> None:
    history = rounds_of(case, ("2024-07", "2024-08", "2024-09"), "黄黄黄")
    list_ = letters(evidence(history=history))
    own = list_[list_["代码"] == CODE]
    assert found(own) == case["应得"]
    assert "".join(own["是否签发"]) == case["是否签发"]


@pytest.mark.cases("第12条 整改通知书.csv")
def test_rectifications(case: dict[str, str], evidence: Callable[..., Evidence]) -> None:
    periods = [case["期别"]]
    for _ in range(2):
        first = dt.date.fromisoformat(f"{periods[0]}-01") - dt.timedelta(days=1)
        periods.insert(0, f"{first:%Y-%m}")
    history = rounds_of(case, periods, case["前两期状态"] + case["本期状态"])
    sent = [
        {"期别": case["提醒函期别"], "函件": "提醒敦促函", "代码": CODE, "是否签发": case["提醒是否签发"]}
    ]
    share = float(case["支出率"])
    county = {f"{level}支出": 0.0 for level in LEVELS} | {"中央支出": share * 100}
    list_ = letters(evidence(case["期别"], county, history, sent if case["提醒函期别"] else ()))
    rectify = list_[(list_["函件"] == "整改通知书") & (list_["代码"] == CODE)]
    assert ("整改通知书" if len(rectify) else "无") == case["应得"]
    assert "".join(rectify["触发条款"]).removeprefix("第12条 ") == case["触发"]


def test_each_rectification_has_its_circular(evidence: Callable[..., Evidence]) -> None:
    """第12条: 进行点名通报, 发《整改通知书》, 并抄送地方人民政府."""
    list_ = letters(evidence(county={f"{level}支出": 1000.0 for level in LEVELS}))
    own = list_[list_["代码"] == CODE].set_index("函件")
    assert list(own.index) == ["整改通知书", "点名通报"]
    assert own.loc["整改通知书", "抄送单位"] == "乐山市市中区人民政府"
    assert own.loc["整改通知书", "主送单位"] == "乐山市市中区乡村振兴局、财政局"
    assert own.loc["点名通报", "主送单位"] == "各市（州）乡村振兴局、财政局"
    assert own.loc["点名通报", "抄送单位"] == "乐山市市中区人民政府"
    assert own.loc["点名通报", "依据"] == own.loc["整改通知书", "依据"]
    assert pd.isna(own.loc["点名通报", "反馈期限"])


def test_far_behind_says_what_is_missing(evidence: Callable[..., Evidence]) -> None:
    """4,000 of 10,000 is 40 %, below 60 % of 75 %; 7,500 are due, so 3,500 are missing."""
    list_ = letters(evidence(county={f"{level}支出": 1000.0 for level in LEVELS}))
    reason = list_["依据"].iloc[0]
    assert reason == "第12条 2024-09支出率40.00%＜9月末目标75.00%的60%即45%，距目标尚差3,500.00万元"


def test_the_other_reading_judges_by_the_month_itself(evidence: Callable[..., Evidence]) -> None:
    """July by 当期序时: 60 % of 58.33 % is 34.998 %, so 34 % is 严重滞后, by 最近节点 (30 %) it is not."""
    county = {f"{level}支出": 850.0 for level in LEVELS}
    assert found(letters(evidence("2024-07", county))) == "无"
    by_month = letters(evidence("2024-07", county, overrides={"严重滞后目标": "当期序时"}))
    assert set(by_month["代码"]) == {CODE, "511100"}


def test_a_reminded_unit_still_behind_is_not_reminded_again(evidence: Callable[..., Evidence]) -> None:
    """提醒 → 整改: August's reminder, last 20 in August and September."""
    case = {"第1期": "25/40", "第2期": "25/40", "第3期": "30/40"}
    history = rounds_of(case, ("2024-07", "2024-08", "2024-09"), "黄黄黄")
    sent = [{"期别": "2024-08", "函件": "提醒敦促函", "代码": CODE, "是否签发": "是"}]
    assert found(letters(evidence(history=history, sent=sent))) == "整改通知书"
    not_sent = [sent[0] | {"是否签发": "否"}]
    assert found(letters(evidence(history=history, sent=not_sent))) == "提醒敦促函"


def test_one_certain_reason_is_enough(evidence: Callable[..., Evidence]) -> None:
    """Still behind only by a tie across the cut, but red three times: 是, with both reasons."""
    case = {"第1期": "25/40", "第2期": "25/40", "第3期": "20/40并2"}
    history = rounds_of(case, ("2024-07", "2024-08", "2024-09"), "红红红")
    sent = [{"期别": "2024-08", "函件": "提醒敦促函", "代码": CODE, "是否签发": "是"}]
    own = letters(evidence(history=history, sent=sent)).set_index(["代码", "函件"])
    row = own.loc[CODE, "整改通知书"]
    assert row["触发条款"] == "第12条 严重滞后：提醒后仍居后；严重滞后：连续3次红灯"
    assert row["是否签发"] == "是"
    assert own.loc[(CODE, "提醒敦促函"), "是否签发"] == "否", "the reminder itself hangs on the tie"


def test_a_city_is_judged_like_a_county(evidence: Callable[..., Evidence]) -> None:
    """Last 5 of 21 twice running: places 17 to 21."""
    row = {"级别": "市", "代码": "511100", "名称": "乐山市", "参评": "是", "参评数": 21, "综合状态": "黄"}
    history = [row | {"期别": "2024-08", "排名": 17}, row | {"期别": "2024-09", "排名": 21}]
    (own,) = letters(evidence(history=history)).to_dict("records")
    assert (own["函件"], own["代码"], own["主送单位"]) == ("提醒敦促函", "511100", "乐山市乡村振兴局、财政局")
    assert own["触发条款"] == "第12条 连续2次排名居后5位"
    assert own["依据"] == "第12条 2024-08第17位（共21个）、2024-09第21位（共21个）"


def test_sixteenth_of_21_cities_is_safe(evidence: Callable[..., Evidence]) -> None:
    row = {"级别": "市", "代码": "511100", "名称": "乐山市", "参评": "是", "参评数": 21, "综合状态": "黄"}
    history = [row | {"期别": "2024-08", "排名": 17}, row | {"期别": "2024-09", "排名": 16}]
    assert letters(evidence(history=history)).empty


def test_all_those_sharing_the_score_at_the_cut_are_listed_for_the_officer(
    evidence: Callable[..., Evidence], dispatch: Frame, roster: Frame
) -> None:
    """Places 20 and 21 of 40 share a score: both stand on the list with 否, the place before does not."""
    names = {"510101": 19, "510102": 20, "510103": 20, "510104": 22}
    history = [
        {
            "期别": period, "级别": "县", "代码": code, "名称": code,
            "参评": "是", "排名": place, "参评数": 40, "综合状态": "黄",
        }
        for period in ("2024-08", "2024-09")
        for code, place in names.items()
    ]  # fmt: skip
    listed = roster(*((code, "模拟市", f"县{code}", "是") for code in names))
    base = evidence(history=history)
    whole = Evidence(
        base.period, base.today, base.policy, dispatch(*({"行政区划代码": c} for c in names)), listed,
        base.history, base.letters, base.reviews, base.adjustments,
    )  # fmt: skip
    list_ = letters(whole)
    assert dict(zip(list_["代码"], list_["是否签发"], strict=True)) == {
        "510102": "否",
        "510103": "否",
        "510104": "是",
    }
    assert "由人核定" in list_["依据"].iloc[0] and "由人核定" not in list_["依据"].iloc[2]


@pytest.mark.cases("第12条 约谈通知书.csv")
def test_interviews(case: dict[str, str], evidence: Callable[..., Evidence]) -> None:
    issued = float(case["下达合计"]) / 4
    county = {f"{level}下达": issued for level in LEVELS} | {f"{level}支出": issued for level in LEVELS}
    county |= {"市级到位": float(case["市级到位"]), "县级到位": float(case["县级到位"])}
    changes, reviews = _changes(case["调整"]), _reviews(case["问题"])
    facts = evidence(case["期别"], county, reviews=reviews, adjustments=changes)
    list_ = letters(facts)
    assert found(list_) == case["应得"]
    assert "".join(list_["触发条款"]).removeprefix("第12条 ") == case["触发"]
    assert [n.column for n in one_level_missing(facts)] == ([case["提示"]] if case["提示"] else [])


def _changes(text: str) -> list[dict[str, Any]]:
    rows = []
    for i, item in enumerate(filter(None, text.split("；"))):
        day, amounts, *approval = item.split(" ")
        before, after = amounts.split("→")
        rows.append({
            "项目编码": f"{CODE}00{i}", "行政区划代码": CODE, "年度": int(day[:4]), "原金额": float(before),
            "新金额": float(after), "审批文号": approval[0] if approval else None, "日期": day,
        })  # fmt: skip
    return rows


def _reviews(text: str) -> list[dict[str, Any]]:
    if not text:
        return []
    day, state = text.split(" ")
    return [{"序号": 3, "行政区划代码": CODE, "县区": "市中区", "整改期限": day, "状态": state}]


def test_arbitrary_changes_show_the_sum_and_the_largest_project(evidence: Callable[..., Evidence]) -> None:
    """4,000 gross of 10,000; the project of 1,000 was changed by 1,000, its whole amount."""
    changes = _changes("2024-05-10 5000→8000；2024-06-10 1000→0")
    (row,) = letters(evidence(adjustments=changes)).to_dict("records")
    assert row["依据"] == (
        "第12条 2024年无审批文号调整2笔，绝对值合计4,000.00万元÷当年投资额10,000.00万元=40.00%≥20%"
        "；单个项目最大100.00%（511102001）"
    )


def test_overdue_reviews_are_named(evidence: Callable[..., Evidence]) -> None:
    reviews = [_reviews(f"2024-0{month}-15 未整改")[0] | {"序号": month} for month in (5, 6, 7, 8)]
    (row,) = letters(evidence(reviews=reviews)).to_dict("records")
    assert row["依据"] == (
        "第12条 截至2024-09-30有4项备案审查问题逾期未整改："
        "序号5（期限2024-05-15）、序号6（期限2024-06-15）、序号7（期限2024-07-15）等4项"
    )


def test_changes_without_a_known_investment_are_for_the_officer(evidence: Callable[..., Evidence]) -> None:
    """A county that reports nothing has no 当年投资额 to divide by: listed, not judged."""
    blank = {f"{level}下达": None for level in LEVELS} | {"是否参评": "否"}
    (row,) = letters(evidence(county=blank, adjustments=_changes("2024-05-10 500→700"))).to_dict("records")
    assert (row["函件"], row["是否签发"]) == ("约谈通知书", "否")
    assert "当年投资额未知" in row["依据"]


def test_a_given_investment_goes_before_the_default(evidence: Callable[..., Evidence]) -> None:
    """2,000 of a plan of 20,000 万元 is 10 %; of the 10,000 issued it would be 20 %."""
    changes = _changes("2024-05-10 5000→7000")
    assert letters(evidence(adjustments=changes, investments={CODE: 20_000 * 1_000_000})).empty


def test_a_county_without_funds_is_not_asked_for_them(evidence: Callable[..., Evidence]) -> None:
    """不参评: no task, so nothing to be in place."""
    facts = evidence(county={"是否参评": "否", "市级到位": 0.0, "县级到位": 0.0})
    assert letters(facts).empty and one_level_missing(facts) == []


def test_codes_nobody_knows_are_reported(evidence: Callable[..., Evidence]) -> None:
    stray = {"行政区划代码": "510199"}
    facts = evidence(
        reviews=[_reviews("2024-09-01 未整改")[0] | stray],
        adjustments=[_changes("2024-05-10 5000→9000")[0] | stray],
    )
    assert letters(facts).empty
    assert [(p.table, p.row, p.column) for p in unknown_codes(facts)] == [
        ("问题清单", 0, "行政区划代码"), ("调整台账", 0, "行政区划代码"),
    ]  # fmt: skip


def test_deadlines_count_days_from_the_date_of_the_letters(evidence: Callable[..., Evidence]) -> None:
    """8 October 2024 and 10 days for a 约谈通知书: 18 October."""
    (row,) = letters(evidence(county={"市级到位": 0.0, "县级到位": 0.0})).to_dict("records")
    assert row["反馈期限"] == pd.Timestamp(2024, 10, 18)


def test_names_come_from_the_parameters(evidence: Callable[..., Evidence]) -> None:
    county = {"市级到位": 0.0, "县级到位": 0.0}
    (row,) = letters(evidence(county=county, overrides={"县级主送部门": "农业农村局"})).to_dict("records")
    assert row["主送单位"] == "乐山市市中区农业农村局"


def test_an_empty_list_still_has_its_columns(evidence: Callable[..., Evidence]) -> None:
    assert list(letters(evidence())) == LETTERS.names


def test_notices_tell_without_stopping(evidence: Callable[..., Evidence]) -> None:
    """One local level at 0 is a notice at its cell; both at 0 is a letter instead."""
    notice, few = notices(evidence(county={"县级到位": 0.0}))
    assert (notice.row, notice.column, notice.severity) == (0, "县级到位", Severity.NOTICE)
    assert notice.problem == "黄色提示（第12条）：乐山市市中区县级到位为0，市级到位2,500.00万元"
    assert (few.row, few.column, few.severity) == (0, "期别", Severity.NOTICE)
    assert "不多于后20位：不判定居后" in few.problem
    assert notices(evidence(county={"市级到位": 0.0, "县级到位": 0.0})) == [few]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            [("2024-06", "约谈通知书", "是"), ("2024-08", "约谈通知书", "是")],
            "；2024-06、2024-08已发《约谈通知书》",
        ),
        ([("2024-08", "约谈通知书", "否")], ""),
        ([("2024-09", "约谈通知书", "是")], ""),
        ([("2023-12", "约谈通知书", "是")], ""),
        ([("2024-08", "整改通知书", "是")], ""),
    ],
)
def test_what_was_sent_before_in_the_year_is_said(
    evidence: Callable[..., Evidence], sent: list[tuple[str, str, str]], said: str
) -> None:
    """Only what was issued, of the same kind, in the year, before this 期别; the letter is still listed."""
    rows = [dict(zip(("期别", "函件", "是否签发"), row, strict=True)) | {"代码": CODE} for row in sent]
    county = {"市级到位": 0.0, "市级支出": 0.0, "县级到位": 0.0, "县级支出": 0.0}
    list_ = letters(evidence(county=county, sent=rows)).set_index("函件")
    reason = list_.loc["约谈通知书", "依据"]
    assert reason == f"第12条 2024-09市级到位0、县级到位0万元{said}"


@pytest.mark.parametrize(("until", "issued"), [("2024-10-07", "是"), ("2024-10-08", "否")])
def test_while_an_earlier_letter_waits_for_its_answer_the_officer_decides(
    evidence: Callable[..., Evidence], until: str, issued: str
) -> None:
    """The letters are made on 2024-10-08: that day still belongs to the county. Its 点名通报 goes along."""
    earlier = {"期别": "2024-08", "函件": "整改通知书", "代码": CODE, "是否签发": "是", "反馈期限": until}
    spent = {f"{level}支出": 1000.0 for level in LEVELS}
    list_ = letters(evidence(county=spent, sent=[earlier]))
    list_ = list_[list_["代码"] == CODE].set_index("函件")
    assert list_.loc[["整改通知书", CIRCULAR], "是否签发"].tolist() == [issued, issued]
    assert ("反馈期内" in list_.loc["整改通知书", "依据"]) is (issued == "否")
