select
    'K' || n as contract_id,
    deal_code(n) as deal_id,
    account_code(account) as account_id,
    closed_at::date as signed_date,
    amount,
    closed_at::date + 5 as approved_date,
    if(closed_at::date + 10 + (60 * draw(n, 200))::int <= exported_on(), closed_at::date + 10 + (60 * draw(n, 200))::int, null)
        as delivered_date,
    if(closed_at::date + 80 <= exported_on(), closed_at::date + 80, null) as accepted_date
from chunk_finished
where outcome = 'won' and amount is not null
order by n;
