"""第6条 奖惩清单: cut-offs, deductions, shares, what is left to the officer, what is carried over."""

from __future__ import annotations

import pytest

from tests.rules.points_world import POLICY, YEAR, carryovers, listed, roster, scored, uses
from xltools.policy import load, make_override
from xltools.rules.art06.cutoffs import deduction, ends
from xltools.rules.art06.decisions import confirmed_problems, list_problems
from xltools.rules.art06.deductions import carry_problems, settle, use_problems
from xltools.rules.art06.input import by_code
from xltools.rules.art06.rewards import Books, equal_shares, reward_list
from xltools.rules.exact import FEN
from xltools.tables.declared.points import CARRIED_OVER, DEDUCTION, NEGATIVE_LIST, REWARD

REST = tuple(str(points) for points in range(1, 21))
"""Twenty counties above zero, no two alike."""

LAST = tuple(str(points) for points in range(-20, -10))
"""Ten last ones, no two alike: -20 … -11."""


def made(totals, existing=(), used=(), carried=(), awards=None, policy=POLICY):
    """奖惩测算 over counties with these totals."""
    found = scored(totals)
    books = Books(
        roster=roster([score.code for score in found]),
        uses=uses(*used),
        carried=carryovers(*carried),
        existing=listed(*existing),
        awards=awards,
    )
    return reward_list(found, books, YEAR, policy)


def rows(rewarding, matter):
    frame = rewarding.rewards
    return frame[frame["事项"] == matter].to_dict("records")


@pytest.mark.cases("第6条 日常计分扣减.csv")
def test_the_last_ones_lose_by_place(case):
    """Amounts from the worst on, and how many lie across the cut."""
    placed = ends(scored([*case["后位得分"].split(), *REST]), POLICY).last
    assert [deduction(p, POLICY) for p in placed] == [int(a) for a in case["应扣"].split()]
    assert sum(p.tied for p in placed) == int(case["并列"])


@pytest.mark.cases("第6条 奖励平分.csv")
def test_the_first_ones_share_to_the_万元(case):
    codes = [str(900101 + i) for i in range(int(case["县数"]))]
    assert list(equal_shares(int(case["扣减合计"]), codes).values()) == [int(a) for a in case["应得"].split()]


@pytest.mark.cases("第6条 扣减结转.csv")
def test_a_deduction_never_takes_an_award_below_zero(case):
    """What an award has no room for is carried over, the oldest taken first."""

    def fen(name):
        return round(float(case[name]) * FEN)

    names = {CARRIED_OVER: "结转", NEGATIVE_LIST: "负面", DEDUCTION: "日常"}
    dues = {CARRIED_OVER: fen("上年结转"), NEGATIVE_LIST: fen("负面清单"), DEDUCTION: fen("日常计分")}
    award = None if case["分配额"] == "未知" else fen("分配额")
    found = settle(dues, award)
    assert {m: found[m].taken for m in dues} == {m: fen(f"已扣{names[m]}") for m in dues}
    assert sum(s.carried for s in found.values()) == fen("结转下年")


def test_firm_lines_are_proposed_and_the_rewards_are_what_was_taken():
    """10 lose 3,000 万元 in all, the first 10 get 300 each."""
    found = made([*LAST, *REST])
    lost, gained = rows(found, DEDUCTION), rows(found, REWARD)
    assert [r["金额"] for r in lost] == [-400, -378, -356, -333, -311, -289, -267, -244, -222, -200]
    assert [r["金额"] for r in gained] == [300] * 10
    assert {r["是否确认"] for r in (*lost, *gained)} == {"是"}
    assert {r["扣减年度"] for r in (*lost, *gained)} == {2025}
    assert found.taken == 3000
    assert list(confirmed_problems(found.rewards, 2025)) == []


def test_a_tie_on_the_cut_is_the_officer_s():
    """Places 10 and 11 share -11: one place, two counties; neither is taken before somebody says so."""
    found = made([*LAST, "-11", *REST])
    tied = [r for r in rows(found, DEDUCTION) if r["并列"]]
    assert [(r["金额"], r["是否确认"]) for r in tied] == [(-200, "否")] * 2
    assert "2个县只有1个名额，由人核定" in tied[0]["依据"]
    assert found.taken == 2800
    assert sum(r["金额"] for r in rows(found, REWARD)) == 2800


def test_a_tie_among_the_first_has_no_amount_until_it_is_confirmed():
    """Places 10 to 12 share 5 points: nine get 3,000 万元, and ten when the tenth is named."""
    totals = [*LAST, *(str(p) for p in range(-9, 0)), "5", "5", "5", *(str(p) for p in range(11, 20))]
    first = made(totals).rewards
    tied = first[first["并列"] == "并列"]
    assert tied["金额"].isna().all() and list(tied["是否确认"]) == ["否"] * 3
    shares = sorted(first.loc[(first["事项"] == REWARD) & (first["是否确认"] == "是"), "金额"])
    assert shares == [333] * 6 + [334] * 3, "3000÷9=333余3"
    first.loc[tied.index[0], "是否确认"] = "是"
    again = made(totals, first.to_dict("records"))
    assert [r["金额"] for r in rows(again, REWARD) if r["是否确认"] == "是"] == [300] * 10


def test_a_deduction_the_officer_refused_is_not_shared_out():
    """The worst is let off: 2,600 万元 for ten, and nobody is moved up in its place."""
    first = made([*LAST, *REST])
    refused = first.rewards.to_dict("records")
    refused[0]["是否确认"] = "否"
    found = made([*LAST, *REST], refused)
    assert found.taken == 2600
    assert [r["金额"] for r in rows(found, REWARD)] == [260] * 10
    assert len(rows(found, DEDUCTION)) == 10
    assert found.changes.get("900101") is None


def test_a_decision_made_before_a_tie_arose_is_asked_again():
    """-11 was confirmed alone; now another county has -11 too."""
    first = made([*LAST, *REST]).rewards.to_dict("records")
    found = made([*LAST, "-11", *REST], first)
    tied = [r for r in rows(found, DEDUCTION) if r["并列"]]
    assert [r["是否确认"] for r in tied] == ["否", "否"]


def test_a_line_that_is_gone_and_an_amount_that_changed_are_told():
    """The worst mended its ways: the others move, and the list says so."""
    first = made([*LAST, *REST]).rewards.to_dict("records")
    found = made(["0", *LAST[1:], "-10.5", *REST], first)
    told = [(p.column, p.problem) for p in found.notices]
    assert any(column == "事项" and "已移出清单" in problem for column, problem in told)
    assert any(column == "金额" and "378.00万元改为-400.00万元" in problem for column, problem in told)


def test_绩效奖励_that_an_officer_typed_stays():
    """It is no line of ours; its year is filled."""
    typed = {
        "行政区划代码": "900130",
        "事项": "绩效奖励",
        "金额": 150.0,
        "是否确认": "是",
        "依据": "模拟文件",
    }
    found = made([*LAST, *REST], [typed])
    (row,) = rows(found, "绩效奖励")
    assert (row["金额"], row["依据"], row["扣减年度"]) == (150, "模拟文件", 2025)


def test_too_few_counties_have_no_first_and_last():
    """19 ranked counties cannot have 10 last and 10 first."""
    found = made([str(points) for points in range(19)])
    assert found.rewards.empty
    assert "参评县只有19个" in found.why_none


def test_when_one_score_lies_across_both_cuts_nobody_is_listed_for_it():
    """All thirty have 0: nothing tells the last from the first."""
    found = made(["0"] * 30)
    assert found.rewards.empty
    assert "分不出先后" in found.why_none
    some = made(["-5", *["0"] * 30, "5"])
    assert [r["金额"] for r in some.rewards.to_dict("records")] == [-400, 400]


def test_the_numbers_come_from_the_policy():
    """3 counties, 100 to 300: 300, 200, 100."""
    given = {"扣减县数": "3", "奖励县数": "2", "扣减下限": "100", "扣减上限": "300"}
    policy = load(POLICY.on, [make_override(name, value, "模拟") for name, value in given.items()])
    found = made([*LAST, *REST], policy=policy)
    assert [r["金额"] for r in rows(found, DEDUCTION)] == [-300, -200, -100]
    assert [r["金额"] for r in rows(found, REWARD)] == [300, 300]


def test_funds_used_on_the_negative_list_are_arranged_anew_and_deducted():
    """39.2696 used, 20 arranged anew: 19.2696 to go, 39.2696 off next year's 省级 funds (缺省 1×)."""
    code = "900115"
    found = made([*LAST, *REST], used=[{"行政区划代码": code, "使用金额": 39.2696, "重新安排金额": 20.0}])
    (use,) = found.uses.to_dict("records")
    assert (use["尚欠重新安排"], use["扣减额"]) == (19.2696, 39.2696)
    (line,) = rows(found, NEGATIVE_LIST)
    assert (line["行政区划代码"], line["金额"], line["是否确认"]) == (code, -39.2696, "是")
    assert sum(r["金额"] for r in rows(found, REWARD)) == 3000, "第6条: only 日常计分 is shared out"


def test_uses_of_another_year_are_worked_out_but_not_deducted_again():
    """Found in 2023, deducted in 2024."""
    found = made([*LAST, *REST], used=[{"行政区划代码": "900115", "使用金额": 50.0, "年度": 2023.0}])
    assert found.uses["扣减额"].tolist() == [50]
    assert rows(found, NEGATIVE_LIST) == []


def test_an_award_too_small_leaves_the_rest_to_the_year_after():
    """900101 would lose 400 of 350: 350 are taken and shared, 50 stand in 结转 for 2026."""
    codes = [score.code for score in scored([*LAST, *REST])]
    awards = {("省级", code): 5000 * FEN for code in codes} | {("省级", "900101"): 350 * FEN}
    found = made([*LAST, *REST], awards=awards)
    assert rows(found, DEDUCTION)[0]["金额"] == -350
    assert "余下50.00万元结转2026年度" in rows(found, DEDUCTION)[0]["依据"]
    assert found.taken == 2950
    assert sum(r["金额"] for r in rows(found, REWARD)) == 2950
    (left,) = found.carried.to_dict("records")
    amounts = [left[name] for name in ("扣减年度", "应扣", "已扣", "结转")]
    assert (left["行政区划代码"], amounts) == ("900101", [2025, 400, 350, 50])


def test_what_was_left_over_is_deducted_the_year_after():
    """50 not taken in 2024: a line 结转 for 2025, and the row of 2024 stays in 结转."""
    left = {
        "扣减年度": 2024,
        "行政区划代码": "900115",
        "事项": DEDUCTION,
        "应扣": 400,
        "已扣": 350,
        "结转": 50,
    }
    found = made([*LAST, *REST], carried=[left])
    (line,) = rows(found, CARRIED_OVER)
    assert (line["行政区划代码"], line["金额"]) == ("900115", -50)
    assert found.carried["扣减年度"].tolist() == [2024]


def test_pressing_again_does_not_carry_over_twice():
    awards = {("省级", score.code): 100 * FEN for score in scored([*LAST, *REST])}
    first = made([*LAST, *REST], awards=awards)
    again = made(
        [*LAST, *REST],
        existing=first.rewards.to_dict("records"),
        carried=first.carried.to_dict("records"),
        awards=awards,
    )
    assert again.carried.to_dict("records") == first.carried.to_dict("records")
    assert again.notices == []


def test_a_list_whose_decisions_changed_since_is_kept_out_of_the_allocation():
    """是否确认 was changed in the sheet and 奖惩测算 not pressed."""
    changed = made([*LAST, *REST]).rewards
    changed.loc[0, "是否确认"] = "否"
    (problem,) = confirmed_problems(changed, 2025)
    assert "扣减合计2,600.00万元，奖励合计3,000.00万元" in problem.problem
    assert "再按一次“奖惩测算”" in problem.remedy


def test_deductions_that_nobody_shares_say_what_would_help():
    """Pressing 奖惩测算 again would not: somebody has to be confirmed, or nobody deducted."""
    changed = made([*LAST, *REST]).rewards
    changed.loc[changed["事项"] == REWARD, "是否确认"] = "否"
    again = made([*LAST, *REST], existing=changed.to_dict("records")).rewards
    (problem,) = confirmed_problems(again, 2025)
    assert "奖励合计0.00万元" in problem.problem
    assert "请确认奖励的县，或把日常计分扣减都改为“否”" in problem.remedy


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ((400, 250), "不要相加"),
        ((250, 240), "合并成一行，应扣400.00、已扣240.00、结转160.00"),
        ((90, 30), "请核对是不是同一笔"),
    ],
)
def test_two_rows_of_one_结转_are_not_added_up_blindly(then, says):
    """400 due, 250 taken by 日常计分; 资金分配 wrote the same, or took 240 of those 250, or it is another."""
    frame = carryovers(
        *(
            {"扣减年度": 2025, "行政区划代码": "900101", "事项": NEGATIVE_LIST, "应扣": due, "已扣": taken}
            | {"结转": due - taken}
            for due, taken in ((400, 250), then)
        )
    )
    for rows in (frame, frame.iloc[::-1].reset_index(drop=True)):
        (problem,) = carry_problems(rows, by_code(roster(["900101"])))
        assert problem.row == 1 and says in problem.remedy


def test_a_reward_makes_room_for_a_debt_as_it_does_in_the_allocation():
    """The best gets 300 of the 3,000 and owes 5,000; its award of 1,000 and the 300 go, 3,700 stay due."""
    best = made([*LAST, *REST]).rewards.query("事项 == @REWARD")["行政区划代码"].iloc[0]
    use = {"年度": YEAR, "行政区划代码": best, "使用金额": 5000}
    codes = [str(900101 + i) for i in range(len(LAST) + len(REST))]
    awards = {("省级", code): 1000 * FEN for code in codes}
    found = made([*LAST, *REST], used=[use], awards=awards)
    (debt,) = rows(found, NEGATIVE_LIST)
    (left,) = found.carried.to_dict("records")
    assert (found.taken, debt["金额"]) == (3000, -1300)
    assert [left[name] for name in ("应扣", "已扣", "结转")] == [5000, 1300, 3700]


def test_a_confirmed_line_without_amount_is_kept_out_and_another_year_s_is_not_looked_at():
    blank = listed({"行政区划代码": "900101", "事项": REWARD, "是否确认": "是", "扣减年度": 2025})
    assert [p.column for p in confirmed_problems(blank, 2025)] == ["金额"]
    old = listed(
        {"行政区划代码": "900101", "事项": DEDUCTION, "金额": -400, "是否确认": "是", "扣减年度": 2024}
    )
    assert list(confirmed_problems(old, 2025)) == []


def test_mistakes_in_the_other_tables_are_told_at_their_cells():
    """负面清单扣减, 结转 and typed rows of 奖惩清单."""
    who = by_code(roster())
    found = list(
        use_problems(
            uses(
                {"使用金额": 50, "重新安排金额": 60, "年度": 2025},
                {"使用金额": 50, "行政区划代码": None, "县区": "市中区"},
            ),
            who,
            YEAR,
        )
    )
    assert [(p.row, p.column) for p in found] == [(0, "年度"), (0, "重新安排金额"), (1, "行政区划代码")]
    assert "511002" in found[2].remedy and "511102" in found[2].remedy
    row = {
        "扣减年度": 2024,
        "行政区划代码": "510104",
        "事项": DEDUCTION,
        "应扣": 400,
        "已扣": 350,
        "结转": 40,
    }
    assert [p.column for p in carry_problems(carryovers(row, row), who)] == ["结转", "事项", "结转"]
    typed = {"行政区划代码": "510104", "事项": "绩效奖励", "金额": -5}
    assert [p.column for p in list_problems(listed(typed, typed), who)] == ["金额", "事项", "金额"]
