"""Which export a file is, told by its headers, and which header feeds which column."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from dashboard import catalog
from dashboard.importing import forms, headers, likeness, rules
from dashboard.importing.mapping import Rule
from dashboard.settings import FileMapping, Lookup, Settings

REAL_HEADERS = Path(__file__).parent.parent.parent / "shared" / "data" / "headers" / "headers.json"

SALESFORCE = [
    "Id",
    "Name",
    "StageName",
    "Amount",
    "CloseDate",
    "IsClosed",
    "IsWon",
    "OwnerId",
    "AccountId",
    "CreatedDate",
]
HUBSPOT = [
    "Record ID",
    "Deal Name",
    "Deal Stage",
    "Pipeline",
    'Date entered "Demo (Sales)"',
    'Date entered "Offer (Sales)"',
]

# What a header line is, by the CRM's name for it in headers.json: our table, or None where no table needs it.
FEEDS = {
    "salesforce": {
        "Account": "accounts",
        "Campaign": "campaigns",
        "CampaignInfluence": "campaign_touches",
        "CampaignMember": "campaign_touches",
        "Contact": None,
        "Contract": "contracts",
        "Event": "activities",
        "ForecastingQuota": None,
        "Lead": "leads",
        "Manager": None,
        "Opportunity": "deals",
        "Opportunities (field use, customer)": "deals",
        "Opportunities (standard tabular)": "deals",
        "Opportunity Field History": "deal_history",
        "Opportunity History": "deal_history",
        "OpportunityCompetitor": None,
        "OpportunityContactRole": None,
        "OpportunityHistory": "deal_history",
        "OpportunityLineItem": "deal_lines",
        "Period": None,
        "PricebookEntry": None,
        "Product2": "products",
        "Quota": "targets",
        "Quote": None,
        "Task": "activities",
        "User": "reps",
        "account": "accounts",
        "opportunity": "deals",
        "opportunity_history": "deal_history",
        "opportunity_line_item": "deal_lines",
        "task": "activities",
        "user": "reps",
    },
    "hubspot": {
        "custom_object_export_real": None,
        "deal": "deals",
        "deal_pipeline_stage": "stages",
        "deal_property_history": "deal_history",
        "deal_stage": "deal_history",
        "deals_export": "deals",
    },
    "pipedrive": {"deals": "deals", "activities": "activities", "leads": "leads", "products": "products"},
    "zoho": {
        "campaigns (Zoho Analytics sample)": "campaigns",
        "deals (data backup/export)": "deals",
        "deals (report/spreadsheet, real)": "deals",
        "invoices (Zoho Analytics sample)": "invoices",
        "leads (Zoho Analytics sample)": "leads",
        "potentials (Zoho Analytics sample, old module name)": "deals",
    },
    "odoo": {"crm.lead labels": "deals", "crm.lead technical": "deals"},
    "dynamics365": {"opportunity (Export to Excel)": "deals", "star schema sample": "deals"},
    "fxiaoke 纷享销客 商机2.0 (NewOpportunityObj)": {"labels (zh)": "deals", "api": "deals"},
    "xiaoshouyi 销售易 商机 (opportunity)": {"labels (zh)": "deals", "api": "deals", "lead labels": "leads"},
    "wukong 悟空CRM": {
        "产品": "products",
        "发票": "invoices",
        "合同": "contracts",
        "商机": "deals",
        "回款": "payments",
        "回款计划": None,
        "客户": "accounts",
        "线索": "leads",
    },
    "zh_generic_importers": {"aliases": "deals"},
}
CRM = {"dynamics365": "dynamics", "zh_generic_importers": "chinese_spreadsheet"}


def recognised(names: list[str], file: str = "export.csv", settings: Settings | None = None):
    return headers.recognise(file, names, settings or Settings())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("\ufeffClose Date*", "close date"),
        ("  Close   Date ", "Close Date"),
        ("Ｃｌｏｓｅ　Ｄａｔｅ", "close date"),
        ("close_date", "Close Date"),
        ("Owner/Name", "Owner.Name"),
        ("owner__r.Name", "Owner.Name"),
        ("External_Id__c", "External Id"),
    ],
)
def test_headers_that_differ_only_in_writing_are_one(first, second):
    assert forms.normalise(first) == forms.normalise(second)


@pytest.mark.parametrize("table", sorted(headers.own_tables()))
def test_a_file_with_our_own_columns_needs_no_mapping(table):
    names = list(headers.own_tables()[table])
    for file in (f"{table}.csv", f"{table}_2026-03-31.csv", f"Book.xlsx/{table}"):
        [mapping] = recognised(names, file)
        assert (mapping.crm, mapping.table, mapping.columns) == ("own", table, {name: name for name in names})


def test_our_own_columns_are_recognised_under_any_file_name():
    [mapping] = recognised(["deal_id", "changed_at", "stage", "Comment"], "log of changes.csv")
    assert mapping.table == "deal_history"


def test_a_file_named_like_a_table_is_taken_for_it_even_without_its_key():
    [mapping] = recognised(["name", "stage", "amount"], "deals.csv")
    assert mapping.table == "deals"
    assert "deal_id" in headers.required("deals") - mapping.columns.keys()


def test_a_crm_export_named_like_a_table_is_the_crms():
    [mapping] = recognised(["Record Id", "Account Owner", "Account Name", "Industry"], "accounts.csv")
    assert mapping.crm == "zoho"


def test_a_mapping_of_the_settings_goes_before_everything():
    lookup = Lookup("Stages.csv", "Id", "Name")
    given = FileMapping(
        file="Opp*.csv",
        table="deals",
        date_order="dmy",
        columns={"deal_id": ("Id", "Line"), "stage": "stagename"},
        values={"stage": {"Gewonnen": "Won"}},
        lookups={"stage": lookup},
    )
    [mapping] = recognised([*SALESFORCE, "Line"], "opportunities.CSV", Settings(mappings=(given,)))
    assert (mapping.crm, mapping.table, mapping.date_order) == ("settings", "deals", "dmy")
    assert mapping.columns == {"stage": "StageName"}
    assert mapping.joined == {"deal_id": ("Id", "Line")}
    assert mapping.values["stage"] == {"gewonnen": "Won"}
    assert mapping.lookups == {"stage": lookup}


def test_one_file_may_be_mapped_to_several_tables():
    both = (
        FileMapping("all.csv", "deals", columns={"deal_id": "no"}),
        FileMapping("all.csv", "accounts", columns={"account_id": "who"}),
    )
    assert [each.table for each in recognised(["no", "who"], "all.csv", Settings(mappings=both))] == [
        "deals",
        "accounts",
    ]


def test_settings_that_only_answer_a_question_leave_recognition_alone():
    answer = FileMapping("*.csv", "", "dmy")
    assert recognised(SALESFORCE, "x.csv", Settings(mappings=(answer,)))[0].crm == "salesforce"


def test_a_mapping_laid_on_top_changes_only_the_columns_it_names():
    given = FileMapping(
        file="Opp*.csv", on_top=True, columns={"region": "Gebiet", "amount": ""}, values={"stage": {"Gewonnen": "Won"}}
    )
    [plain] = recognised([*SALESFORCE, "Gebiet"], "opportunities.csv")
    [mapping] = recognised([*SALESFORCE, "Gebiet"], "opportunities.csv", Settings(mappings=(given,)))
    expected = {name: header for name, header in plain.columns.items() if name != "amount"} | {"region": "Gebiet"}
    assert (mapping.columns, mapping.rules, mapping.crm) == (expected, plain.rules, "salesforce")
    assert mapping.values["stage"]["gewonnen"] == "Won"


def test_a_single_close_date_closes_only_closed_deals():
    given = FileMapping(
        "x.csv", "deals", columns={"deal_id": "Id", "expected_close_date": "CloseDate", "closed_at": "CloseDate"}
    )
    [mapping] = recognised(SALESFORCE, "x.csv", Settings(mappings=(given,)))
    assert mapping.columns["expected_close_date"] == "CloseDate"
    assert mapping.rules["closed_at"] == Rule("when_closed", ("CloseDate",))


def test_salesforce_flags_decide_the_outcome():
    [mapping] = recognised(SALESFORCE)
    assert mapping.rules["outcome"] == Rule("closed_won_flags", ("IsClosed", "IsWon"))
    assert mapping.rules["closed_at"] == Rule("when_closed", ("CloseDate",))


def test_lookups_of_salesforce_stand_in_for_ids():
    names = [
        "External_Id__c",
        "Owner.External_Id__c",
        "Account.External_Id__c",
        "StageName",
        "CloseDate",
        "Name",
        "Amount",
    ]
    [mapping] = recognised(names)
    assert mapping.columns["rep_id"] == "Owner.External_Id__c"
    assert mapping.columns["account_id"] == "Account.External_Id__c"


def test_a_standard_field_goes_before_a_custom_one_of_its_name():
    [mapping] = recognised(["Amount__c", *SALESFORCE])
    assert mapping.columns["amount"] == "Amount"


def test_a_history_row_that_was_deleted_is_no_deleted_deal():
    [mapping] = recognised(["Id", "OpportunityId", "StageName", "CreatedDate", "IsDeleted"])
    assert mapping.table == "deal_history"
    assert "is_deleted" not in mapping.columns


def test_hubspot_dates_entered_make_a_history_beside_the_deals():
    deals, history = recognised(HUBSPOT)
    assert (deals.table, history.table, history.shape) == ("deals", "deal_history", "date_entered")
    assert history.stage_columns == {
        "Demo (Sales)": 'Date entered "Demo (Sales)"',
        "Offer (Sales)": 'Date entered "Offer (Sales)"',
    }


def test_pipedrive_takes_the_closing_from_whichever_time_is_filled():
    names = ["Deal - Title", "Deal - Stage", "Deal - Lost time", "Deal - Won time", "Deal - Status"]
    [mapping] = recognised(names)
    assert mapping.columns["closed_at"] == "Deal - Won time"
    assert mapping.fallbacks["closed_at"] == ("Deal - Lost time",)


def test_an_archived_odoo_opportunity_is_lost_and_a_lead_is_no_deal():
    [mapping] = recognised(["External ID", "Opportunity", "Type", "Stage", "Sales Team", "Expected Closing", "Active"])
    assert mapping.columns["outcome"] == "Active"
    assert mapping.values["outcome"]["false"] == "lost"
    assert mapping.values["outcome"]["true"] == ""
    assert "lead" in mapping.skip["Type"]


@pytest.mark.parametrize(
    ("column", "text", "ours"),
    [
        ("forecast_category", "best case", "best_case"),
        ("forecast_category", "承诺", "commit"),
        ("deal_type", "existing business", "expansion"),
        ("deal_type", "续约", "renewal"),
        ("outcome", "赢单", "won"),
        ("outcome", "输单", "lost"),
        ("outcome", "进行中", "open"),
    ],
)
def test_words_of_two_languages_have_one_meaning(column, text, ours):
    assert forms.words("deals")[column][text] == ours


def test_a_chinese_crm_takes_the_common_words_for_what_its_own_form_does_not_know():
    [mapping] = recognised(["商机编号", "商机名称", "商机阶段", "金额", "是否删除", "生命状态", "负责人主属部门"])
    assert mapping.crm == "fxiaoke"
    assert (mapping.columns["amount"], mapping.columns["is_deleted"]) == ("金额", "是否删除")


def test_an_object_no_table_needs_is_named():
    contact = ["Id", "LastName", "MailingStreet", "ReportsToId"]
    assert recognised(contact) == []
    assert headers.known_object(contact) == "Salesforce Contact"


def test_what_nothing_recognises_has_no_mapping():
    assert recognised(["foo", "bar"]) == []
    assert headers.known_object(["foo", "bar"]) is None


def test_what_looks_alike_is_suggested_but_not_used():
    names = ["Oportunity Nr", "Stge", "Amout"]
    assert recognised(names) == []
    assert likeness.suggest(names, "deals")["amount"][0][0] == "Amout"
    assert likeness.columns_like("Stge", "deals")[0][0] == "stage"
    assert likeness.likely_table("export.csv", names) == "deals"


def test_every_form_feeds_columns_its_table_has():
    made_from = {"deal_history": {"field", "old_value", "new_value"}, "stages": {"alias", "is_closed", "is_won"}}
    for form in forms.forms():
        known = set(catalog.query(form.table).columns) | made_from.get(form.table, set()) if form.table else set()
        assert {*form.columns, *form.constants, *form.values} <= known, form.name


def test_every_form_can_fill_the_required_columns_of_its_table():
    for form in forms.forms():
        if form.table and form.table != "stages":
            assert headers.required(form.table) <= form.columns.keys() | form.constants.keys(), form.name


SAMPLES = Path(__file__).parent.parent / "sample_data"


@pytest.mark.parametrize(
    "path",
    [path for company in ("salesforce", "xiaoshouyi") for path in sorted((SAMPLES / company).glob("*.csv"))],
    ids=lambda path: path.name,
)
def test_every_sample_export_is_recognised_without_settings(path):
    header = path.read_text(encoding="utf-8-sig").splitlines()[0]
    [mapping] = recognised(header.split(","), path.name)
    made = mapping.columns.keys() | mapping.joined.keys() | mapping.rules.keys()
    assert headers.required(mapping.table) <= made


def real_headers():
    if not REAL_HEADERS.is_file():
        return [
            pytest.param(
                "", "", [], marks=pytest.mark.skip(reason="no header lines of real exports beside the project")
            )
        ]
    everything = json.loads(REAL_HEADERS.read_text(encoding="utf-8"))
    return [
        pytest.param(crm, name, entry["headers"], id=f"{crm}-{name}")
        for crm, entries in everything.items()
        for name, entry in entries.items()
        if entry["headers"]
    ]


@pytest.mark.parametrize(("crm", "name", "names"), real_headers())
def test_every_real_header_line_is_recognised_as_its_crm_and_table(crm, name, names):
    wanted = FEEDS[crm][name if name in FEEDS[crm] else name.split("/")[-1]]
    mappings = recognised(names)
    if wanted is None:
        assert mappings == []
        assert headers.known_object(names)
    else:
        assert mappings[0].table == wanted
        assert mappings[0].crm == CRM.get(crm, crm.split(" ")[0])


@pytest.mark.parametrize(
    ("rule", "cells", "made"),
    [
        ("words", ["'Ann'", "'Lee'"], "Ann Lee"),
        ("words", ["null", "'Lee'"], "Lee"),
        ("words", ["null", "null"], None),
        ("starts_with 006", ["'006A'"], "006A"),
        ("starts_with 006", ["'001A'"], None),
        ("starts_with 006", ["null"], None),
    ],
)
def test_a_rule_makes_a_text_of_texts(rule, cells, made):
    sql = rules.text_sql(Rule(rule, tuple(cells)), cells)
    assert duckdb.sql(f"select {sql}").fetchall() == [(made,)]


def test_a_rule_about_values_makes_no_text():
    assert rules.text_sql(Rule("when_closed", ("CloseDate",)), ["s.c1"]) is None


def test_crms_never_tried_on_a_real_export_are_known():
    assert "salesforce" in forms.verified()
    assert not {"hubspot", "xiaoshouyi", "fxiaoke", "wukong"} & forms.verified()
