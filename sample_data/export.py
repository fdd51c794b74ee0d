"""Everything a company's export contains, and how a CRM's tables become CSV files."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sample_data import faults
from sample_data.activities import Activity, activities
from sample_data.company import Account, Company
from sample_data.deals import Deal
from sample_data.leads import Lead, leads
from sample_data.money import Ledger, ledger
from sample_data.pipeline import deals
from sample_data.targets import Submission, Target, submissions, targets
from sample_data.touches import Touch, touches


@dataclass(frozen=True)
class Contents:
    """What one company's CRM holds on the day of the export."""

    company: Company
    accounts: list[Account]
    deals: list[Deal]
    leads: list[Lead]
    touches: list[Touch]
    activities: list[Activity]
    ledger: Ledger
    targets: list[Target]
    submissions: list[Submission]

    @cached_property
    def lead_of(self) -> dict[int, Lead]:
        """The lead a deal came from, by the deal's key."""
        return {lead.deal.key: lead for lead in self.leads if lead.deal}


def contents(company: Company) -> Contents:
    """Generate a company; the same every time."""
    market, made = deals(company)
    found = leads(company, made)
    touched = touches(company, found, market)
    done = activities(company, made, found)
    submitted = submissions(company, made)
    faults.put_in(company, made)
    return Contents(company, market, made, found, touched, done, ledger(company, made), targets(company), submitted)


def write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    """A CSV file as CRMs write it: UTF-8 with a byte order mark, commas, quotes where needed; None is empty.

    The header names the columns, with spaces between them.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows([["" if value is None else value for value in row] for row in rows])
