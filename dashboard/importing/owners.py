"""Owners that a history calls by name where deals carry ids."""

from __future__ import annotations

import duckdb


def identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the rep's id into rows of deal_history that name the rep, as many logs of changes do.

    Of two reps of one name the deal's present owner is meant; else the name stays, as it does where it is an id itself.
    """
    # Where the deals themselves carry names, an id would make two owners of one.
    connection.execute(
        """create or replace temp table named_reps as
        select name, rep_id, count(*) over (partition by name) as namesakes from reps
        where name is not null and name not in (select rep_id from reps)
            and name not in (select rep_id from deals where rep_id is not null)"""
    )
    connection.execute(
        """update deal_history set rep_id = named.rep_id
        from deals as d inner join named_reps as named on d.rep_id = named.rep_id
        where deal_history.deal_id = d.deal_id and deal_history.rep_id = named.name"""
    )
    connection.execute(
        """update deal_history set rep_id = named.rep_id from named_reps as named
        where deal_history.rep_id = named.name and named.namesakes = 1"""
    )
    connection.execute("drop table named_reps")
