/* Chance as arithmetic: the draw of a row depends on its number, the draw's salt and the seed only, so that rows can be
   made in any order, in any number of threads. Salts below 500 belong to deals, from 500 to accounts, from 600 to reps,
   from 700 to the rest. */
create or replace macro draw(number, salt) as
    (hash(number::bigint * 1009 + salt + seed() * 100000000003) >> 11)::double / 9007199254740992.0;
create or replace macro normal(number, salt) as
    sqrt(-2 * ln(greatest(draw(number, salt), 1e-12))) * cos(6.283185307179586 * draw(number, salt + 1));
create or replace macro around(median, spread, number, salt) as
    median * exp(spread * normal(number, salt));
create or replace macro one_of(options, number, salt) as
    options[1 + floor(draw(number, salt) * len(options))::bigint];
create or replace macro rounded(amount, unit) as
    (greatest(round(amount / unit), 1) * unit)::decimal(18, 2);

/* Every hour of the week falls into working hours, earlier before later. */
create or replace macro at_work(moment) as
    case
        when isodow(moment) >= 6
            then date_trunc('week', moment) + interval '7 days 7 hours'
                + to_seconds((epoch(moment) - epoch(date_trunc('week', moment)) - 432000)::bigint // 50)
        else date_trunc('day', moment) + interval '8 hours'
            + to_seconds((epoch(moment) - epoch(date_trunc('day', moment)))::bigint * 10 // 24)
    end;
create or replace macro month_end(day) as
    last_day(day::date);
create or replace macro quarter_end(day) as
    (date_trunc('quarter', day) + interval '3 months' - interval '1 day')::date;

create or replace macro stage_name(number) as
    ['Qualification', 'Needs Analysis', 'Value Proposition', 'Proposal/Price Quote', 'Negotiation/Review'][number];
create or replace macro stage_probability(number) as [0.10, 0.25, 0.45, 0.65, 0.85][number];
create or replace macro stage_category(number) as
    ['pipeline', 'pipeline', 'pipeline', 'best_case', 'commit'][number];
create or replace macro line_name(number) as ['Analyzers', 'Sensors', 'Service Plans', 'Lab Software'][number];
create or replace macro region_name(rep) as
    case
        when draw(rep, 600) < 0.38 then 'DACH'
        when draw(rep, 600) < 0.62 then 'UK & Ireland'
        when draw(rep, 600) < 0.8 then 'Nordics'
        else 'Southern Europe'
    end;
create or replace macro channel_name(number, salt) as
    one_of(
        ['Web', 'Web', 'Web', 'Partner Referral', 'Partner Referral', 'Trade Show', 'Event', 'Word of mouth',
         'Phone Inquiry', 'Purchased List'],
        number, salt
    );
create or replace macro size_name(account) as
    case when draw(account, 500) < 0.18 then 'large' when draw(account, 500) < 0.6 then 'medium' else 'small' end;
create or replace macro rep_of_account(account) as 1 + floor(draw(account, 501) * reps())::bigint;

create or replace macro deal_code(number) as 'D' || lpad(number::text, 9, '0');
create or replace macro account_code(number) as 'A' || lpad(number::text, 8, '0');
create or replace macro rep_code(number) as 'R' || lpad(number::text, 4, '0');
create or replace macro lead_code(number) as 'L' || lpad(number::text, 9, '0');
create or replace macro campaign_code(number) as 'C' || lpad(number::text, 4, '0');
create or replace macro product_code(number) as 'P' || lpad(number::text, 3, '0');
create or replace macro list_price(product) as
    round([30000, 900, 4000, 9000][(product - 1) // 15 + 1] * exp(0.9 * (draw(product, 730) * 2 - 1)));
create or replace macro unit_cost(product) as round(list_price(product) * (0.3 + 0.3 * draw(product, 731)));
