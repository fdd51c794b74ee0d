/*
title: Stages
title_zh: 阶段
about: The stage list in force: settings, export or preset, and stages nobody configured.
grain: one row per pipeline and stage
column pipeline: pipeline
column stage: canonical name
column stage_order: 1, 2, 3 … among the open stages; NULL for won, lost and unconfigured stages
column kind: open, won or lost
column probability: chance of winning as a fraction 0 to 1
column expected_days: days a deal is expected to stay
column definition: how to recognise it, what is done, what moves it on
column is_configured: false where only the data name the stage
*/
create or replace table stages (
    pipeline text not null,
    stage text not null,
    stage_order smallint,
    kind text,
    probability double,
    expected_days double,
    definition text,
    is_configured boolean
);
