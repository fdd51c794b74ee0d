/*
title: Exchange rates
title_zh: 汇率
about: What one unit of a currency is worth in the reporting currency from a day on.
grain: one row per currency and day
column currency: ISO 4217 code
column valid_date: first day the rate holds
column rate: reporting units per 1 of the currency
column extra: columns of the export that have no place of their own, by header
label valid_date: Valid from | 生效日
label rate: Rate | 汇率
*/
create or replace table exchange_rates (
    currency text not null,
    valid_date date not null,
    rate decimal(18, 8) not null,
    extra json
);
