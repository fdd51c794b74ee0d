/*
title: Deal facts
title_zh: 商机信息
about: What a deal carries on all days: customer, product line, channel, campaign, reasons.
grain: one row per deal that ever existed up to the day of the export
column deal_no: number of the deal in order of its id
column product_line: its own, else that of its largest line, else of its product
column channel: its own, else its lead's, else its campaign's
column ending: won, lost_to_competitor, no_decision, lost_unspecified; NULL while open
column has_history: true where changes of stage are known
*/
create or replace table deal_facts as
with
lines as (
    select
        l.deal_id,
        arg_min_null(
            p.product_line, (-coalesce(l.amount, l.quantity * l.unit_price, 0), l.deal_line_id)
        ) as product_line,
    from deal_lines as l
    left join products as p on l.product_id = p.product_id
    group by l.deal_id
),

lead_links as (
    select
        d.deal_id, l.lead_id, l.channel, l.campaign_id, l.created_at,
    from deals as d
    inner join leads as l on d.lead_id = l.lead_id
    union all
    select
        deal_id, lead_id, channel, campaign_id, created_at,
    from leads
    where deal_id in (select d.deal_id from deals as d where d.lead_id is null)
),

deal_leads as (
    select
        deal_id,
        arg_min(
            {lead_id: lead_id, channel: channel, campaign_id: campaign_id}, (created_at, lead_id)
        ) as lead,
    from lead_links
    group by deal_id
),

joined as (
    select
        c.deal_no, c.deal_id, coalesce(d.name, d.deal_id) as deal, d.account_id, a.account,
        a.account_size, a.own_region as account_region, d.deal_type, c.created_at,
        c.created_at::date as created_date, c.has_history,
        c.is_created_known,
        c.outcome as final_outcome, c.closed_at, c.is_closed_moved, d.close_reason, d.lost_to,
        d.next_step,
        d.next_step_date,
        d.modified_at, d.url, d.amount as exported_amount, d.currency,
        coalesce(d.product_line, n.product_line, p.product_line) as product_line,
        d.product_id,
        coalesce(d.lead_id, l.lead.lead_id) as lead_id,
        d.campaign_id as own_campaign_id,
        coalesce(d.campaign_id, l.lead.campaign_id) as campaign_id,
        coalesce(d.channel, l.lead.channel) as own_channel,
        d.last_activity_at,
        -- a stage that says lost may say why, an open one never does
        lower(concat_ws(' ', d.close_reason, case when s.stage is not null then d.stage end))
            as said,
    from deal_closings as c
    inner join deals as d on c.deal_id = d.deal_id
    left join account_facts as a on d.account_id = a.account_id
    left join lines as n on d.deal_id = n.deal_id
    left join products as p on d.product_id = p.product_id
    left join deal_leads as l on d.deal_id = l.deal_id
    left join (select distinct stage from stages where kind = 'lost') as s on d.stage = s.stage
)

select
    j.* exclude (own_channel, said),
    coalesce(g.name, j.campaign_id) as campaign,
    coalesce(j.own_channel, g.channel) as channel,
    case
        when j.final_outcome = 'won' then 'won'
        when j.final_outcome = 'lost' then
            case
                when
                    j.lost_to is not null
                    or regexp_matches(
                        j.said, 'competit|out-?sold|chose another|竞争|竞品|对手|友商|同行|选择其他|选择他'
                    ) then 'lost_to_competitor'
                when
                    regexp_matches(
                        j.said,
                        'no[ -]decision|no[ -]budget|budget cut|lost interest|no interest'
                        || '|no longer|postpone|on hold|cancel|stopped|abandon'
                        || '|unresponsive|no response|went dark'
                        || '|暂停|取消|无预算|没有预算|预算不足|无限期|放弃|不采购|未决策|停止采购|暂缓|搁置|终止|无需求|没有需求|失联|无意向'
                    ) then 'no_decision'
                else 'lost_unspecified'
            end
    end as ending,
from joined as j
left join campaigns as g on j.campaign_id = g.campaign_id
order by j.deal_no;
