"""What can go wrong with a database is said in both languages."""

from __future__ import annotations

import tomllib
from types import SimpleNamespace

import pytest

from dashboard import addresses, import_words, settings
from dashboard.addresses import AddressError
from dashboard.i18n import messages
from dashboard.importing import live_faults, live_schemas
from dashboard.live_databases import LiveDatabase
from dashboard.settings import SettingsError

CRM = addresses.parse("postgresql://reader:s3cret@db.example.org:5433/crm", "The address in CRM")
FILE = addresses.parse("sqlite:////srv/my files/crm.db", "The address in CRM")
FAULTS = [
    live_faults.no_driver(CRM),
    live_faults.unreachable(CRM),
    live_faults.unreachable(CRM, "no answer within 10 seconds"),
    live_faults.unreachable(CRM, "nobody knows that host"),
    live_faults.unreachable(FILE, "another program has locked it"),
    live_faults.unreachable(FILE, "it is no SQLite database, or may not be opened"),
    live_faults.unreachable(CRM, "certificate verify failed"),
    live_faults.no_password(CRM),
    live_faults.rejected(CRM),
    live_faults.no_database(FILE),
    live_faults.no_table(CRM, "crm/deals"),
    live_faults.forbidden(CRM, "crm/deals"),
    live_faults.write(CRM, "crm/deals"),
    live_faults.slow(CRM, "crm/deals", 600),
    live_faults.lost(CRM, "crm/deals"),
    live_faults.lost(CRM, ""),
    live_faults.wrong(FILE, "crm/deals", "no such column: x"),
    live_schemas.unknown(CRM, LiveDatabase("crm", "env:CRM"), {}),
]


def told(text: str, language: str) -> str:
    return import_words.told(text, SimpleNamespace(t=messages(language))) or ""  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", [str(each) for each in FAULTS])
def test_every_fault_is_one_sentence_in_both_languages_without_a_secret(fault):
    assert "\n" not in fault
    assert "s3cret" not in fault
    assert told(fault, "en") == fault
    assert told(fault, "zh").endswith("。")


@pytest.mark.parametrize(
    "url",
    [
        "oracle://db.example.org/crm",
        "postgresql://reader:a/b@db.example.org/crm",
        "postgresql://reader:a@b@db.example.org/crm@x",
        "postgresql://db.example.org/crm?surprise=1",
        "postgresql://reader:a#b@db.example.org/crm",
        "postgresql://db.example.org/crm?sslmode=5ecret",
        "postgresql://db.example.org",
        "sqlite://crm.db",
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_both_languages(url):
    with pytest.raises(AddressError) as error:
        addresses.parse(url, "The address in CRM_DATABASE")
    assert "\n" not in str(error.value)
    assert told(str(error.value), "en") != ""
    assert told(str(error.value), "zh").startswith("数据库地址 CRM_DATABASE")


def test_an_address_shows_neither_user_nor_password_nor_parameters():
    url = "postgres://read%40er:p%2Fw@db.example.org:5433/crm?sslmode=require&sslkey=/key"
    found = addresses.parse(url, "The address")
    assert (found.engine, found.user, found.password, found.database) == ("postgresql", "read@er", "p/w", "crm")
    assert found.shown == "postgresql://db.example.org:5433/crm"
    assert "p/w" not in repr(found)
    assert "/key" not in repr(found)
    assert addresses.parse("mysql+pymysql://u@h/crm", "The address").engine == "mysql"
    assert addresses.parse("sqlite:///folder/crm%20old.db", "The address").database == "folder/crm old.db"


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ('url = "postgresql://u:s3cret@h/d"', r"database\[1\]\.url holds a password, which does not belong in a file"),
        ('url = "postgresql://u:s3/cret@h/d"', r"database\[1\]\.url cannot be read; the signs"),
        ('url = "env:CRM"\npassword = "s3cret"', r"database\[1\]\.password must name a variable of the environment"),
        (
            'url = "env:CRM"\ntables = [{ name = "deals" }]',
            r"database\[1\]\.tables\[1\] needs either a table or a query",
        ),
        ('url = "env:CRM"\ntables = [{ table = "a.x" }, { table = "b.x" }]', '"x" is there twice'),
        ('url = "env:CRM"\ntime_zone = "Mars"', "must be the name of a time zone"),
        ('url = "env:CRM"\ntimout_seconds = 5', 'did you mean "timeout_seconds"'),
        ("", r"database\[1\]\.url is missing"),
    ],
)
def test_settings_of_a_database_that_cannot_be_meant_are_said_without_a_secret(section, said):
    with pytest.raises(SettingsError, match=said) as error:
        settings.parse(tomllib.loads(f'[[database]]\nname = "crm"\n{section}'))
    assert "s3" not in str(error.value)
