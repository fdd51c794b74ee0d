"""A company as the Salesforce Data Loader exports it: one file per object, instants in UTC, ids of 18 characters."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sample_data import own
from sample_data.deals import Deal
from sample_data.export import Contents, write

ZONE = ZoneInfo("Europe/Berlin")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
TYPES = {"new_business": "New Business", "expansion": "Existing Business", "renewal": "Renewal"}
CATEGORIES = {
    "pipeline": ("Pipeline", "Pipeline"), "best_case": ("BestCase", "Best Case"), "commit": ("Forecast", "Commit"),
    "omitted": ("Omitted", "Omitted"), "closed": ("Closed", "Closed"),
}
LEAD_STATES = {
    "new": "Open - Not Contacted", "working": "Working - Contacted", "nurturing": "Nurturing",
    "qualified": "Qualified", "closed": "Closed - Not Converted", "returned": "Returned to Pool",
    "converted": "Closed - Converted",
}
TASKS = {"call": "Call", "connect": "Connect", "email": "Email", "proposal": "Proposal"}
EVENTS = {"meeting": "Meeting", "visit": "Visit", "demo": "Demo"}


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


def account_id(account: object | None) -> str | None:
    """Id of the account."""
    return record_id("001", 9000 + account.key * 5) if account else None


def user_id(rep: object) -> str:
    """Id of the user."""
    return record_id("005", 700 + rep.key * 3)


def campaign_id(campaign: object | None) -> str | None:
    """Id of the campaign."""
    return record_id("701", 300 + campaign.key * 2) if campaign else None


def lead_id(lead: object | None) -> str | None:
    """Id of the lead."""
    return record_id("00Q", 20000 + lead.key * 3) if lead else None


def product_id(code: str, contents: Contents) -> str:
    """Id of the product."""
    codes = [product.code for product in contents.company.products]
    return record_id("01t", 100 + codes.index(code))


def deal_name(deal: Deal) -> str:
    """Customer, product line and quarter, as reps name their deals."""
    who = deal.account.name if deal.account else "Unnamed customer"
    created = deal.created_at
    return f"{who} {deal.line} {created.year}Q{(created.month - 1) // 3 + 1}"


def opportunities(contents: Contents) -> Iterator[list[object]]:
    """Rows of Opportunity."""
    for deal in contents.deals:
        now, amount = deal.now, deal.amount
        closing = deal.close_date if now.outcome != "open" else now.expected_close
        moved = next((c.at for c in reversed(deal.history) if c.stage != c.old_stage), deal.created_at)
        category, category_name = CATEGORIES[now.category]
        yield [
            deal_id(deal), flag(deal.is_deleted), account_id(deal.account), deal_name(deal), now.stage, amount,
            round(now.probability * 100), round((amount or 0) * now.probability), closing, TYPES[deal.kind],
            deal.next_step, deal.next_step_date, deal.channel, flag(now.outcome != "open"), flag(now.outcome == "won"),
            category, category_name, campaign_id(deal.campaign), user_id(deal.rep), instant(deal.created_at),
            instant(max(now.at, deal.last_activity or now.at)),
            deal.last_activity.date() if deal.last_activity else None, instant(moved), deal.reason, deal.competitor,
        ]


def history(contents: Contents) -> Iterator[list[object]]:
    """Rows of OpportunityHistory: the whole state after each change of stage, amount, probability or close date."""
    number = 50000
    for deal in contents.deals:
        before: tuple[object, ...] | None = None
        for change in deal.history:
            amount = change.amount if deal.has_amount else None
            state = (change.stage, amount, change.expected_close, change.probability, change.category)
            if state == before:
                continue
            before, number = state, number + 1
            yield [
                record_id("008", number), deal_id(deal), instant(change.at), change.stage, amount,
                round((amount or 0) * change.probability), change.expected_close, round(change.probability * 100),
                CATEGORIES[change.category][0], flag(deal.is_deleted),
            ]


def items(contents: Contents) -> Iterator[list[object]]:
    """Rows of OpportunityLineItem."""
    number = 1000
    for deal in contents.deals:
        for line in deal.lines:
            number += 1
            yield [
                record_id("00k", number), deal_id(deal), product_id(line.product.code, contents), line.quantity,
                line.unit_price, line.product.list_price, line.amount, line.product.unit_cost * line.quantity,
            ]


def shares(contents: Contents) -> Iterator[list[object]]:
    """Rows of OpportunitySplit."""
    number = 500
    for deal in contents.deals:
        for split in deal.splits:
            number += 1
            yield [
                record_id("1Qz", number), deal_id(deal), user_id(split.rep), round(split.share * 100),
                round((deal.amount or 0) * split.share), split.role.capitalize(),
            ]


def write_all(contents: Contents, folder: Path) -> None:
    """Write every file of the export into the folder."""
    from sample_data import salesforce_objects

    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "Opportunity.csv", [
        "Id", "IsDeleted", "AccountId", "Name", "StageName", "Amount", "Probability", "ExpectedRevenue", "CloseDate",
        "Type", "NextStep", "Next_Step_Date__c", "LeadSource", "IsClosed", "IsWon", "ForecastCategory",
        "ForecastCategoryName", "CampaignId", "OwnerId", "CreatedDate", "LastModifiedDate", "LastActivityDate",
        "LastStageChangeDate", "Loss_Reason__c", "MainCompetitors__c",
    ], opportunities(contents))
    write(folder / "OpportunityHistory.csv", [
        "Id", "OpportunityId", "CreatedDate", "StageName", "Amount", "ExpectedRevenue", "CloseDate", "Probability",
        "ForecastCategory", "IsDeleted",
    ], history(contents))
    write(folder / "OpportunityLineItem.csv", [
        "Id", "OpportunityId", "Product2Id", "Quantity", "UnitPrice", "ListPrice", "TotalPrice", "Total_Cost__c",
    ], items(contents))
    write(folder / "OpportunitySplit.csv", [
        "Id", "OpportunityId", "SplitOwnerId", "SplitPercentage", "SplitAmount", "SplitType.MasterLabel",
    ], shares(contents))
    salesforce_objects.write_all(contents, folder)
    own.write_all(contents, folder, deal_id, account_id, user_id)
