/*
label: Customer coverage
label_zh: 客户覆盖率
unit: rate
better: higher
subject: customers
sample: accounts
sample_zh: 客户数
over: account_list
about: Accounts with a deal open in, or an activity in, the period / all accounts.
about_zh: 期间内有在途商机或有活动的客户数 ÷ 全部客户数。
source: METRICS section 5
*/
create or replace macro customer_coverage(active_accounts, accounts) as
    active_accounts / nullif(accounts, 0);
