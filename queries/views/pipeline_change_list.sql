/*
title: Pipeline change list
title_zh: 管道变动明细
about: The events behind pipeline_changes: the sum of amount per basis and movement is that view's.
about_zh: 管道变动背后的逐笔事件；按口径和变动汇总即为管道变动。
grain: one row per basis, event and movement
grain_zh: 每种口径、事件与变动一行
needs: deals
subject: lists
column basis: text; open or expected_in_period
column movement: text; as in pipeline_changes
column on_date: date; day of the event
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column region: text; region from then on; NULL where the deal is then of somebody the reader may not see
column rep: text; owner from then on; NULL where the reader may not see them
column stage: text; stage from then on
column amount: money; always positive
label basis: Basis | 口径
label movement: Movement | 变动
label on_date: Day | 日期
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label region: Region | 区域
label rep: Rep | 销售
label stage: Stage | 阶段
label amount: Amount | 金额
about_zh basis: 统计口径：全部在途，或预计在本期成交的部分
about_zh movement: 变动类型，与管道变动相同
about_zh on_date: 变动发生的日期
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh region: 变动之后所属的区域；变动后归属于无权查看的人时为空
about_zh rep: 变动之后的负责人；无权查看时为空
about_zh stage: 变动之后所处的阶段
about_zh amount: 变动金额，一律为正数，方向看变动类型
*/
create or replace view pipeline_change_list as
with
slices as (
    select
        *,
        unnest(['open', 'expected_in_period']) as basis,
        is_open and (basis = 'open' or is_due) as is_member,
        was_open and (basis = 'open' or was_due) as was_member,
        is_flash and (basis = 'open' or is_due) as is_member_flash,
    from pipeline_states(period_start(), period_end(), least(period_end(), as_of()))
    where is_change
),

events as (
    select
        *,
        unnest(case
            when is_member_flash then ['created', outcome]
            else list_filter(
                [
                    case
                        when was_member and direction = 1 then 'increased'
                        when was_member and direction = -1 then 'decreased'
                    end,
                    case
                        when was_member <> is_member
                            then movement_of(
                                was_member, is_member, was_in, is_in, was_outcome, outcome
                            )
                    end,
                ],
                lambda movement: movement is not null
            )
        end) as movement,
    from slices
)

select
    e.basis,
    e.movement,
    e.valid_from_date as on_date,
    e.deal_id,
    f.deal,
    f.account,
    case when is_permitted(e.region, e.team, e.rep) then e.region end as region,
    case when is_permitted(e.region, e.team, e.rep) then e.rep end as rep,
    e.stage,
    case when e.movement in ('increased', 'decreased') then abs(e.difference) else e.amount end
        as amount,
from events as e
inner join deal_facts as f on e.deal_no = f.deal_no
order by e.basis desc, e.valid_from_date, e.deal_id, e.movement;
