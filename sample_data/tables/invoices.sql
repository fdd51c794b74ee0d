with parts as (
    select *, unnest([1, 2]) as part
    from chunk_finished
    where outcome = 'won' and amount is not null
)
select
    'I' || n || '-' || part as invoice_id,
    'K' || n as contract_id,
    account_code(account) as account_id,
    rep_code(rep) as rep_id,
    closed_at::date + [5, 75][part] as issued_date,
    closed_at::date + [35, 105][part] as due_date,
    (if(part = 1, round(amount * 0.4, 2), amount - round(amount * 0.4, 2)))::decimal(18, 2) as amount,
    ['deposit', 'final'][part] as kind
from parts
where closed_at::date + [5, 75][part] <= exported_on()
order by n, part;
