/*
title: Advice on shapes
title_zh: 形状建议
about: What to do about each shape of a funnel, from the settings.
grain: one row per shape
column shape: empty, early_only, top_light, bulging, ideal or uneven
column advice: what to do
column advice_zh: what to do, in Chinese
about_zh shape: 漏斗形状
about_zh advice: 建议（英文）
about_zh advice_zh: 建议（中文）
*/
create or replace table shape_advice (
    shape text not null,
    advice text,
    advice_zh text
);
