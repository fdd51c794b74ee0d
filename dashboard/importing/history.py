"""Files whose rows are not changes of a deal, made into rows of deal_history.

Frames in and out are text columns plus `line_no` (line of the source row); out they are named like the table's columns.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from dashboard.importing.mapping import Mapping

_PIPELINE = re.compile(r"(.+?)\s*\(([^()]*)\)")

# Salesforce logs a new owner twice, once as a user id and once as a name; ids are what its deals carry.
_USER_ID = r"^005[0-9A-Za-z]{12}([0-9A-Za-z]{3})?$"


def date_entered(frame: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """One change per deal and stage that has a date: `deal_id, pipeline, stage, changed_at, line_no`.

    `mapping.stage_columns` names the header per stage; `Stage (Pipeline)` is split where the brackets hold a pipeline.
    """
    headers = mapping.stage_columns
    deal_id, pipeline = mapping.columns["deal_id"], mapping.columns.get("pipeline")
    labels = _split_labels(list(headers), _distinct(frame, pipeline))
    stages = pl.DataFrame(
        {
            "header": list(headers.values()),
            "stage": [labels[name][0] for name in headers],
            "label_pipeline": [labels[name][1] for name in headers],
        },
        schema={"header": pl.String, "stage": pl.String, "label_pipeline": pl.String},
    )
    deal_pipeline = pl.col(pipeline) if pipeline else pl.lit(None, pl.String)
    changes = frame.select(
        pl.col(deal_id).alias("deal_id"), deal_pipeline.alias("deal_pipeline"), "line_no", *headers.values()
    ).unpivot(
        on=list(headers.values()),
        index=["deal_id", "deal_pipeline", "line_no"],
        variable_name="header",
        value_name="changed_at",
    )
    return (
        changes.filter(_has_text("changed_at"))
        .join(stages, on="header", maintain_order="left")
        .select(
            "deal_id",
            pl.coalesce("label_pipeline", "deal_pipeline").alias("pipeline"),
            "stage",
            "changed_at",
            "line_no",
        )
        .rechunk()
    )


def field_history(frame: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """One change per logged field that deal_history has; the value before a field's first change is a row of its own.

    `mapping.columns` names the headers of deal_id, changed_at, field, new_value and perhaps old_value and history_id;
    `mapping.values["field"]` says which logged field is which of our columns. Other fields are left out.
    """
    ours = mapping.values["field"]
    columns = sorted(set(ours.values()))
    log = frame.select(
        *(
            pl.col(mapping.columns[name]).alias(name)
            if name in mapping.columns
            else pl.lit(None, pl.String).alias(name)
            for name in ("deal_id", "changed_at", "history_id", "field", "old_value", "new_value")
        ),
        "line_no",
    ).with_columns(
        _folded("field").replace_strict(ours, default=None, return_dtype=pl.String),
        pl.when(_has_text("old_value")).then("old_value").alias("old_value"),
        pl.when(_has_text("new_value")).then("new_value").alias("new_value"),
    )
    log = _owner_ids_only(log.filter(pl.col("field").is_not_null()))
    changes = log.with_columns(
        *(pl.when(pl.col("field") == name).then("new_value").alias(name) for name in columns),
        pl.when(pl.col("field") == "stage").then("old_value").alias("old_stage"),
    )
    # DuckDB may read the chunks of a frame in any order, and the order of rows is that of changes of one instant.
    made = pl.concat([_before_first_change(log, columns), changes], how="diagonal").sort("line_no", maintain_order=True)
    return made.select("deal_id", "changed_at", "history_id", "old_stage", *columns, "line_no").rechunk()


def _before_first_change(log: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """What a field was before its first change, at its instant, under its id but one line earlier, to be read first.

    A stage has `old_stage` for this.
    """
    fields = [name for name in columns if name != "stage"]
    logged = log.filter(pl.col("field").is_in(fields))
    first = logged.filter(_is_first(logged)).filter(pl.col("old_value").is_not_null())
    return first.with_columns(
        *(pl.when(pl.col("field") == name).then("old_value").alias(name) for name in fields),
        pl.lit(None, pl.String).alias("old_stage"),
        line_no=pl.col("line_no") - 1,
    )


def _is_first(logged: pl.DataFrame) -> pl.Expr:
    # Each old value is the new value of the change before: that shows whether the log runs oldest or newest first.
    chain = ["deal_id", "field"]
    chained = logged.select(
        ((pl.col("old_value") == pl.col("new_value").shift(1).over(chain)).sum()).alias("oldest_first"),
        ((pl.col("old_value") == pl.col("new_value").shift(-1).over(chain)).sum()).alias("newest_first"),
    )
    oldest_first, newest_first = chained.row(0) if logged.height else (0, 0)
    end = pl.col("line_no").max() if newest_first > oldest_first else pl.col("line_no").min()
    return pl.col("line_no") == end.over(chain)


def _owner_ids_only(log: pl.DataFrame) -> pl.DataFrame:
    is_owner, is_id = pl.col("field") == "rep_id", pl.col("new_value").str.contains(_USER_ID)
    if log.filter(is_owner & is_id).is_empty():
        return log
    return log.filter(~is_owner | is_id)


def _split_labels(labels: list[str], pipelines: set[str]) -> dict[str, tuple[str, str | None]]:
    found = {label: _PIPELINE.fullmatch(label) for label in labels}
    all_bracketed = not pipelines and len(labels) > 1 and all(found.values())
    return {
        label: (match[1], match[2].strip())
        if match and (all_bracketed or _fold(match[2]) in pipelines)
        else (label, None)
        for label, match in found.items()
    }


def _distinct(frame: pl.DataFrame, column: str | None) -> set[str]:
    return {_fold(text) for text in frame[column].drop_nulls().unique()} - {""} if column else set()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _folded(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFKC").str.strip_chars().str.to_lowercase()


def _has_text(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.len_bytes() > 0
