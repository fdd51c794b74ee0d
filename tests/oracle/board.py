"""What a team looks at on Monday, Wednesday and Friday: weekly_board."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.accounts import receipts
from tests.oracle.company import Company, Row
from tests.oracle.funnel import in_scope, total
from tests.oracle.results import effective
from tests.oracle.scope import Scope
from tests.oracle.shape import bands, shape
from tests.oracle.warned import is_planned

WEEKS = 8
MEETINGS = ("meeting", "visit", "demo")


def board_days(last_day: date) -> list[date]:
    """Mondays, Wednesdays and Fridays of the last weeks, and the last day whatever it is."""
    first = last_day - timedelta(days=last_day.weekday(), weeks=WEEKS - 1)
    days = [first + timedelta(days=number) for number in range((last_day - first).days + 1)]
    return [day for day in days if day.weekday() in (0, 2, 4) or day == last_day]


def first_meetings(company: Company) -> list[Row]:
    """The first meeting, visit or demonstration of each account, else deal, else lead."""
    firsts: dict[tuple[str, object], Row] = {}
    done = [each for each in company.rows("activities") if not is_planned(each) and each["occurred_at"] is not None]
    for activity in sorted(done, key=lambda each: (each["occurred_at"].date(), each["activity_id"])):
        deal = company.one("deals", activity["deal_id"])
        account = activity["account_id"] or deal["account_id"]
        met = next(
            (
                (kind, each)
                for kind, each in (("account", account), ("deal", activity["deal_id"]), ("lead", activity["lead_id"]))
                if each is not None
            ),
            None,
        )
        if activity["kind"] in MEETINGS and met is not None:
            firsts.setdefault(met, activity)
    return list(firsts.values())


def weekly_board(company: Company, scope: Scope) -> list[Row]:
    last_day = min(scope.period_end, scope.as_of)
    rows = []
    for day in board_days(last_day):
        monday = day - timedelta(days=day.weekday())
        deals = in_scope(company, scope, day)
        standing = effective(company, deals, day)
        won = [deal for deal in deals if deal.outcome == "won" and monday <= deal.closed_date <= day]
        met = [
            each
            for each in first_meetings(company)
            if monday <= each["occurred_at"].date() <= day and scope.keeps(_rep(company, each["rep_id"]), *_OWNER)
        ]
        money = receipts(company, scope.at(monday, day, day))
        everybody = [deal.rep_id for deal in deals if deal.outcome == "open"] + [deal.rep_id for deal in won]
        reps = {*everybody, *(each["rep_id"] for each in met), *(each.rep_id for each in money)}
        members: list[tuple[str, object, set[object]]] = [("company", None, reps)] if reps else []
        teams = {company.one("reps", rep)["team"] for rep in reps}
        members += [("team", team, {rep for rep in reps if company.one("reps", rep)["team"] == team}) for team in teams]
        members += [("rep", company.rep_name(rep), {rep}) for rep in reps]
        for level, name, ids in members:
            parts = bands(deal for deal in standing if deal.rep_id in ids)
            ours = [deal for deal in won if deal.rep_id in ids]
            meetings = sum(each["rep_id"] in ids for each in met)
            received = total(each.amount for each in money if each.rep_id in ids)
            rows.append(
                {
                    "week": monday,
                    "on_date": day,
                    "level": level,
                    "name": name,
                    "first_meetings": meetings if company.has("activities") else None,
                    **dict(zip(("early", "middle", "late"), parts, strict=True)),
                    "shape": shape(*parts),
                    "won_deals": len(ours),
                    "won_amount": total(deal.amount for deal in ours),
                    "collected_amount": received if company.has("payments") else None,
                }
            )
    return rows


_OWNER = ("region", "team", "rep")


def _rep(company: Company, rep_id: object) -> Row:
    rep = company.one("reps", rep_id)
    return {"region": rep["region"], "team": rep["team"], "rep": company.rep_name(rep_id)}
