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
column advice: what to do about a deal that is stuck there
about_zh pipeline: 销售流程
about_zh stage: 阶段名称
about_zh stage_order: 在途阶段的次序，从 1 起；赢单、丢单和未配置的阶段为空
about_zh kind: 在途、赢单或丢单
about_zh probability: 该阶段的赢率
about_zh expected_days: 商机预计停留的天数
about_zh definition: 如何判断处于该阶段、该做什么、做到什么才进入下一阶段
about_zh is_configured: 为否表示只在数据中出现、未配置的阶段
about_zh advice: 商机停在该阶段时的建议
*/
create or replace table stages (
    pipeline text not null,
    stage text not null,
    stage_order smallint,
    kind text,
    probability double,
    expected_days double,
    definition text,
    is_configured boolean,
    advice text
);
