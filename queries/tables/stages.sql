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
column is_configured: false where only the data name the stage
column definition: what the stage is and what is done in it
column definition_zh: the same in Chinese
column recognise: how one sees that a deal stands there
column recognise_zh: the same in Chinese
column exit_criteria: what moves a deal on
column exit_criteria_zh: the same in Chinese
column advice: what to do about a deal that is stuck there
column advice_zh: the same in Chinese
about_zh pipeline: 销售流程
about_zh stage: 阶段名称
about_zh stage_order: 在途阶段的次序，从 1 起；赢单、丢单和未配置的阶段为空
about_zh kind: 在途、赢单或丢单
about_zh probability: 该阶段的赢率
about_zh expected_days: 商机预计停留的天数
about_zh is_configured: 为否表示只在数据中出现、未配置的阶段
about_zh definition: 该阶段的含义与要做的工作（英文）
about_zh definition_zh: 该阶段的含义与要做的工作
about_zh recognise: 如何判断商机处于该阶段（英文）
about_zh recognise_zh: 如何判断商机处于该阶段
about_zh exit_criteria: 做到什么才进入下一阶段（英文）
about_zh exit_criteria_zh: 做到什么才进入下一阶段
about_zh advice: 商机停在该阶段时的建议（英文）
about_zh advice_zh: 商机停在该阶段时的建议
*/
create or replace table stages (
    pipeline text not null,
    stage text not null,
    stage_order smallint,
    kind text,
    probability double,
    expected_days double,
    is_configured boolean,
    definition text,
    definition_zh text,
    recognise text,
    recognise_zh text,
    exit_criteria text,
    exit_criteria_zh text,
    advice text,
    advice_zh text
);
