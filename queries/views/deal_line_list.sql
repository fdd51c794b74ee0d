/*
title: Deal lines
title_zh: 商机明细行
about: The lines of the deals of the deal list, inside the product lines of the scope: line items, a deal without any as
    one line of
    its product, and what the line items do not explain (item type unallocated). Money is in the reporting currency.
about_zh: 上述商机的明细：产品明细；没有明细的商机按一条计；明细与商机金额的差额列为“未分摊到明细”。金额为报表货币。
grain: one row per deal and line
grain_zh: 每条商机明细一行
needs: deals
subject: lists
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column deal_line_id: text; the CRM's own id of the line; NULL where the line is the deal or the unallocated rest
column product_id: text; the CRM's own id of the product
column product: text; product
column product_line: text; product line of the product; of a deal without line items the deal's
column item_type: text; product, part or service; unallocated: what line items do not explain
column quantity: number; units; 1 for a deal without line items
column unit_price: money; price of one unit
column list_price: money; list price of one unit
column line_amount: money; amount of the line; sums to the deal's amount
column cost_amount: money; cost of the line, else quantity × cost of the product
column gross_profit_amount: money; amount of the line less its cost; NULL where either is not known
column weighted_amount: money; amount of the line × chance of winning; NULL once closed
column discount_rate: rate; (list price × quantity − amount) / (list price × quantity)
column outcome: text; open, won or lost
column closed_date: date; day of closing; NULL while open
column is_open: flag; open at the end of the as-of day
column is_won_in_period: flag; won in the period
column is_lost_in_period: flag; lost in the period
column is_closed_in_period: flag; won or lost in the period
column is_counted: flag; the one line by which the deal counts in its product line and item type
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label deal_line_id: Line id | 明细编号
label product_id: Product id | 产品编号
label product: Product | 产品
label product_line: Product line | 产品线
label item_type: Item type | 品类
label quantity: Quantity | 数量
label unit_price: Unit price | 单价
label list_price: List price | 目录价
label line_amount: Line amount | 明细金额
label cost_amount: Cost | 成本
label discount_rate: Discount | 折扣
label outcome: Outcome | 状态
label closed_date: Closed | 结单日
label is_open: Open | 在途
label is_won_in_period: Won in period | 期间赢单
label is_lost_in_period: Lost in period | 期间丢单
label is_closed_in_period: Closed in period | 期间结单
label is_counted: Counted | 计数
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh deal_line_id: CRM 中的明细编号；整单视作一行或未分摊余额时为空
about_zh product_id: CRM 中的产品编号
about_zh product: 产品名称
about_zh product_line: 产品所属产品线；没有明细的商机取商机的产品线
about_zh item_type: 产品、配件或服务；未分摊是明细合计与商机金额的差额
about_zh quantity: 数量；没有明细的商机按 1 计
about_zh unit_price: 单价
about_zh list_price: 单件标价
about_zh line_amount: 明细金额，合计等于商机金额
about_zh cost_amount: 明细自带的成本；没有则为数量 × 产品成本
about_zh gross_profit_amount: 明细金额减成本；任一未知则为空
about_zh weighted_amount: 明细金额 × 赢率；结单后为空
about_zh discount_rate: （标价 × 数量 − 成交金额）÷（标价 × 数量）
about_zh outcome: 状态：在途、赢单或丢单
about_zh closed_date: 结单日；在途时为空
about_zh is_open: 截止日结束时是否在途
about_zh is_won_in_period: 是否在期间内赢单
about_zh is_lost_in_period: 是否在期间内丢单
about_zh is_closed_in_period: 是否在期间内结单
about_zh is_counted: 该商机在本产品线和品类中以此条计数
*/
create or replace view deal_line_list as
select
    l.deal_id,
    f.deal,
    l.deal_line_id,
    l.product_id,
    l.product,
    l.product_line,
    l.item_type,
    l.quantity,
    l.unit_price,
    l.list_price,
    l.line_amount,
    l.cost_amount,
    (l.line_amount - l.cost_amount)::decimal(18, 2) as gross_profit_amount,
    case when l.is_open then (l.line_amount * l.probability)::decimal(18, 4) end as weighted_amount,
    average_discount(l.list_amount, l.line_amount) as discount_rate,
    l.outcome,
    l.closed_date,
    l.is_open,
    l.is_won as is_won_in_period,
    l.is_lost as is_lost_in_period,
    l.is_won or l.is_lost as is_closed_in_period,
    l.is_counted,
from scoped_lines(period_start(), period_end(), as_of()) as l
inner join deal_facts as f on l.deal_no = f.deal_no
order by l.deal_id, l.deal_line_id nulls last;
