"""盘活建议 pressed: suggested, decided, signed, revived; what an officer typed is never lost (第13–16条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.assets.desk import LOW_ASSET, Desk
from tests.rules.made_assets import asset
from xltools.tables.declared.assets import ASSETS, BY_COUNTY_ASSETS, OVERVIEW
from xltools.tables.declared.revival import AGREEMENT_ITEMS, AGREEMENTS, CHANGES, CONDITIONS, REVIVAL

DECIDED = {"盘活方式": "国企合作", "决定单位": "模拟村", "决定日期": dt.datetime(2024, 4, 1)}
SIGNED = {
    "乙方": "模拟农投公司", "乙方类型": "县属国企", "签订日期": dt.datetime(2024, 5, 1),
    "起始日期": dt.datetime(2024, 5, 1), "终止日期": dt.datetime(2029, 4, 30), "年租金": 5,
    **dict.fromkeys(AGREEMENT_ITEMS, "是"),
}  # fmt: skip


def test_an_asset_goes_from_suggestion_to_revived_step_by_step(desk: Desk) -> None:
    """依据: 第13条; 1 % before, 8 % after, 7 万元 more."""
    desk.press("revive")
    row = desk.row(REVIVAL)
    assert (row["建议方式"], row["进度"], row["盘活方式"]) == ("国企合作", "建议", None)
    desk.type(REVIVAL, 0, **DECIDED)
    desk.press("revive")
    assert desk.row(REVIVAL)["进度"] == "已决定" and desk.row(AGREEMENTS)["检查结果"] == "未签"
    assert desk.row(AGREEMENTS)["甲方"] == LOW_ASSET["权属"]
    desk.type(AGREEMENTS, 0, **SIGNED)
    desk.press("revive")
    assert desk.row(REVIVAL)["进度"] == "已签约" and desk.row(AGREEMENTS)["检查结果"] == "齐全"
    desk.type(REVIVAL, 0, 盘活日期=dt.datetime(2024, 6, 1), 盘活后用途="冷链", 盘活后年收益=8)
    result = desk.press("revive")
    row = desk.row(REVIVAL)
    assert (row["进度"], row["下一步"], row["收益增加额"]) == ("已盘活", "已办结", 7)
    assert (row["盘活前收益率"], row["盘活后收益率"]) == (0.01, 0.08)
    county = desk.rows(BY_COUNTY_ASSETS).iloc[0]
    assert county[["应盘活数", "已决定数", "已签约数", "已盘活数", "盘活率"]].tolist() == [1, 1, 1, 1, 1]
    assert county[["盘活前年收益", "盘活后年收益"]].tolist() == [1, 8]
    assert result.facts["progress"] == {"建议": 0, "已决定": 0, "已签约": 0, "已盘活": 1}


def test_what_an_asset_was_when_decided_stays_when_the_ledger_moves_on(desk: Desk) -> None:
    """A revived asset yields more in the ledger: it is sound now and still counts as revived."""
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.press("revive")
    desk.type(AGREEMENTS, 0, **SIGNED)
    desk.type(REVIVAL, 0, 盘活日期=dt.datetime(2024, 6, 1), 盘活后用途="冷链", 盘活后年收益=8)
    desk.put(ASSETS, asset(年收益=8.0, 收益年度=2024))
    desk.press("revive", today=dt.date(2025, 5, 1))
    row = desk.row(REVIVAL)
    assert (row["分类"], row["盘活前年收益"], row["进度"]) == ("低效", 1, "已盘活")
    assert row["认定日期"] == pd.Timestamp(2024, 10, 8)
    county = desk.rows(BY_COUNTY_ASSETS).iloc[0]
    assert county[["低效数", "应盘活数", "已盘活数"]].tolist() == [0, 1, 1]


def test_a_condition_found_out_opens_the_way_and_is_not_asked_again(desk: Desk) -> None:
    """依据: 第14条: 在建立联农带农机制前提下."""
    desk.put(ASSETS, LOW_ASSET | {"权属": "个人"})
    desk.press("revive")
    assert desk.row(REVIVAL)["主体经营"] == "待核实"
    conditions = desk.rows(CONDITIONS)["条件"].tolist()
    for name in ("建立联农带农机制", "有家庭农场、合作社或市场主体愿意承接"):
        desk.type(CONDITIONS, conditions.index(name), 核实="是", 核实说明="模拟")
    for _ in range(2):
        desk.press("revive")
    assert (desk.row(REVIVAL)["主体经营"], desk.row(REVIVAL)["建议方式"]) == ("可行", "主体经营")
    assert (desk.rows(CONDITIONS)["核实"] == "是").sum() == 2


def test_a_change_of_register_is_listed_and_followed(desk: Desk) -> None:
    """依据: 第16条: 公益性 to 经营性 needs 变更登记."""
    idle = {
        "使用状态": "闲置",
        "闲置起始": pd.Timestamp(2023, 1, 1),
        "区位": "国道旁",
        "闲置原因": "管护成本高",
    }
    desk.put(ASSETS, asset("公益", **idle))
    desk.press("revive")
    desk.type(REVIVAL, 0, **(DECIDED | {"盘活方式": "调整用途", "具体方式": "转为经营性"}))
    desk.press("revive")
    change = desk.row(CHANGES)
    assert (change["状态"], change["缺手续"], change["批准单位"]) == (
        "待报批",
        "下一步：村集体决议日期",
        "县级人民政府",
    )
    assert (change["变更前类别"], change["变更后类别"]) == ("公益性", "经营性")
    assert desk.row(REVIVAL)["进度"] == "已决定" and not len(desk.rows(AGREEMENTS))


def test_a_road_of_the_sixteenth_article_that_is_barred_is_not_taken_in_silence(desk: Desk) -> None:
    """依据: 第16条: 改（扩）建 is for idle assets near a settlement; this one is used, in the village."""
    desk.press("revive")
    means = {"盘活方式": "调整用途", "具体方式": "改（扩）建公共服务"}
    desk.type(REVIVAL, 0, **(DECIDED | means))
    desk.press("revive")
    row = desk.row(REVIVAL)
    assert (row["调整用途"], row["进度"]) == ("待核实", "建议")
    assert row["下一步"] == "“改（扩）建公共服务”不具备条件：写明决定理由，或在“盘活条件”核实"
    desk.type(REVIVAL, 0, 决定理由="模拟：县已论证")
    desk.press("revive")
    assert desk.row(REVIVAL)["进度"] == "已决定"


def test_a_code_that_another_county_uses_too_does_not_carry_the_decision_away(desk: Desk) -> None:
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    other = {"行政区划代码": "511102", "市州": "乐山市", "名称": "乐山冷库"}
    desk.put(ASSETS, LOW_ASSET, LOW_ASSET | other)
    desk.press("revive")
    row = desk.row(REVIVAL)
    assert (row["行政区划代码"], row["名称"], row["盘活方式"]) == ("511002", "模拟冷库", "国企合作")


def test_an_asset_that_is_disposed_of_is_not_asked_for_an_agreement_alone(desk: Desk) -> None:
    """依据: 缺省: 已处置 is not judged any more; what was decided stays until the officer clears it."""
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.put(ASSETS, LOW_ASSET | {"使用状态": "已处置"})
    desk.press("revive")
    row = desk.row(REVIVAL)
    assert row["盘活方式"] == "国企合作"
    assert row["下一步"].startswith("台账已另列（如已处置）：不再盘活的，清空所填各栏；")
    desk.type(REVIVAL, 0, 盘活方式=None, 决定单位=None, 决定日期=None)
    desk.press("revive")
    assert not len(desk.rows(REVIVAL))


def test_a_share_below_nothing_is_refused(desk: Desk) -> None:
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.press("revive")
    desk.type(AGREEMENTS, 0, **(SIGNED | {"分红比例": -0.6}))
    [issue] = desk.press("revive").errors
    assert (issue.column, issue.problem) == ("分红比例", "是负数")


def test_an_asset_given_another_code_is_not_counted_twice(desk: Desk) -> None:
    """依据: one asset of 100 万元 cannot be two to revive; the old code is said and kept."""
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.put(ASSETS, LOW_ASSET | {"资产编号": "新A001"})
    result = desk.press("revive")
    page = desk.rows(OVERVIEW).set_index("项目")
    assert page.loc["列入盘活的", ["数量", "原值"]].tolist() == [1, 100]
    assert page.loc["另有：台账里已没有的", "数量"] == 1
    assert page.loc["已定盘活方式的", "数量"] == 0
    assert "列入盘活1项：建议1、已决定0" in result.message and "另有1项台账里已没有" in result.message
    assert desk.rows(REVIVAL)["资产编号"].tolist() == ["新A001", "模A001"]


def test_the_page_of_one_county_lists_what_is_to_be_revived(desk: Desk) -> None:
    """依据: what a county prints and sends up says where each asset stands; of two counties it does not."""
    idle = {"使用状态": "闲置", "闲置起始": pd.Timestamp(2023, 1, 1)}
    desk.put(ASSETS, LOW_ASSET, asset("公益", 资产编号="模A002", 名称="模拟活动室", **idle))
    desk.press("revive")
    page = desk.rows(OVERVIEW)
    [first, second] = page[page.index[page["项目"] == "逐项"][0] + 1 :].to_dict("records")
    assert (first["项目"], first["原值"]) == ("模拟冷库", 100)
    assert first["说明"] == "低效；建议；在“盘活方式”选定方式，填决定单位、决定日期"
    assert second["项目"] == "模拟活动室" and second["说明"].startswith("闲置；")
    desk.put(ASSETS, LOW_ASSET, asset(资产编号="模B001", 行政区划代码="511102", 市州="乐山市"))
    desk.press("revive")
    assert "逐项" not in desk.rows(OVERVIEW)["项目"].tolist()


def test_an_asset_that_is_sound_again_and_never_decided_leaves_the_list(desk: Desk) -> None:
    desk.press("revive")
    desk.put(ASSETS, asset())
    desk.press("revive")
    assert not len(desk.rows(REVIVAL)) and not len(desk.rows(CONDITIONS))


def test_an_asset_that_cannot_be_judged_any_more_does_not_slip_off_the_list(desk: Desk) -> None:
    """依据: a yield of 2023 says nothing in 2025; no data is not green, so it stays to be revived."""
    desk.press("revive")
    desk.press("revive", today=dt.date(2025, 5, 1))
    row = desk.row(REVIVAL)
    assert (row["分类"], row["认定日期"]) == ("低效", pd.Timestamp(2024, 10, 8))
    assert row["下一步"].startswith("台账无法判定，先补齐；")
    county = desk.rows(BY_COUNTY_ASSETS).iloc[0]
    assert county[["低效数", "无法判定数", "应盘活数"]].tolist() == [0, 1, 1]


def test_what_was_typed_of_an_asset_that_left_the_ledger_is_kept(desk: Desk) -> None:
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED, 备注="模拟")
    desk.press("revive")
    desk.type(AGREEMENTS, 0, **SIGNED)
    desk.type(CONDITIONS, 0, 核实="是", 核实说明="模拟")
    desk.put(ASSETS, asset(资产编号="模A009", 年收益=1.0))
    for _ in range(2):
        desk.press("revive")
    assert desk.rows(REVIVAL)["资产编号"].tolist() == ["模A009", "模A001"]
    assert desk.row(REVIVAL)["下一步"] == "资产台账里已没有这个资产编号，请核对"
    assert desk.row(REVIVAL)["备注"] == "模拟" and desk.row(AGREEMENTS)["乙方"] == "模拟农投公司"
    assert desk.row(CONDITIONS)["核实说明"] == "模拟"


def test_a_second_thought_keeps_the_agreement_that_was_typed(desk: Desk) -> None:
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.press("revive")
    desk.type(AGREEMENTS, 0, **SIGNED)
    desk.type(REVIVAL, 0, 盘活方式="调整用途", 具体方式="调剂")
    desk.press("revive")
    assert desk.row(AGREEMENTS)["乙方"] == "模拟农投公司" and desk.row(REVIVAL)["进度"] == "已决定"


def test_the_way_of_the_ledger_is_taken_over_until_another_is_chosen(desk: Desk) -> None:
    desk.put(ASSETS, LOW_ASSET | {"盘活方式": "主体经营"})
    desk.press("revive")
    assert desk.row(REVIVAL)["盘活方式"] == "主体经营" and desk.row(REVIVAL)["进度"] == "建议"
    desk.type(REVIVAL, 0, 盘活方式="国企合作")
    desk.press("revive")
    assert desk.row(REVIVAL)["盘活方式"] == "国企合作"


def test_entries_that_cannot_be_true_stop_the_press_all_at_once(desk: Desk) -> None:
    """依据: dates reversed, a yield without a date, a second row of one asset: each its cell."""
    desk.put(ASSETS, LOW_ASSET, asset(资产编号="模A002", 年收益=1.0))
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED, 盘活日期=dt.datetime(2024, 3, 31))
    desk.type(REVIVAL, 1, **DECIDED, 盘活后年收益=5)
    before = desk.rows(REVIVAL)
    result = desk.press("revive")
    assert not result.done
    assert [(issue.cell, issue.problem) for issue in result.errors] == [
        ("W5", "盘活日期早于决定日期2024-04-01"), ("W6", "填了盘活后年收益，没有填盘活日期"),
    ]  # fmt: skip
    pd.testing.assert_frame_equal(desk.rows(REVIVAL), before)


def test_an_agreement_that_ends_before_it_begins_stops_the_press(desk: Desk) -> None:
    """依据: dates reversed, told at the cell."""
    desk.press("revive")
    desk.type(REVIVAL, 0, **DECIDED)
    desk.press("revive")
    desk.type(
        AGREEMENTS, 0, **(SIGNED | {"起始日期": dt.datetime(2024, 5, 2), "终止日期": dt.datetime(2024, 5, 1)})
    )
    result = desk.press("revive")
    assert not result.done and {issue.table for issue in result.errors} == {"协议清单"}
    assert desk.row(AGREEMENTS)["乙方"] == "模拟农投公司"


def test_a_decision_on_two_rows_of_one_asset_stops_before_one_is_lost(desk: Desk) -> None:
    desk.press("revive")
    row = desk.row(REVIVAL)
    desk.put(REVIVAL, row, row | {"盘活方式": "国企合作"})
    result = desk.press("revive")
    assert [(issue.cell, issue.problem) for issue in result.errors] == [("D6", "与上面的行重复")]


def test_a_date_that_cannot_be_read_stops_before_it_is_lost(desk: Desk) -> None:
    desk.press("revive")
    desk.type(REVIVAL, 0, 决定日期="上个月")
    result = desk.press("revive")
    assert not result.done and [issue.column for issue in result.errors] == ["决定日期"]


def test_two_assets_with_one_code_are_suggested_nothing(desk: Desk) -> None:
    """依据: codes join; a code that stands twice says nothing of either."""
    desk.put(ASSETS, LOW_ASSET, LOW_ASSET | {"名称": "另一个"})
    result = desk.press("revive")
    assert [issue.cell for issue in result.errors] == ["D5", "D6"] and not len(desk.rows(REVIVAL))
