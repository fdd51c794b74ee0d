select
    account_code(account) as account_id,
    'Account ' || account as name,
    size_name(account) as size,
    one_of(['Food & Beverage', 'Chemicals', 'Biotechnology', 'Environmental', 'Energy', 'Manufacturing'], account, 510)
        as industry,
    region_name(rep_of_account(account)) as region,
    rep_code(rep_of_account(account)) as rep_id,
    one_of(['A', 'B', 'B', 'C'], account, 511) as tier,
    opened()::timestamp - to_hours((4000 * draw(account, 512))::int) as created_at
from (select range as account from range(1, accounts() + 1))
order by account;
