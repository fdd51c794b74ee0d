"""What the loaded deals and their history say about stages that no list describes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from dashboard.importing.presets import kind_of
from dashboard.settings import Stage

ENOUGH_CLOSED = 10

_IN_USE = """
with

standing as (
    select
        coalesce(nullif(pipeline, ''), $default_pipeline) as pipeline,
        stage,
        median(probability) filter (where coalesce(outcome, 'open') = 'open') as probability,
        count(*) as deals,
        count(*) filter (where outcome = 'won') as won,
        count(*) filter (where outcome = 'lost') as lost,
    from deals
    where stage is not null
    group by all
),

visited as (
    select
        coalesce(nullif(deal_history.pipeline, ''), nullif(deals.pipeline, ''), $default_pipeline) as pipeline,
        unnest([deal_history.stage, deal_history.old_stage]) as stage,
        unnest([deal_history.probability, null]) as probability,
    from deal_history
    left join deals on deal_history.deal_id = deals.deal_id
),

visited_stages as (
    select pipeline, stage, median(probability) as probability
    from visited
    where stage is not null
    group by all
)

select
    pipeline,
    stage,
    coalesce(standing.probability, visited_stages.probability) as probability,
    coalesce(deals, 0) as deals,
    coalesce(won, 0) as won,
    coalesce(lost, 0) as lost,
from standing
full join visited_stages using (pipeline, stage)
order by pipeline, deals desc, stage
"""

# The first visits of a deal in turn; a deal seen in one stage only says nothing about order.
_POSITIONS = """
with

visits as (
    select
        deal_history.deal_id,
        unnest([deal_history.old_stage, deal_history.stage]) as stage,
        unnest([0, 1]) as is_new,
        deal_history.changed_at,
        deal_history.line_no,
    from deal_history
    left join deals on deal_history.deal_id = deals.deal_id
    where coalesce(nullif(deal_history.pipeline, ''), nullif(deals.pipeline, ''), $default_pipeline) = $pipeline
),

first_visits as (
    select deal_id, stage, min((changed_at, is_new, line_no)) as visited
    from visits
    where stage in (select unnest($open_stages))
    group by deal_id, stage
),

placed as (
    select
        stage,
        row_number() over (partition by deal_id order by visited) as place,
        count(*) over (partition by deal_id) as places,
    from first_visits
)

select stage, avg(place)
from placed
where places > 1
group by stage
"""


@dataclass(frozen=True)
class InUse:
    """A stage as the data use it: its deals by outcome and the median of the probabilities the CRM gives there."""

    name: str
    probability: float | None
    deals: int
    won: int
    lost: int

    @property
    def kind(self) -> str:
        """open, won or lost: by the name, else by at least ENOUGH_CLOSED deals that all ended one way."""
        kind = kind_of(self.name)
        if kind == "open" and self.deals >= ENOUGH_CLOSED:
            return "won" if self.won == self.deals else "lost" if self.lost == self.deals else kind
        return kind


def stages_in_use(connection: duckdb.DuckDBPyConnection, default_pipeline: str) -> dict[str, dict[str, InUse]]:
    """Every stage that deals or their history name, by pipeline and name, those with most deals first."""
    found: dict[str, dict[str, InUse]] = {}
    for pipeline, *facts in connection.execute(_IN_USE, {"default_pipeline": default_pipeline}).fetchall():
        found.setdefault(pipeline, {})[facts[0]] = InUse(*facts)
    return found


def deduced(
    connection: duckdb.DuckDBPyConnection, default_pipeline: str, pipeline: str, used: dict[str, InUse]
) -> tuple[Stage, ...]:
    """A pipeline's list in order: open stages by mean position in histories, else probability, else the number in their
    name, then won, then lost. A stage that nothing places is left out."""
    open_stages = [name for name, stage in used.items() if stage.kind == "open"]
    asked = {"default_pipeline": default_pipeline, "pipeline": pipeline, "open_stages": open_stages}
    places: dict[str, float] = dict(connection.execute(_POSITIONS, asked).fetchall()) if open_stages else {}
    places = places or {name: p for name in open_stages if (p := used[name].probability) is not None}
    places = places or _numbered(open_stages)
    if len(open_stages) == 1:
        places = {open_stages[0]: 1.0}
    in_order = sorted(places, key=lambda name: (places[name], used[name].probability or 0.0, name))
    closed = sorted(
        (stage for stage in used.values() if stage.kind != "open"), key=lambda each: (each.kind != "won", each.name)
    )
    return tuple(
        Stage(name=each.name, probability=each.probability, kind=each.kind)
        for each in [*(used[name] for name in in_order), *closed]
    )


def _numbered(names: list[str]) -> dict[str, float]:
    """Places by the first number in each name, where every name has one of its own."""
    numbers = {name: float(found[0]) for name in names if (found := re.search(r"\d+", name))}
    return numbers if len(set(numbers.values())) == len(names) else {}
