"""Faults put in on purpose, so that the checks have something to show; none makes a row unreadable."""

from dataclasses import replace
from datetime import timedelta

from sample_data.company import Company
from sample_data.deals import Deal


def put_in(company: Company, deals: list[Deal]) -> None:
    """Two deals without amount, one closed before it was entered, an unknown stage, lost accounts, deletions."""
    draws = company.draws("faults")
    still_open = [deal for deal in deals if deal.now.outcome == "open"]
    won = [deal for deal in deals if deal.now.outcome == "won"]
    lost = [deal for deal in deals if deal.now.outcome == "lost"]
    for deal in draws.sample([deal for deal in still_open if not deal.lines], k=2):
        deal.has_amount = False
        deal.splits = []
    late_entry = min(won, key=lambda deal: len(deal.history))
    late_entry.close_date = late_entry.created_at.date() - timedelta(days=4)
    for deal in [deal for deal in still_open if deal.now.stage == company.stages[-2].name][-2:]:
        deal.history[-1] = replace(deal.now, stage=company.unknown_stage)
    for deal in draws.sample(lost, k=3):
        deal.account = None
    for deal in draws.sample(lost, k=2):
        deal.is_deleted = True
    if not company.needs_close_date:
        for deal in draws.sample(still_open, k=4):
            deal.history = [replace(change, expected_close=None) for change in deal.history]
    for deal in draws.sample(won, k=len(won) // 25):
        # Entered in the CRM some days after the signature.
        if deal.close_date and deal.close_date - timedelta(days=3) > deal.history[-2].at.date():
            deal.close_date -= timedelta(days=2)
