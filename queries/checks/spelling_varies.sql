/*
title: Spelling varies
title_zh: 写法不一致
about: A value that differs from another in capitals and spaces only. The two count apart, and an id spelt
    otherwise finds nothing in its table.
about_zh: 只在大小写和空格上不同的值；两者分开计算，写法不同的编号会找不到对应记录。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; the rarer spelling
column detail: text; column, and the usual spelling
column amount: money; amount of the deals spelt so
label check: Check | 检查项
label key: Spelling | 写法
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 较少见的写法
about_zh detail: 列名与通常的写法
about_zh amount: 采用这种写法的商机金额合计
*/
create or replace view spelling_varies as
with
spelt as (
    select * from spellings_of('region', own_region)
    union all
    select * from spellings_of('product_line', product_line)
    union all
    select * from spellings_of('channel', channel)
    union all
    select * from spellings_of('lost_to', lost_to)
    union all
    select * from spellings_of('rep_id', rep_id)
    union all
    select * from spellings_of('product_id', product_id)
    union all
    select * from spellings_of('campaign_id', campaign_id)
    union all
    select * from spellings_of('account_id', account_id)
    union all
    select l.*
    from listed_ids() as l
    semi join varied_spellings as v on l.column_name = v.column_name and l.spelt_as = v.spelt_as
),

compared as (
    select
        column_name,
        spelt_as,
        bool_or(is_known) as is_known,
        sum(amount) as amount,
        sum(deals) as deals,
        regexp_replace(lower(spelt_as), '[\s\x{00a0}\x{3000}]', '', 'g') as spelling,
        first_value(spelt_as) over same_but_for_form as usual,
        first_value(bool_or(is_known)) over same_but_for_form as is_usual_known,
    from spelt
    group by column_name, spelt_as
    window same_but_for_form as (
        partition by column_name, spelling
        order by bool_or(is_known) desc, sum(deals) desc, spelt_as
    )
)

select
    'spelling_varies' as "check",
    spelt_as as key,
    column_name || ': ' || usual as detail,
    amount,
from compared
-- ids of accounts may differ by capitals on purpose: only one that its table spells otherwise is a fault
where spelt_as <> usual and not is_known and (column_name <> 'account_id' or is_usual_known)
order by amount desc nulls last, column_name, spelt_as;
