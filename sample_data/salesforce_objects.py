"""The Salesforce objects around the opportunity: accounts, users, leads, campaigns, products, tasks and events."""

from collections.abc import Iterator
from pathlib import Path

from sample_data.activities import Activity
from sample_data.export import Contents, write
from sample_data.salesforce_ids import (
    account_id,
    campaign_id,
    deal_id,
    flag,
    instant,
    lead_id,
    product_id,
    record_id,
    user_id,
)

LEAD_STATES = {
    "new": "Open - Not Contacted",
    "working": "Working - Contacted",
    "nurturing": "Nurturing",
    "qualified": "Qualified",
    "closed": "Closed - Not Converted",
    "returned": "Returned to Pool",
    "converted": "Closed - Converted",
}
TASKS = {"call": "Call", "connect": "Connect", "email": "Email", "proposal": "Proposal"}
EVENTS = {"meeting": "Meeting", "visit": "Visit", "demo": "Demo"}


def accounts(contents: Contents) -> Iterator[list[object]]:
    """Rows of Account."""
    places = {region.name: region.place for region in contents.company.regions}
    for one in contents.accounts:
        yield [
            account_id(one),
            one.name,
            "Customer" if one.won_on else "Prospect",
            one.industry,
            places[one.region],
            one.staff,
            one.tier,
            contents.company.sizes[one.sort].label,
            one.region,
            user_id(one.rep),
            instant(one.created_at),
        ]


def users(contents: Contents) -> Iterator[list[object]]:
    """Rows of User."""
    for rep in contents.company.reps:
        first, _, last = rep.name.partition(" ")
        address = f"{first}.{last.replace(' ', '')}@example.com".lower()
        yield [
            user_id(rep),
            address,
            first,
            last,
            rep.name,
            address,
            flag(rep.ended is None),
            rep.team,
            rep.region,
            rep.manager,
            rep.started,
            rep.ended,
        ]


def leads(contents: Contents) -> Iterator[list[object]]:
    """Rows of Lead."""
    for lead in contents.leads:
        deal = lead.deal
        yield [
            lead_id(lead),
            lead.first_name,
            lead.last_name,
            lead.company,
            lead.email,
            lead.phone,
            lead.industry,
            lead.region,
            lead.channel,
            campaign_id(lead.campaign),
            LEAD_STATES[lead.status],
            lead.grade,
            user_id(lead.rep),
            instant(lead.created_at),
            instant(lead.assigned_at),
            instant(lead.response_at),
            instant(lead.returned_at),
            instant(lead.qualified_at),
            flag(deal is not None),
            lead.converted_at.date() if lead.converted_at else None,
            account_id(deal.account) if deal else None,
            deal_id(deal),
        ]


def campaigns(contents: Contents) -> Iterator[list[object]]:
    """Rows of Campaign."""
    today = contents.company.exported_on
    for one in contents.company.campaigns:
        status = "Planned" if one.start > today else "Completed" if one.end < today else "In Progress"
        yield [
            campaign_id(one),
            one.name,
            one.kind,
            status,
            one.start,
            one.end,
            one.budget,
            one.cost,
            one.expected,
            flag(status == "In Progress"),
            one.purpose,
            one.channel,
        ]


def members(contents: Contents) -> Iterator[list[object]]:
    """Rows of CampaignMember: leads and, for customers, accounts."""
    for number, touch in enumerate(contents.touches, start=3000):
        yield [
            record_id("00v", number),
            campaign_id(touch.campaign),
            lead_id(touch.lead),
            account_id(touch.account),
            touch.role.capitalize(),
            flag(touch.role != "sent"),
            instant(touch.at),
        ]


def products(contents: Contents) -> Iterator[list[object]]:
    """Rows of Product2."""
    for one in contents.company.products:
        yield [
            product_id(one.code, contents.company),
            one.name,
            one.code,
            one.line,
            one.item_type.capitalize(),
            one.list_price,
            one.unit_cost,
            flag(True),
        ]


def subject(one: Activity) -> str:
    """What the calendar shows."""
    about = one.deal.line if one.deal else "inquiry"
    return f"{one.kind.capitalize()}: {about}"


def tasks(contents: Contents) -> Iterator[list[object]]:
    """Rows of Task: calls, e-mails, proposals."""
    done = (one for one in contents.activities if one.kind in TASKS)
    for number, one in enumerate(done, start=60000):
        yield [
            record_id("00T", number),
            lead_id(one.lead),
            deal_id(one.deal),
            account_id(one.account),
            subject(one),
            TASKS[one.kind],
            "Not Started" if one.is_planned else "Completed",
            one.at.date(),
            user_id(one.rep),
        ]


def events(contents: Contents) -> Iterator[list[object]]:
    """Rows of Event: meetings, visits, demos."""
    done = (one for one in contents.activities if one.kind in EVENTS)
    for number, one in enumerate(done, start=30000):
        yield [
            record_id("00U", number),
            lead_id(one.lead),
            deal_id(one.deal),
            account_id(one.account),
            subject(one),
            EVENTS[one.kind],
            instant(one.at),
            60,
            user_id(one.rep),
        ]


def write_all(contents: Contents, folder: Path) -> None:
    """Write the files of these objects into the folder."""
    write(
        folder / "Account.csv",
        "Id Name Type Industry BillingCountry NumberOfEmployees Tier__c Size__c Region__c OwnerId CreatedDate",
        accounts(contents),
    )
    write(
        folder / "User.csv",
        "Id Username FirstName LastName Name Email IsActive UserRole.Name Region__c Manager.Name "
        "Start_Date__c End_Date__c",
        users(contents),
    )
    write(
        folder / "Lead.csv",
        "Id FirstName LastName Company Email Phone Industry Region__c LeadSource Campaign__c Status Rating "
        "OwnerId CreatedDate Assigned_At__c First_Response_At__c Returned_To_Pool_At__c Qualified_At__c "
        "IsConverted ConvertedDate ConvertedAccountId ConvertedOpportunityId",
        leads(contents),
    )
    write(
        folder / "Campaign.csv",
        "Id Name Type Status StartDate EndDate BudgetedCost ActualCost ExpectedRevenue IsActive Purpose__c Channel__c",
        campaigns(contents),
    )
    write(
        folder / "CampaignMember.csv",
        "Id CampaignId LeadId AccountId Status HasResponded CreatedDate",
        members(contents),
    )
    write(
        folder / "Product2.csv",
        "Id Name ProductCode Family Item_Type__c List_Price__c Unit_Cost__c IsActive",
        products(contents),
    )
    write(
        folder / "Task.csv",
        "Id WhoId WhatId AccountId Subject Type Status ActivityDate OwnerId",
        tasks(contents),
    )
    write(
        folder / "Event.csv",
        "Id WhoId WhatId AccountId Subject Type ActivityDateTime DurationInMinutes OwnerId",
        events(contents),
    )
