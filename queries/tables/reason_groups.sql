/*
title: Reason groups
title_zh: 原因分组
about: The group of each reason for which a deal was won or lost, by the words in the settings.
grain: one row per reason that deals give
column reason: as the CRM says it
column reason_group: group of the settings; NULL where no group has a word of it
about_zh reason: CRM 中的原因
about_zh reason_group: 设置中的原因组；不属于任何组时为空
*/
create or replace table reason_groups (
    reason text not null,
    reason_group text
);
