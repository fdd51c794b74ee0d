/*
title: Timeline of deals
title_zh: 商机时间线
about: What happened to each deal in scope from its beginning to the as-of day, one event after the other: its stages
    with the days it stayed,
        amounts, pushes of the expected close, changes of owner and region, the ending, and activities, in the order in
    which they happened. Asked
        for one deal_id it is that deal's story. Each row shows what the deal was like from then on, and what it was
    like before where the event
    changed it. Planned activities are left out; deals that were
    deleted in the CRM are told to their removal.
about_zh: 范围内每个商机从开始到截止日的经过，按发生的先后逐条列出：各阶段及停留天数、金额变动、预计成交日推迟、负责人和区域变更、结单以及各项活动。指定一个商机编号就是它的来龙去脉。
    每行显示此后的状态，以及本次变动之前的值。计划中的活动不计；已在 CRM 中删除的商机讲到删除为止。
grain: one row per deal and event
grain_zh: 每个商机的每个事件一行
needs: deals
subject: lists
rows: none (each row is an event)
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column on_date: date; day of the event
column event: text; created, advanced, moved_back, moved_pipeline, reopened, won, lost, removed, increased, decreased,
    pushed (expected close
    to a later month), close_date_moved (otherwise), transferred (rep or region, while open) or activity
column age_days: days; from the creation of the deal; NULL where that is not known
column stage: text; stage from then on; of a closed deal the one it was closed from
column was_stage: text; stage before; NULL where the stage did not change
column stay_days: days; how long it stayed in the stage entered, up to the as-of day while it stays; NULL where none was
    entered or its beginning
    is not known
column amount: money; amount from then on
column was_amount: money; amount before; NULL where it did not change
column expected_close_date: date; expected close from then on
column was_expected_close_date: date; expected close before; NULL where it did not change
column moved_days: days; by how much the expected close moved, later above 0
column rep: text; owner from then on; of an activity whoever did it; NULL where the reader may not see them
column was_rep: text; owner before; NULL where neither rep nor region changed or the reader may not see them
column region: text; region from then on; NULL where the deal was then of somebody the reader may not see
column was_region: text; region before; NULL where neither rep nor region changed or the deal was of somebody the reader
    may not see
column activity: text; kind of activity
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label on_date: Day | 日期
label event: Event | 事件
label age_days: Age | 商机天数
label stage: Stage | 阶段
label was_stage: Stage before | 原阶段
label stay_days: Stayed | 停留天数
label amount: Amount | 金额
label was_amount: Amount before | 原金额
label expected_close_date: Expected close | 预计成交日
label was_expected_close_date: Expected before | 原预计成交日
label moved_days: Moved by | 移动天数
label rep: Rep | 销售
label was_rep: Rep before | 原销售
label region: Region | 区域
label was_region: Region before | 原区域
label activity: Activity | 活动
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh on_date: 事件日期
about_zh event: 新建、推进、退回、换流程、重新打开、赢单、丢单、移除、调增、调减、推迟（预计成交日移到更晚的月份）、改期（其他移动）、转交（在途期间换销售或区域）或活动
about_zh age_days: 距商机创建的天数；创建日不明时为空
about_zh stage: 此后的阶段；已结商机为结单前的阶段
about_zh was_stage: 原来的阶段；阶段未变时为空
about_zh stay_days: 在所进入阶段停留的天数，仍在该阶段的计至截止日；没有进入阶段或起始日不明时为空
about_zh amount: 此后的金额
about_zh was_amount: 原来的金额；未变时为空
about_zh expected_close_date: 此后的预计成交日
about_zh was_expected_close_date: 原来的预计成交日；未变时为空
about_zh moved_days: 预计成交日移动的天数，推后为正
about_zh rep: 此后的负责人；活动为执行人；无权查看时为空
about_zh was_rep: 原来的负责人；销售和区域都未变或无权查看时为空
about_zh region: 此后的区域；当时归属于无权查看的人时为空
about_zh was_region: 原来的区域；销售和区域都未变或原归属于无权查看的人时为空
about_zh activity: 活动类型
*/
create or replace view deal_timeline as
select
    e.deal_id,
    e.deal,
    e.on_date,
    e.event,
    days_between(e.created_at, e.happened_at) as age_days,
    e.stage,
    e.was_stage,
    e.stay_days,
    e.amount,
    e.was_amount,
    e.expected_close_date,
    e.was_expected_close_date,
    (e.expected_close_date - e.was_expected_close_date)::double as moved_days,
    case when is_permitted(e.region, e.team, e.rep) then e.rep end as rep,
    case when is_permitted(e.was_region, e.was_team, e.was_rep) then e.was_rep end as was_rep,
    case when e.event <> 'activity' and is_permitted(e.region, e.team, e.rep) then e.region end
        as region,
    case when is_permitted(e.was_region, e.was_team, e.was_rep) then e.was_region end as was_region,
    e.activity,
from deal_happenings(as_of()) as e
-- by the id that a reader asks for, so that one deal is looked up in every part; deleted deals are told too
inner join scoped_versions() as d
    on e.deal_id = d.deal_id and d.valid_from_date <= as_of() and d.valid_to_date > as_of()
order by e.deal_id, e.happened_at, e.event_order, e.event_no, e.activity_id;
