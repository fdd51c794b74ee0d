"""How Salesforce writes ids, instants and flags."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sample_data.campaigns import CampaignPlan
from sample_data.company import Account, Company, Rep
from sample_data.deals import Deal
from sample_data.leads import Lead

ZONE = ZoneInfo("Europe/Berlin")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def record_id(prefix: str, number: int) -> str:
    """An 18-character id: prefix, number in base 62, and the three letters that check the case of the others."""
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = ALPHABET[rest] + digits
    short = f"{prefix}Qy00000{digits.rjust(5, 'A')}"
    check = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place, letter in enumerate(short[start : start + 5]) if letter.isupper())
        check += CHECK[bits]
    return short + check


def instant(at: datetime | None) -> str | None:
    """2026-03-05T08:12:33.000Z"""
    return at.replace(tzinfo=ZONE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if at else None


def flag(value: bool) -> str:
    """true or false"""
    return "true" if value else "false"


def deal_id(deal: Deal | None) -> str | None:
    """Id of the opportunity."""
    return record_id("006", 4000 + deal.key * 7) if deal else None


def account_id(account: Account | None) -> str | None:
    """Id of the account."""
    return record_id("001", 9000 + account.key * 5) if account else None


def user_id(rep: Rep) -> str:
    """Id of the user."""
    return record_id("005", 700 + rep.key * 3)


def campaign_id(campaign: CampaignPlan | None) -> str | None:
    """Id of the campaign."""
    return record_id("701", 300 + campaign.key * 2) if campaign else None


def lead_id(lead: Lead | None) -> str | None:
    """Id of the lead."""
    return record_id("00Q", 20000 + lead.key * 3) if lead else None


def product_id(code: str, company: Company) -> str:
    """Id of the product."""
    codes = [product.code for product in company.products]
    return record_id("01t", 100 + codes.index(code))
