"""A company as the Salesforce Data Loader exports it: one file per object, instants in UTC, ids of 18 characters."""

from collections.abc import Iterator
from pathlib import Path

from sample_data import own, salesforce_objects
from sample_data.deals import Deal
from sample_data.export import Contents, write
from sample_data.salesforce_ids import account_id, campaign_id, deal_id, flag, instant, product_id, record_id, user_id

TYPES = {"new_business": "New Business", "expansion": "Existing Business", "renewal": "Renewal"}
CATEGORIES = {
    "pipeline": ("Pipeline", "Pipeline"),
    "best_case": ("BestCase", "Best Case"),
    "commit": ("Forecast", "Commit"),
    "omitted": ("Omitted", "Omitted"),
    "closed": ("Closed", "Closed"),
}


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
            deal_id(deal),
            flag(deal.is_deleted),
            account_id(deal.account),
            deal_name(deal),
            now.stage,
            amount,
            round(now.probability * 100),
            round((amount or 0) * now.probability),
            closing,
            TYPES[deal.kind],
            deal.next_step,
            deal.next_step_date,
            deal.channel,
            flag(now.outcome != "open"),
            flag(now.outcome == "won"),
            category,
            category_name,
            campaign_id(deal.campaign),
            user_id(deal.rep),
            instant(deal.created_at),
            instant(max(now.at, deal.last_activity or now.at)),
            deal.last_activity.date() if deal.last_activity else None,
            instant(moved),
            deal.reason,
            deal.competitor,
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
                record_id("008", number),
                deal_id(deal),
                instant(change.at),
                change.stage,
                amount,
                round((amount or 0) * change.probability),
                change.expected_close,
                round(change.probability * 100),
                CATEGORIES[change.category][0],
                flag(deal.is_deleted),
            ]


def items(contents: Contents) -> Iterator[list[object]]:
    """Rows of OpportunityLineItem."""
    number = 1000
    for deal in contents.deals:
        for line in deal.lines:
            number += 1
            yield [
                record_id("00k", number),
                deal_id(deal),
                product_id(line.product.code, contents.company),
                line.quantity,
                line.unit_price,
                line.product.list_price,
                line.amount,
                line.product.unit_cost * line.quantity,
            ]


def shares(contents: Contents) -> Iterator[list[object]]:
    """Rows of OpportunitySplit."""
    number = 500
    for deal in contents.deals:
        for split in deal.splits:
            number += 1
            yield [
                record_id("1Qz", number),
                deal_id(deal),
                user_id(split.rep),
                round(split.share * 100),
                round((deal.amount or 0) * split.share),
                split.role.capitalize(),
            ]


def write_all(contents: Contents, folder: Path) -> None:
    """Write every file of the export into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write(
        folder / "Opportunity.csv",
        "Id IsDeleted AccountId Name StageName Amount Probability ExpectedRevenue CloseDate Type NextStep "
        "Next_Step_Date__c LeadSource IsClosed IsWon ForecastCategory ForecastCategoryName CampaignId OwnerId "
        "CreatedDate LastModifiedDate LastActivityDate LastStageChangeDate Loss_Reason__c MainCompetitors__c",
        opportunities(contents),
    )
    write(
        folder / "OpportunityHistory.csv",
        "Id OpportunityId CreatedDate StageName Amount ExpectedRevenue CloseDate Probability ForecastCategory "
        "IsDeleted",
        history(contents),
    )
    write(
        folder / "OpportunityLineItem.csv",
        "Id OpportunityId Product2Id Quantity UnitPrice ListPrice TotalPrice Total_Cost__c",
        items(contents),
    )
    write(
        folder / "OpportunitySplit.csv",
        "Id OpportunityId SplitOwnerId SplitPercentage SplitAmount SplitType.MasterLabel",
        shares(contents),
    )
    salesforce_objects.write_all(contents, folder)
    own.write_all(contents, folder, deal_id, account_id, user_id)
