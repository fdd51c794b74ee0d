/*
title: Deal credits
title_zh: 业绩分配明细
about: Who is credited with the deals that are open at the end of the as-of day, or were created or closed in the
    period. Filters of
    reps and teams choose the credited rep, whoever owns the deal. Overlay shares are shown, never added.
about_zh: 截止日在途或期间内新增、结单的商机，业绩各算给谁。销售和团队的筛选作用于得到业绩的人，不论商机归谁。协同份额只列出，不相加。
grain: one row per deal, rep and role
grain_zh: 每个商机、销售与份额类型一行
needs: deals
subject: lists
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column rep_id: text; who is credited; NULL where the deal has no owner
column rep: text; who is credited
column team: text; team of who is credited
column role: text; revenue (counts) or overlay (shown, never added)
column share: rate; revenue: share normalised to 1 over the deal; overlay: as written
column amount: money; amount of the deal
column credited_amount: money; share of the amount; revenue credits of a deal sum to its amount
column outcome: text; open, won or lost
column closed_date: date; day of closing; NULL while open
column is_open: flag; open at the end of the as-of day
column is_won_in_period: flag; won in the period
column is_lost_in_period: flag; lost in the period
column is_cooling_off: flag; won, and its cooling-off days (settings) not over by the as-of day: not final yet
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label rep_id: Rep id | 销售编号
label rep: Rep | 销售
label team: Team | 团队
label role: Role | 角色
label share: Share | 份额
label amount: Amount | 金额
label credited_amount: Credited amount | 分配金额
label outcome: Outcome | 状态
label closed_date: Closed | 结单日
label is_open: Open | 在途
label is_won_in_period: Won in period | 期间赢单
label is_lost_in_period: Lost in period | 期间丢单
label is_cooling_off: Cooling off | 冷静期内
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh rep_id: 计入业绩的销售编号；商机没有负责人时为空
about_zh rep: 计入业绩的销售
about_zh team: 计入业绩的销售所属团队
about_zh role: 营收份额（计入业绩）或协作份额（只展示，不相加）
about_zh share: 营收份额按整单折算为合计 1；协作份额照原样
about_zh amount: 商机金额
about_zh credited_amount: 按份额分得的金额；同一商机的营收份额合计等于商机金额
about_zh outcome: 状态：在途、赢单或丢单
about_zh closed_date: 结单日；在途时为空
about_zh is_open: 截止日结束时是否在途
about_zh is_won_in_period: 是否在期间内赢单
about_zh is_lost_in_period: 是否在期间内丢单
about_zh is_cooling_off: 已赢单但截至截止日冷静期（设置）未满，尚非最终赢单
*/
create or replace view deal_credit_list as
select
    c.deal_id,
    f.deal,
    c.credited_rep_id as rep_id,
    c.rep,
    c.team,
    c.role,
    c.credited_share as share,
    c.amount,
    c.credited_amount,
    c.outcome,
    c.closed_date,
    c.is_open,
    c.is_won as is_won_in_period,
    c.is_lost as is_lost_in_period,
    is_cooling_off(c.outcome, c.closed_date, as_of()) as is_cooling_off,
from deal_credits(period_start(), period_end(), as_of()) as c
inner join deal_facts as f on c.deal_no = f.deal_no
where c.is_open or c.is_created or c.is_won or c.is_lost
order by c.deal_id, c.role desc, c.credited_share desc nulls last, c.credited_rep_id nulls last;
