"""The deals behind stage_conversion and the stays behind stage_dwell."""

from __future__ import annotations

from tests.oracle.company import Company, Row
from tests.oracle.conversion import cohort, entered_date, visits, win_dates
from tests.oracle.dwell import begun
from tests.oracle.facts import Fact, product_line_of
from tests.oracle.funnel import in_scope, place_columns, skeleton
from tests.oracle.scope import Scope
from tests.oracle.stays import left_to


def account_name(company: Company, account_id: object) -> object:
    return company.one("accounts", account_id)["name"] or account_id


def who(company: Company, deal: Fact) -> Row:
    """What a list says of a deal besides its stage."""
    row = deal.life.row
    return {
        "deal_id": deal.deal_id,
        "deal": row["name"] or deal.deal_id,
        "account": account_name(company, row["account_id"]),
        **{name: deal.dimensions[name] for name in ("account_size", "region", "team", "rep")},
        "product_line": product_line_of(company, row),
        "channel": deal.channel,
    }


def advanced_date(company: Company, deal: Fact, order: int, scope: Scope) -> object:
    """The first day on which it was in a later stage, or won."""
    later = [visit.day for visit in visits(company, deal, scope.as_of) if visit.stage_order > order]
    return min(later + win_dates(deal, scope.as_of), default=None)


def stage_deal_list(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    rows = []
    for place in skeleton(company, scope):
        order = company.stage(*place)["stage_order"]
        for deal, fate in cohort(company, scope, deals, place):
            seen, wins = visits(company, deal, scope.as_of), win_dates(deal, scope.as_of)
            rows.append(
                {
                    **who(company, deal),
                    **place_columns(company, place),
                    "entered_date": entered_date(seen, wins, order, scope.counting_rule),
                    "advanced_date": advanced_date(company, deal, order, scope) if fate == "advanced" else None,
                    "outcome": deal.outcome,
                    "closed_date": deal.closed_date,
                    "amount": deal.amount,
                    **{f"is_{each}": fate == each for each in ("advanced", "lost", "pending")},
                    "is_won": deal.outcome == "won",
                    "is_closed": deal.outcome in ("won", "lost"),
                }
            )
    return rows


def stage_stay_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for deal, stay in begun(company, scope):
        has_ended = stay.is_completed(scope.as_of)
        rows.append(
            {
                **who(company, deal),
                **place_columns(company, (stay.pipeline, stay.stage)),
                "entered_date": stay.entered_at.date(),
                "left_date": stay.left_at.date() if has_ended and stay.left_at is not None else None,
                "left_to": left_to(company, deal.life, stay) if has_ended else None,
                "observed_days": stay.days(scope.as_of, company.has_times),
                "is_completed": has_ended,
                "is_lasting": not has_ended,
                "is_won": deal.outcome == "won",
                "is_lost": deal.outcome == "lost",
            }
        )
    return rows
