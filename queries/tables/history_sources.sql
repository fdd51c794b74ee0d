/*
title: What the history rests on
title_zh: 变更历史的来源
about: How the past of the deals is known: by the CRM's own history, by comparing exports, by both, or by the dates on
    the deal only.
grain: one row per basis
column basis: crm_history, crm_and_exports (exports add what the CRM's own history does not carry), exports, unchanged
    (in every
    export as in the first that shows it) or dates_only
column deals: deals whose past is known this way
about_zh basis: 来源：CRM 自身的历史、CRM 历史加导出对比、仅导出对比、历次导出中尚未变更、仅商机上的日期
about_zh deals: 以此方式得知历史的商机数
label basis: Known by | 来源
label deals: Deals | 商机数
*/
create or replace table history_sources (
    basis text not null,
    deals bigint not null
);
