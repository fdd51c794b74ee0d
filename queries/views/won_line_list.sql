/*
title: Lines of won deals
title_zh: 赢单商机明细行
about: All lines of the deals in scope that were won in the period, also those outside a filter of product lines: the
    rows behind the gross
    profit of regions and teams. Money is in the reporting currency.
about_zh: 范围内期间赢单商机的全部明细，不受产品线筛选限制，即区域和团队毛利背后的明细。金额为报表货币。
grain: one row per deal and line
grain_zh: 每条赢单明细一行
needs: deals
subject: lists
filters: region, team
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column closed_date: date; day of winning
column deal_line_id: text; the CRM's own id of the line; NULL where the line is the deal or the unallocated rest
column product: text; product
column product_line: text; product line of the product; of a deal without line items the deal's
column item_type: text; product, part or service; unallocated: what line items do not explain
column quantity: number; units; 1 for a deal without line items
column line_amount: money; amount of the line; sums to the deal's amount
column cost_amount: money; cost of the line, else quantity × cost of the product
column gross_profit_amount: money; amount of the line less its cost; NULL where either is not known
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label region: Region | 区域
label team: Team | 团队
label closed_date: Won on | 赢单日
label deal_line_id: Line id | 明细编号
label product: Product | 产品
label product_line: Product line | 产品线
label item_type: Item type | 品类
label quantity: Quantity | 数量
label line_amount: Line amount | 明细金额
label cost_amount: Cost | 成本
label gross_profit_amount: Gross profit | 毛利
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh region: 商机自身的区域，其次客户的，再次销售的
about_zh team: 销售所在团队
about_zh closed_date: 赢单日期
about_zh deal_line_id: CRM 中的明细编号；整单计或未分摊时为空
about_zh product: 产品名称
about_zh product_line: 产品所属产品线；没有明细的商机取商机的
about_zh item_type: 产品、配件或服务；明细未覆盖的为“未分摊到明细”
about_zh quantity: 数量；没有明细的商机为 1
about_zh line_amount: 明细金额，合计等于商机金额
about_zh cost_amount: 明细成本，其次数量 × 产品成本
about_zh gross_profit_amount: 明细金额减成本；任一未知为空
*/
create or replace view won_line_list as
select
    l.deal_id,
    f.deal,
    f.account,
    l.region,
    l.team,
    l.closed_date,
    l.deal_line_id,
    l.product,
    l.product_line,
    l.item_type,
    l.quantity,
    l.line_amount,
    l.cost_amount,
    (l.line_amount - l.cost_amount)::decimal(18, 2) as gross_profit_amount,
from period_lines(period_start(), period_end(), as_of()) as l
inner join deal_facts as f on l.deal_no = f.deal_no
where l.is_won
order by l.deal_id, l.deal_line_id nulls last, l.item_type nulls last;
