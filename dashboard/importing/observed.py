"""History that no CRM kept: what consecutive exports say differently about a deal, as rows of deal_history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from dashboard.importing import facts, frames, tables
from dashboard.importing.kept import TRACKED, KeptExport, deals_of, parquet

# An outcome makes sense only with its stage, and a stage only with its pipeline.
_TOGETHER = frozenset(("pipeline", "stage", "outcome"))
# Columns that can become empty; a deal always has a stage and an outcome.
_CAN_BE_EMPTY = ("amount", "expected_close_date", "rep_id", "region")
_FOREVER = "date '9999-12-31'"


def observe(connection: duckdb.DuckDBPyConnection, folder: Path, exports: list[KeptExport]) -> None:
    """Make the tables tell the history of these exports, sorted by day, of which the last filled the tables.

    Safe to repeat with other exports: what earlier ones told is forgotten first. The CRM's own history wins: of a deal
    that has one, exports tell only the columns it does not carry, and when the deal was deleted.
    """
    newest = parquet(folder, exports[-1])
    connection.execute("delete from deal_history where observed is not null")
    connection.execute(f"delete from deals where deal_id not in (select deal_id from {newest} where not is_unreadable)")
    connection.execute("delete from history_imports")
    if len(exports) > 1:
        _compare(connection, folder, exports)
        for export in reversed(exports[:-1]):
            _bring_back(connection, folder, export)
        _insert_changes(connection)
    else:
        frames.create(connection, "observed_changes", _NO_CHANGES, [])
    _list(connection, exports)
    connection.execute("delete from history_sources")
    connection.execute(_SOURCES)
    connection.execute("drop table observed_changes")
    facts.write_times(connection)


_SOURCES = """
insert into history_sources
with
known as (
    select deal_id, bool_or(observed is null) as is_own, bool_or(observed is not null) as is_observed
    from deal_history group by deal_id
)
select
    case
        when k.is_own and k.is_observed then 'crm_and_exports'
        when k.is_own then 'crm_history'
        when k.is_observed then 'exports'
        else 'dates_only'
    end as basis,
    count(*) as deals
from deals as d left join known as k on d.deal_id = k.deal_id
group by 1 order by 2 desc, 1
"""
_NO_CHANGES = "day date, last_day date, is_gone boolean, was_gone boolean"


def _compare(connection: duckdb.DuckDBPyConnection, folder: Path, exports: list[KeptExport]) -> None:
    """Make temp table observed_changes: each deal's first state and every state that differs from the one before."""
    compared = _compared(exports)
    own = _own(connection)
    connection.execute(
        "create or replace temp table own_deals as select distinct deal_id from deal_history where observed is null"
    )
    connection.execute("create or replace temp table export_days (day date, next_full date, full_before date)")
    full = [each.day for each in exports if each.is_full]
    rows = [
        (
            f"{each.day}",
            next((f"{day}" for day in full if day > each.day), None),
            next((f"{day}" for day in reversed(full) if day < each.day), None),
        )
        for each in exports
    ]
    frames.insert(connection, "export_days", rows)
    types = tables.columns("deals")
    picked = []
    for name in TRACKED:
        if name not in compared:
            picked.append(f"null::{types[name]} as {name}")
        elif name in own:
            picked.append(f"case when o.deal_id is null then s.{name} end as {name}")
        else:
            picked.append(f"s.{name}")
    empty = [
        f"case when c.{name} is null{' and not c.is_own' if name in own else ''} then '{name}' end"
        for name in _CAN_BE_EMPTY
        if name in compared
    ]
    own_columns = ("deal_id", "created_at", "closed_at", "is_deleted", *TRACKED)
    seen = f"""
        select s.deal_id, s.day, s.is_unreadable, s.created_at, s.closed_at,
            coalesce(s.is_deleted, false) as is_deleted, o.deal_id is not null as is_own, {", ".join(picked)}
        from ({deals_of(folder, exports, own_columns)}) as s left join own_deals as o on s.deal_id = o.deal_id"""
    # Only what tells a change is sorted: whole deals would be several times as much.
    connection.execute(
        f"""create or replace temp table observed_days as
        with
        followed as (
            select s.deal_id, s.day, s.is_unreadable, s.is_own, s.is_deleted,
                coalesce(s.outcome, n.kind, 'open') <> 'open' as is_closed,
                hash({", ".join(f"s.{name}" for name in (*TRACKED, "is_deleted"))}) as state,
                lead(s.day) over (partition by s.deal_id order by s.day) as next_day
            from ({seen}) as s
            left join (select stage, min(kind) as kind from stages group by stage) as n on s.stage = n.stage
        ),
        states as (
            select * exclude (next_day, is_unreadable), false as is_gone from followed where not is_unreadable
            union all by name
            select f.deal_id, d.next_full as day, f.is_own, true as is_deleted, false as is_closed, true as is_gone
            from followed as f inner join export_days as d on f.day = d.day
            where d.next_full < coalesce(f.next_day, {_FOREVER})
        ),
        compared as (
            select *,
                lag(day) over so_far as last_day,
                lag(state) over so_far as last_state,
                lag(is_closed) over so_far as was_closed,
                lag(is_deleted) over so_far as was_deleted,
                lag(is_gone) over so_far as was_gone
            from states
            window so_far as (partition by deal_id order by day)
        )
        select * exclude (state, last_state)
        from compared
        where last_day is null or state is distinct from last_state"""
    )
    gone = [f"null::{types[name]} as {name}" for name in ("created_at", "closed_at", *TRACKED)]
    connection.execute(
        f"""create or replace temp table observed_changes as
        with
        told as (
            select c.*, s.created_at, s.closed_at, {", ".join(f"s.{name}" for name in TRACKED)}
            from ({seen}) as s inner join observed_days as c on c.deal_id = s.deal_id and c.day = s.day
            where not c.is_gone
            union all
            select *, {", ".join(gone)} from observed_days where is_gone
        )
        select c.*,
            case
                when last_day is null and c.created_at::date < d.full_before then null
                when last_day is null or was_gone then greatest(d.full_before, last_day)
                else last_day
            end as known_after,
            c.is_closed and (was_closed is null or was_gone or not was_closed) as is_closing,
            case when not c.is_closed and not is_gone then
                nullif(list_filter([{", ".join(empty) or "null"}], lambda each: each is not null), [])
            end as emptied
        from told as c inner join export_days as d on c.day = d.day"""
    )
    for name in ("own_deals", "export_days", "observed_days"):
        connection.execute(f"drop table {name}")


def _compared(exports: list[KeptExport]) -> set[str]:
    """Columns that every export fills: one that an export lacks has no history, and is as exported for all days."""
    return set(TRACKED).intersection(*(each.columns for each in exports))


def _own(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Columns of which the CRM keeps a history itself."""
    counts = ", ".join(f"count({name}) > 0" for name in TRACKED)
    found = connection.execute(f"select {counts} from deal_history where observed is null").fetchone() or ()
    own = {name for name, is_there in zip(TRACKED, found, strict=True) if is_there}
    return own | _TOGETHER if own & _TOGETHER else own


def _bring_back(connection: duckdb.DuckDBPyConnection, folder: Path, export: KeptExport) -> None:
    """Put deals that later exports do not have back into the table, as deleted where one of those was full."""
    names = [*tables.columns("deals")]
    picked = ", ".join(f"s.{name}" for name in names if name != "is_deleted")
    connection.execute(
        f"""insert into deals by name
        select {picked}, coalesce(s.is_deleted, false) or coalesce(l.is_gone, false) as is_deleted
        from {parquet(folder, export)} as s
        left join (
            select deal_id, arg_max(is_gone, day) as is_gone from observed_changes group by deal_id
        ) as l on s.deal_id = l.deal_id
        where not s.is_unreadable and s.deal_id not in (select deal_id from deals)
            and s.deal_id not in (select deal_id from refused_deals where deal_id is not null)"""
    )


def _insert_changes(connection: duckdb.DuckDBPyConnection) -> None:
    # A deal that was closed before anybody looked, on no day that is known, says nothing about its stage on that day.
    unsaid = "not is_own and known_after is null and is_closed and closed_at is null"
    tracked = ", ".join(
        f"case when not ({unsaid}) then {name} end as {name}" if name in _TOGETHER else name for name in TRACKED
    )
    connection.execute(
        f"""insert into deal_history by name
        select deal_id,
            case
                when is_closing and closed_at::date <= day and coalesce(closed_at::date > known_after, true)
                    then closed_at::date
                when last_day is null and created_at::date between known_after and day then created_at::date
                else day
            end as changed_at,
            {tracked},
            case when is_deleted or was_deleted then is_deleted end as is_deleted,
            date_diff('day', date '1970-01-01', day) as line_no,
            case when not is_own and last_day is null and known_after is null then 'first' else 'change' end
                as observed,
            known_after, emptied
        from observed_changes
        where deal_id in (select deal_id from deals)"""
    )


def _list(connection: duckdb.DuckDBPyConnection, exports: list[KeptExport]) -> None:
    """Write table history_imports, with what each export changed."""
    (stale_after,) = connection.execute("select stale_after_days()").fetchone() or (0,)
    counted = connection.execute(
        """select day, count(*) filter (where last_day is null),
            count(*) filter (where last_day is not null and not is_gone and not was_gone),
            count(*) filter (where is_gone), count(*) filter (where was_gone and not is_gone)
        from observed_changes group by day"""
    ).fetchall()
    changes: dict[dt.date, tuple[int, ...]] = {row[0]: row[1:] for row in counted}
    rows: list[tuple[object, ...]] = []
    for number, each in enumerate(exports):
        told = changes.get(each.day, (0, 0, 0, 0)) if number else (None,) * 4
        days = (each.day - exports[number - 1].day).days if number else None
        imported_at, file = f"{each.imported_at:%Y-%m-%d %H:%M:%S}", Path(each.file).name
        rows.append(
            (f"{each.day}", days, days and days > stale_after, imported_at, each.files, each.content_hash, each.deals,
             each.is_full, ", ".join(each.columns), *told, file)
        )  # fmt: skip
    frames.insert(connection, "history_imports", rows)
