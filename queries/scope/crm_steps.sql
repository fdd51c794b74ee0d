/*
title: Steps from the CRM's sum to ours
title_zh: 从CRM合计到看板
about: The two sides of each sum with the one reason, the first that applies, why they differ for a deal.
grain: one row per row of the exported deals and measure that either side counts, or that a note tells of
column step: reason why the sides differ; unchanged where they do not, aside where neither counts it
column crm_amount: what it adds to the sum of the export; 0 where it is not in it
column counted_amount: what it adds to the sum of the dashboard; 0 where it is not in it
column note: what is worth telling beside the sum; NULL for nothing
*/
create or replace macro crm_steps(from_day, to_day, on_day) as table
    with
    noted as (
        select
            *,
            case when is_in_crm then coalesce(exported_amount, 0) else 0 end as crm_amount,
            case when is_counted then coalesce(amount_then, 0) else 0 end as counted_amount,
            case
                when is_counted and amount_then is null then 'without_amount'
                when is_in_crm or is_counted or is_repeated or not is_chosen_today then null
                when reason is not null
                    and (outcome is null or (outcome = wanted and exported_date is null))
                    then 'refused_unread'
                when reason is null
                    and wanted in ('won', 'lost')
                    and outcome = wanted
                    and exported_date is null
                    and outcome_then is null and not is_deleted then 'no_day'
            end as note,
        from crm_sides(from_day, to_day, on_day)
    )

    select
        *,
        case
            when not is_in_crm and not is_counted then 'aside'
            when is_in_crm and not is_counted then
                case
                    when is_repeated then 'repeated'
                    when reason is not null then 'refused'
                    when is_deleted and outcome_then is null then 'deleted'
                    when created_date > exported_on() then 'created_after_export'
                    when deal_no is null then 'without_day'
                    when would_count then 'owner'
                    when outcome_then is null
                        and coalesce(used_created_date, exported_on()) > on_day
                        then 'after_as_of'
                    when outcome_then is null then 'deleted'
                    when used_created_date > on_day
                        or (outcome <> 'open' and used_closed_date > on_day)
                        then 'after_as_of'
                    when wanted is not null and outcome_then <> wanted then 'outcome_then'
                    when wanted is null then 'other_day'
                    when closed_date > exported_on() then 'closed_after_export'
                    when is_closed_moved then 'closed_before_created'
                    else 'other_day'
                end
            when is_counted and not is_in_crm then
                case
                    when is_exported then 'owner'
                    when wanted is not null and coalesce(outcome <> wanted, true)
                        then 'outcome_then'
                    when wanted is null then 'other_day'
                    when closed_date > exported_on() then 'closed_after_export'
                    when is_closed_moved then 'closed_before_created'
                    else 'other_day'
                end
            when crm_amount = counted_amount then 'unchanged'
            when currency = reporting_currency() then 'amount_then'
            when amount_then is null then 'rate_missing'
            else 'converted'
        end as step,
    from noted
    where is_in_crm or is_counted or note is not null;
