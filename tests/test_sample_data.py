"""The two sample companies hold what they promise: believable dynamics, the same every time."""

import csv
import datetime as dt
import filecmp
import tomllib
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from dashboard.importing.headers import recognise, required
from dashboard.settings import Settings
from sample_data import __main__ as command

FOLDER = Path(command.__file__).parent
EXPORTED_ON = dt.date(2026, 8, 14)
STAGES = {
    "salesforce": [
        "Qualification",
        "Needs Analysis",
        "Value Proposition",
        "Proposal/Price Quote",
        "Negotiation/Review",
    ],
    "xiaoshouyi": ["目标", "潜在", "意向", "立项", "认可", "谈判"],
}


DEALS = {"salesforce": "Opportunity", "xiaoshouyi": "商机"}


def read(company: str, name: str) -> pl.DataFrame:
    """A committed file, all text."""
    return pl.read_csv(FOLDER / company / f"{name}.csv", infer_schema=False)


def steps(company: str) -> pl.DataFrame:
    """Consecutive stages of each deal: deal, stage, position, and those before."""
    stage_no = {name: number for number, name in enumerate(STAGES[company])}
    if company == "salesforce":
        history = read(company, "OpportunityHistory").select(
            deal="OpportunityId", at="CreatedDate", stage="StageName", amount="Amount", close="CloseDate"
        )
    else:
        history = read(company, "商机变更记录").select(
            deal="机会编号", at="变更时间", stage="变更后阶段", amount="销售金额", close="结单日期"
        )
        filled = [pl.col(name).forward_fill().over("deal") for name in ("stage", "amount", "close")]
        history = history.with_columns(filled)
    return history.with_columns(
        pl.col("stage").replace_strict(stage_no, default=None, return_dtype=pl.Int64).alias("position"),
        *[pl.col(name).shift().over("deal").alias(f"{name}_before") for name in ("stage", "amount", "close")],
    ).with_columns(pl.col("position").shift().over("deal").alias("position_before"))


def outcomes(company: str) -> Counter[str]:
    """Deals by stage kind."""
    deals = read(company, DEALS[company])
    stages = deals["StageName" if company == "salesforce" else "销售阶段"]
    kinds = {"Closed Won": "won", "成交": "won", "Closed Lost": "lost", "输单": "lost"}
    return Counter(kinds.get(stage, "open") for stage in stages)


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("companies")
    command.write_companies(folder)
    return folder


@pytest.mark.parametrize("company", STAGES)
def test_generating_again_gives_the_committed_bytes(company: str, rewritten: Path) -> None:
    committed = sorted(path.name for path in (FOLDER / company).glob("*.csv"))
    assert sorted(path.name for path in (rewritten / company).glob("*.csv")) == committed
    _, different, odd = filecmp.cmpfiles(FOLDER / company, rewritten / company, committed, shallow=False)
    assert (different, odd) == ([], [])


def test_both_companies_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.csv")) < 4_000_000


@pytest.mark.parametrize("company", STAGES)
def test_deals_are_won_lost_and_open_in_believable_shares(company: str) -> None:
    kinds = outcomes(company)
    assert 0.25 <= kinds["won"] / (kinds["won"] + kinds["lost"]) <= 0.35
    assert 700 <= kinds.total() <= 900
    assert kinds["open"] >= 60


@pytest.mark.parametrize("company", STAGES)
def test_deals_skip_stages_move_back_and_reopen(company: str) -> None:
    moves = steps(company)
    jumps = moves["position"] - moves["position_before"]
    assert (jumps > 1).sum() >= 50
    assert (jumps < 0).sum() >= 50
    closed = ["Closed Won", "Closed Lost", "成交", "输单"]
    reopened = moves.filter(pl.col("stage_before").is_in(closed) & pl.col("position").is_not_null())
    assert reopened.height >= 10


@pytest.mark.parametrize("company", STAGES)
def test_close_dates_are_pushed_and_amounts_change(company: str) -> None:
    moves = steps(company)
    pushed = moves.filter(pl.col("close").str.slice(0, 7) > pl.col("close_before").str.slice(0, 7))
    pulled = moves.filter(pl.col("close").str.slice(0, 7) < pl.col("close_before").str.slice(0, 7))
    changed = moves.filter(pl.col("amount") != pl.col("amount_before"))
    assert pushed.height >= 200
    assert pulled.height >= 50
    assert changed.height >= 300


@pytest.mark.parametrize("company", STAGES)
def test_some_open_deals_stall_and_some_are_past_due(company: str) -> None:
    moves = steps(company)
    entered = moves.filter(pl.col("stage").ne_missing(pl.col("stage_before"))).group_by("deal").last()
    limit = (EXPORTED_ON - dt.timedelta(days=75)).isoformat()
    assert entered.filter(pl.col("position").is_not_null() & (pl.col("at") < limit)).height >= 10
    last = moves.group_by("deal").last().filter(pl.col("position").is_not_null())
    assert last.filter(pl.col("close") < EXPORTED_ON.isoformat()).height >= 8


@pytest.mark.parametrize("company", STAGES)
def test_wins_bunch_at_the_end_of_quarters(company: str) -> None:
    deals = read(company, DEALS[company])
    stage, close = ("StageName", "CloseDate") if company == "salesforce" else ("销售阶段", "结单日期")
    won = deals.filter(pl.col(stage).is_in(["Closed Won", "成交"]))[close].str.to_date()
    days_left = won.dt.offset_by("1q").dt.truncate("1q") - won
    # A tenth or so of all days are the last ten of a quarter.
    assert (days_left.dt.total_days() <= 10).mean() > 0.22


@pytest.mark.parametrize("company", STAGES)
def test_the_running_quarter_has_commit_and_best_case(company: str) -> None:
    deals = read(company, DEALS[company])
    category = "ForecastCategoryName" if company == "salesforce" else "阶段分类"
    called = Counter(deals[category].to_list())
    assert called["Commit"] + called["承诺"] >= 5
    assert called["Best Case"] + called["最佳"] >= 8


def test_lost_deals_end_in_the_three_ways() -> None:
    lost = read("salesforce", "Opportunity").filter(pl.col("StageName") == "Closed Lost")
    assert lost["MainCompetitors__c"].n_unique() >= 4
    assert lost.filter(pl.col("Loss_Reason__c").is_in(["No Budget / Lost Funding", "Project postponed"])).height >= 50
    assert lost.filter(pl.col("Loss_Reason__c").is_null()).height >= 5


@pytest.mark.parametrize("company", STAGES)
def test_shared_deals_add_up_and_specialists_stand_beside(company: str) -> None:
    if company == "salesforce":
        splits = read(company, "OpportunitySplit").select(
            deal="OpportunityId", share=pl.col("SplitPercentage").cast(pl.Int64), role="SplitType.MasterLabel"
        )
    else:
        splits = read(company, "业绩拆分").select(
            deal="机会编号", share=pl.col("比例").str.strip_chars("%").cast(pl.Int64), role="角色"
        )
    counted = splits.filter(pl.col("role").is_in(["Revenue", "业绩"]))
    assert counted.group_by("deal").agg(pl.col("share").sum())["share"].unique().to_list() == [100]
    assert counted.filter(pl.col("share") == 70).height >= 20
    assert splits.height > counted.height


def test_leads_are_answered_late_returned_to_the_pool_and_met_twice() -> None:
    leads = read("salesforce", "Lead")
    moments = [pl.col(name).str.slice(0, 19).str.to_datetime() for name in ("CreatedDate", "First_Response_At__c")]
    hours = leads.select((moments[1] - moments[0]).dt.total_hours()).to_series()
    assert 0.4 < (hours.drop_nulls() < 24).mean() < 0.9
    assert leads["Returned_To_Pool_At__c"].count() >= 100
    emails = leads["Email"].drop_nulls().str.to_lowercase()
    assert emails.len() - emails.n_unique() >= 15
    assert emails.str.ends_with("@example.com").all()


def test_campaigns_have_costs_and_leads_meet_several() -> None:
    assert read("salesforce", "Campaign")["ActualCost"].drop_nulls().len() >= 18
    met = read("salesforce", "CampaignMember").drop_nulls("LeadId").group_by("LeadId").len()
    assert met.filter(pl.col("len") >= 2).height >= 100


def test_reps_differ_and_one_is_new_and_one_has_left() -> None:
    users = read("salesforce", "User")
    deals = read("salesforce", "Opportunity")
    rate = (
        deals.filter(pl.col("IsClosed") == "true")
        .group_by("OwnerId")
        .agg((pl.col("IsWon") == "true").mean().alias("rate"), pl.len())
        .filter(pl.col("len") >= 30)["rate"]
    )
    assert rate.max() > 1.5 * rate.min()
    assert users.filter(pl.col("Start_Date__c") >= "2026-01-01").height == 1
    left = users.drop_nulls("End_Date__c")
    assert left.height == 1
    assert deals.filter((pl.col("OwnerId") == left["Id"][0]) & (pl.col("IsClosed") == "false")).height == 0


def test_targets_are_set_for_company_regions_reps_and_product_lines() -> None:
    targets = read("salesforce", "targets").filter(pl.col("measure") == "won_amount")
    nobody = pl.col("region").is_null() & pl.col("rep_id").is_null()
    assert targets.filter(nobody & pl.col("product_line").is_null()).height == 16
    assert targets.filter(pl.col("region").is_not_null() & pl.col("rep_id").is_null()).height == 64
    assert targets.filter(pl.col("rep_id").is_not_null()).height > 100
    assert targets.filter(pl.col("product_line").is_not_null()).height == 8


def test_contracts_become_invoices_and_some_stay_unpaid() -> None:
    invoices = read("salesforce", "invoices").with_columns(pl.col("amount").cast(pl.Int64))
    payments = read("salesforce", "payments")
    assert {"payment", "refund", "write_off"} <= set(payments["kind"])
    unpaid = invoices.join(payments, on="invoice_id", how="anti")
    assert unpaid.filter(pl.col("due_date") < EXPORTED_ON.isoformat()).height >= 8
    assert set(invoices["contract_id"]) <= set(read("salesforce", "contracts")["contract_id"])


@pytest.mark.parametrize("company", STAGES)
def test_a_few_faults_are_there_on_purpose(company: str) -> None:
    deals = read(company, DEALS[company])
    english = company == "salesforce"
    names = (
        "Amount StageName AccountId CloseDate CreatedDate"
        if english
        else "销售金额 销售阶段 客户名称 结单日期 创建日期"
    )
    amount, stage, account, close, created = names.split()
    assert deals[amount].null_count() == 2
    assert deals[account].null_count() == 3
    assert deals.filter(pl.col(stage).is_in(["Verbal Agreement", "口头承诺"])).height == 2
    assert deals.filter(pl.col(close) < pl.col(created).str.slice(0, 10)).height == 1


@pytest.mark.parametrize("company", STAGES)
def test_settings_name_every_stage_but_the_one_that_is_a_fault(company: str) -> None:
    settings = tomllib.loads((FOLDER / company / "funnel.toml").read_text(encoding="utf-8"))
    named = {stage["name"] for stage in settings["pipelines"][0]["stages"]}
    assert set(STAGES[company]) < named
    used = set(steps(company)["stage"])
    assert used - named == ({"Verbal Agreement"} if company == "salesforce" else {"口头承诺"})


def test_nothing_happens_after_the_day_of_the_export() -> None:
    for name, column in (("OpportunityHistory", "CreatedDate"), ("Lead", "CreatedDate"), ("Event", "ActivityDateTime")):
        assert read("salesforce", name)[column].str.slice(0, 10).max() <= EXPORTED_ON.isoformat()
    for name, column in (
        ("商机变更记录", "变更时间"),
        ("线索", "创建日期"),
        ("活动记录", "时间"),
        ("回款", "回款日期"),
    ):
        assert read("xiaoshouyi", name)[column].str.slice(0, 10).max() <= EXPORTED_ON.isoformat()


@pytest.mark.parametrize("company", STAGES)
def test_every_file_is_recognised_by_its_headers_alone(company: str) -> None:
    for path in sorted((FOLDER / company).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = recognise(path.name, next(csv.reader(file)), Settings())
        assert len(found) == 1, path.name
        assert required(found[0].table) <= found[0].columns.keys() | found[0].rules.keys(), path.name
