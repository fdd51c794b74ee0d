with parts as (
    select *, unnest([1, 2]) as part
    from chunk_finished
    where outcome = 'won' and amount is not null
),
paid as (
    select *, closed_at::date + [35, 105][part] + around(14, 0.9, n, 210 + 2 * part)::int - 8 as received_date
    from parts
    where draw(n, 216 + part) < 0.96
)
select
    'Y' || n || '-' || part as payment_id,
    'I' || n || '-' || part as invoice_id,
    received_date,
    (if(part = 1, round(amount * 0.4, 2), amount - round(amount * 0.4, 2)))::decimal(18, 2) as amount,
    if(draw(n, 219) < 0.01, 'write_off', 'payment') as kind
from paid
where received_date <= exported_on()
order by n, part;
