"""The process of an import from the dashboard: `python -m dashboard.import_process WORKSPACE JOB`.

Does what the job's order says, puts down every step, and leaves the report as JSON, also of an import that is refused.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import time
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.commands.samples import without_sample_settings
from dashboard.import_desk import Desk
from dashboard.import_job import RESULT, Job, write
from dashboard.importing import costs, proposal
from dashboard.importing.load import import_paths
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.settings import SettingsError
from dashboard.workspace import Workspace, WorkspaceError

# As many as a person may want to look through in a spreadsheet.
MOST_REFUSED = 100_000
# Seconds between two steps put down: a file of the disk is written for each.
_TELL_EVERY = 0.25


def run(workspace: Workspace, job: Job) -> None:
    """Import as the job's order says. Whatever goes wrong ends up in the job's state, in a sentence."""
    order, began, told = job.order, job.state, 0.0

    def tell(step: str) -> None:
        nonlocal told
        if time.monotonic() - told >= _TELL_EVERY:
            told = time.monotonic()
            job.tell(replace(began, step=step))

    report, problem = Report(most_refused=MOST_REFUSED), None
    try:
        tried = settings.parse(tomllib.loads(order.mapping)).mappings if order.dry_run and order.mapping else ()
        with without_sample_settings(workspace, order.dry_run):
            import_paths(
                workspace,
                [Path(path) for path in order.paths],
                exported_on=dt.date.fromisoformat(order.exported_on) if order.exported_on else None,
                dry_run=order.dry_run,
                progress=tell,
                extent=Extent(order.extent),
                report=report,
                mappings=tried,
            )
    except (ImportProblem, SettingsError, WorkspaceError, OSError, ValueError) as error:
        problem = str(error)
    if not order.dry_run and problem is None:
        # Their deals are kept beside the versions; the files themselves are nobody's any more.
        Desk(workspace).clear()
    with contextlib.suppress(OSError):
        write(job.folder / RESULT, told_of(report))
    finished = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    job.tell(replace(began, finished_at=finished, problem=problem))


def told_of(report: Report) -> dict[str, Any]:
    """A report as JSON can hold it, with the proposal for what is not understood and what missing tables cost."""
    imported = {each.table for each in report.files if each.table}
    return {
        **asdict(report),
        "rows_read": report.rows_read,
        "rows_refused": report.rows_refused,
        "proposal": proposal.text(report),
        "costs": [asdict(each) for each in costs.of_missing(imported)] if "deals" in imported else [],
    }


if __name__ == "__main__":
    run(Workspace(Path(sys.argv[1])), Job(Path(sys.argv[2])))
