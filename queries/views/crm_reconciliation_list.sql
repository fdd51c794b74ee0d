/*
title: Deals behind the reconciliation
title_zh: 对账背后的商机
about: The deals of every line of the reconciliation, with what the export says beside what the dashboard counts. Their
    amounts sum to the line.
about_zh: 对账每一行背后的商机，导出的内容与看板的计法并列；其金额合计即为该行。
grain: one row per measure, line and deal
grain_zh: 每个指标、步骤与商机一行
needs: deals
subject: data
column measure: text; won_amount, lost_amount, open_amount or created_amount
column step: text; exported, a reason why the deal counts otherwise, counted, or a note
column amount: money; what the deal adds to the line or takes away; NULL in notes
column deal_id: text; the CRM's own id; NULL in a refused row that does not tell
column deal: text; what the deal is called
column account: text; customer
column outcome: text; open, won or lost, as the export says today; NULL where a refused row does not tell
column outcome_then: text; open, won or lost as it counts; NULL where it does not exist for the dashboard
column exported_date: date; day by which the CRM counts it; NULL for open deals
column counted_date: date; day by which the dashboard counts it; NULL where it has none or for open deals
column exported_amount: number; amount as exported, in its own currency
column currency: text; that currency
column counted_amount: money; amount it counts with, in the reporting currency; NULL where it does not count
column region: text; today's; NULL where the deal is now of somebody the reader may not see
column region_then: text; the one it counts under; NULL where the deal was of somebody the reader may not see
column rep: text; today's owner; NULL where the reader may not see them
column rep_then: text; the owner it counts under; NULL where the reader may not see them
column file: text; file of a refused row; NULL for the others
column line: number; line of that file
column reason: text; why the row was refused
label measure: Measure | 指标
label step: Step | 步骤
label amount: Amount | 金额
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label outcome: Outcome today | 现在的状态
label outcome_then: Outcome counted | 计入的状态
label exported_date: Day in the CRM | CRM 中的日期
label counted_date: Day counted | 计入的日期
label exported_amount: Amount as exported | 导出时的金额
label currency: Currency | 币种
label counted_amount: Counted amount | 计入金额
label region: Region today | 现在的区域
label region_then: Region counted | 计入的区域
label rep: Rep today | 现在的销售
label rep_then: Rep counted | 计入的销售
label file: File | 文件
label line: Line | 行号
label reason: Refused because | 拒收原因
about_zh measure: 指标：赢单额、丢单额、在途金额或新增金额
about_zh step: 导出合计、计法不同的原因、看板合计，或提示
about_zh amount: 该商机给这一行增加或减少的金额；提示行为空
about_zh deal_id: CRM 中的商机编号；拒收行读不出时为空
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh outcome: 导出时的状态：在途、赢单或丢单；拒收行读不出时为空
about_zh outcome_then: 看板计入的状态；对看板而言不存在时为空
about_zh exported_date: CRM 报表所依据的日期；在途商机为空
about_zh counted_date: 看板所依据的日期；没有日期或在途商机为空
about_zh exported_amount: 导出的金额，按商机自己的币种
about_zh currency: 商机自己的币种
about_zh counted_amount: 看板计入的金额，按报表货币；未计入为空
about_zh region: 现在所属的区域；现归属于无权查看的人时为空
about_zh region_then: 计入时所属的区域；当时归属于无权查看的人时为空
about_zh rep: 现在的负责人；无权查看时为空
about_zh rep_then: 计入时的负责人；无权查看时为空
about_zh file: 拒收行所在的文件；其他为空
about_zh line: 在该文件中的行号
about_zh reason: 该行被拒收的原因
*/
create or replace view crm_reconciliation_list as
select
    measure,
    line_step as step,
    amount,
    deal_id,
    deal,
    account,
    outcome,
    outcome_then,
    exported_date,
    case when would_count then counted_date end as counted_date,
    exported_amount,
    currency,
    counted_value as counted_amount,
    region,
    region_then,
    rep,
    rep_then,
    file,
    line,
    reason,
from crm_lines(period_start(), period_end(), as_of())
order by
    measure, line_step, exported_amount desc nulls last, deal_id nulls last, file nulls first,
    line nulls last;
