"""Imports from the dashboard: in a process of their own, one at a time, with what was handed in cleared away."""

import io

import pytest

from dashboard import settings_text
from dashboard.import_desk import Desk, DeskError, safe_name
from dashboard.import_job import Order
from dashboard.settings import SettingsError
from dashboard.settings_text import Edit
from dashboard.workspace import Workspace

ALLOWED = "# ours\n[imports]\nfrom_dashboard = true\nfolders = ['exports']\nupload_mb = 1\n"
DEALS = b"deal_id,stage,amount,created_at,gebiet\n1,Open,10,2026-01-05,Nord\n2,Open,x,2026-01-06,\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk at which one file was tried with a mapping, then imported."""
    workspace = Workspace(tmp_path_factory.mktemp("desk"))
    workspace.settings_path.write_text(ALLOWED, encoding="utf-8")
    return Desk(workspace)


@pytest.fixture(scope="module")
def tried(desk):
    [path] = desk.hand_in([("../deals_2026-03-31.csv", io.BytesIO(DEALS))])
    mapping = settings_text.toml_of([Edit(path.name, "deals", columns={"region": "gebiet"})])
    job = desk.start(Order((str(path),), dry_run=True, mapping=mapping))
    with pytest.raises(DeskError, match="running"):
        desk.start(Order((str(path),), dry_run=True))
    assert desk.is_running()
    desk.wait()
    return path, job


@pytest.fixture(scope="module")
def imported(desk, tried):
    job = desk.start(Order((str(tried[0]),), dry_run=False))
    desk.wait()
    return job


def test_a_try_tells_everything_and_changes_nothing(desk, tried):
    path, job = tried
    assert (job.state.problem, desk.is_running(), desk.workspace.versions()) == (None, False, [])
    result = job.result
    assert [(each["file"], each["rows_read"], each["rows_refused"]) for each in result["files"]] == [(path.name, 2, 1)]
    assert result["refused"][0]["reason"] == "is not an amount"
    [found] = result["recognised"]
    assert {each["header"]: each["columns"] for each in found["headers"]}["gebiet"] == ["region"]
    assert path.is_file()


def test_an_import_publishes_a_version_and_clears_what_was_handed_in(desk, tried, imported):
    assert imported.state.problem is None
    assert imported.result["version"].endswith(desk.workspace.current().name)
    assert not tried[0].exists()


def test_an_import_that_is_refused_says_why_and_leaves_the_version_in_force(desk, imported):
    before = desk.workspace.current()
    [path] = desk.hand_in([("shopping.csv", io.BytesIO(b"milk,eggs\n1,2\n"))])
    job = desk.start(Order((str(path),), dry_run=False))
    desk.wait()
    assert "No deals were found" in job.state.problem
    assert job.result["recognised"][0]["certainty"] == "unknown"
    assert desk.workspace.current() == before
    assert desk.last() == job


def test_an_import_that_is_stopped_leaves_everything_as_it_was(desk, imported):
    before = desk.workspace.current()
    [path] = desk.hand_in([("deals.csv", io.BytesIO(DEALS))])
    job = desk.start(Order((str(path),), dry_run=False))
    desk.stop()
    desk.wait()
    assert (job.state.finished_at, desk.workspace.current()) == (None, before)


def test_files_of_the_configured_folders_are_offered_and_no_others(desk, tmp_path):
    folder = desk.workspace.folder / "exports"
    folder.mkdir()
    (folder / "deals.csv").write_bytes(DEALS)
    (folder / ".hidden").write_bytes(DEALS)
    (tmp_path / "secret.csv").write_bytes(DEALS)
    (folder / "way_out.csv").symlink_to(tmp_path / "secret.csv")
    assert list(desk.offered()) == ["exports/deals.csv"]
    with pytest.raises(DeskError, match="gone"):
        desk.start(Order((str(tmp_path / "secret.csv"),), dry_run=True))


def test_uploads_beyond_the_limit_are_not_kept(desk):
    with pytest.raises(DeskError, match="too_large"):
        desk.hand_in([("large.csv", io.BytesIO(b"x" * (1 << 20) + b"x"))])
    assert not [path for job in desk.jobs() for path in (job.folder / "files").glob("large*")]


def test_nothing_is_taken_where_the_settings_do_not_allow_it(tmp_path):
    with pytest.raises(DeskError, match="not_allowed"):
        Desk(Workspace(tmp_path)).hand_in([("deals.csv", io.BytesIO(DEALS))])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\商机.xlsx", "商机.xlsx"),
        (".hidden", "hidden"),
        ("a\0b?.csv", "a_b_.csv"),
    ],
)
def test_a_name_handed_in_leads_nowhere(name, safe):
    assert safe_name(name) == safe


def test_a_mapping_is_added_without_touching_what_a_person_wrote():
    text = '# keep me\n[reporting]\ncurrency = "CNY"  # yuan\n\n[[mapping]]\nfile = "a.csv"\ndate_order = "dmy"\n'
    added = settings_text.toml_of([Edit("deals_2026-03-31.csv", "deals", columns={"region": "Gebiet", "amount": ""})])
    changed = settings_text.with_mappings(text, added)
    assert changed.startswith(text)
    assert 'file = "deals_*.csv"' in changed
    again = settings_text.toml_of([Edit("deals_2026-04-30.csv", "deals", columns={"region": "Region"})])
    twice = settings_text.with_mappings(changed, again)
    assert twice.count("deals_*.csv") == 1
    assert 'region = "Region"' in twice
    assert 'amount = ""' in twice


def test_a_mapping_that_would_be_wrong_is_not_written():
    with pytest.raises(SettingsError):
        settings_text.with_mappings("", '[[mapping]]\nfile = "a"\ncolours = {}\n')
