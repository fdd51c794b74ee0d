"""Files in our own table form, for what a company keeps outside its CRM: targets, contracts, invoices, payments."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sample_data.export import Contents, write

Identify = Callable[[Any], str | None]


def write_all(contents: Contents, folder: Path, deal_id: Identify, account_id: Identify, rep_id: Identify) -> None:
    """Write the files; the ids of deals, accounts and reps are the CRM's."""
    book = contents.ledger
    write(
        folder / "targets.csv",
        "period_start period_end measure region rep_id product_line amount",
        (
            [one.first, one.last, one.measure, one.region, rep_id(one.rep) if one.rep else None, one.line, one.amount]
            for one in contents.targets
        ),
    )
    write(
        folder / "contracts.csv",
        "contract_id deal_id account_id signed_date amount approved_date delivered_date accepted_date",
        (
            [
                f"C-{one.key:05d}",
                deal_id(one.deal),
                account_id(one.deal.account),
                one.signed,
                one.amount,
                one.approved,
                one.delivered,
                one.accepted,
            ]
            for one in book.contracts
        ),
    )
    write(
        folder / "invoices.csv",
        "invoice_id contract_id account_id rep_id issued_date due_date amount kind",
        (
            [
                f"I-{one.key:05d}",
                f"C-{one.contract.key:05d}",
                account_id(one.contract.deal.account),
                rep_id(one.contract.deal.rep),
                one.issued,
                one.due,
                one.amount,
                one.kind,
            ]
            for one in book.invoices
        ),
    )
    write(
        folder / "payments.csv",
        "payment_id invoice_id received_date amount kind",
        ([f"P-{one.key:05d}", f"I-{one.invoice.key:05d}", one.received, one.amount, one.kind] for one in book.payments),
    )
    write(
        folder / "forecast_submissions.csv",
        "submitted_at rep_id period_start period_end commit_amount best_case_amount",
        (
            [one.at.strftime("%Y-%m-%d %H:%M:%S"), rep_id(one.rep), one.first, one.last, one.commit, one.best_case]
            for one in contents.submissions
        ),
    )
