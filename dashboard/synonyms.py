"""What measures and views are called elsewhere: words by which people look for them, in English and Chinese."""

from __future__ import annotations

SYNONYMS = {
    "attainment": "quota attainment, achievement, 达成率, 目标达成, 业绩完成率",
    "attention": "deals at risk, red flags, 风险商机, 预警商机",
    "average_discount": "rebate, price realisation, 让价, 降价, 平均折扣率",
    "average_won_amount": "ASP, average selling price, average deal value, ACV, contract value, 客单价, 单均金额",
    "booked_and_collected": "cash, payments, 到账, 应收",
    "competitive_win_rate": "win rate against competitors, 竞标胜率, 对手",
    "cost_per_lead": "CPL, 获客成本, 线索单价",
    "cost_per_won_deal": "CAC, customer acquisition cost, 获客成本",
    "coverage": "pipeline coverage, coverage ratio, 管道倍数, 覆盖倍数, 商机储备",
    "created_amount": "pipeline generation, new opportunities, 新增管道, 新建商机, 新增在途",
    "crm_reconciliation": "mismatch, difference to the CRM, 对账, 对不上, 差异",
    "customer_coverage": "account coverage, penetration, 客户渗透",
    "data_quality": "hygiene, completeness, 数据质量, 填写规范",
    "deal_timeline": "history of a deal, audit trail, 跟进记录, 商机历史",
    "effective_open_amount": "healthy pipeline, qualified pipeline, 有效管道, 健康管道",
    "expected_landing": "forecast, projection, outlook, call, 预测, 业绩预测, 预计达成",
    "funnel_width": "pipeline by stage, 管道分布, 各阶段商机",
    "gross_margin_rate": "margin, 利润率",
    "gross_profit_amount": "profit, contribution, 利润",
    "lead_conversion_rate": "MQL, SQL, lead to opportunity, 线索转商机",
    "lost_amount": "closed lost, 输单额, 失单",
    "lost_deals": "closed lost, 输单数, 失单",
    "mean_cycle_days": "sales cycle length, time to close, days to close, 成单周期, 销售周期",
    "median_cycle_days": "sales cycle length, time to close, days to close, 成单周期, 销售周期",
    "movers": "drivers, what changed, 变化原因, 增减",
    "new_customers": "new logos, acquisition, 新签客户, 拉新",
    "open_amount": "pipeline value, funnel value, backlog, 管道金额, 在手商机, 商机总额",
    "open_without_close_date": "undated deals, no close date, 没有日期",
    "pipeline_changes": "waterfall, bridge, slippage, slipped deals, 瀑布图, 延期",
    "rep_efficiency": "leaderboard, sales ranking, 排行榜, 龙虎榜, 业绩排名",
    "repeat_purchase_rate": "retention, churn, repurchase, 复购, 续约, 流失",
    "required_coverage": "pipeline needed, 需要多少管道",
    "resolved_conversion": "stage to stage conversion, pass rate, 推进率, 通过率, 晋级率",
    "roi": "return on investment, ROMI, ROAS, 投入产出比",
    "stage_dwell": "time in stage, stage duration, 阶段时长, 滞留时间",
    "stalled_amount": "stuck, stale, aging, ageing, rotting, 卡住, 滞留, 呆滞",
    "stalled_deals": "stuck, stale, aging, ageing, rotting, 卡住, 滞留, 呆滞",
    "target_amount": "quota, plan, goal, budget, 业绩指标, 任务额, 配额",
    "velocity_per_day": "throughput, 销售速率",
    "weekly_board": "Monday meeting, weekly review, 周会, 例会",
    "weighted_amount": "weighted forecast, expected value, 加权预测, 期望金额",
    "win_loss_reasons": "loss reasons, win loss analysis, 丢单原因, 输单原因, 输赢分析",
    "win_loss_split": "loss reasons, win loss analysis, competitors, 丢单原因, 输赢分析, 竞品",
    "win_rate": "hit rate, close rate, closing ratio, success rate, 赢率, 成单率, 成交率, 胜率, 命中率",
    "won_amount": "bookings, sales, revenue, turnover, closed won, 签单额, 成交额, 销售额, 业绩, 收入",
    "won_deals": "closed won, 签单数, 成交单数",
}


def called_elsewhere(name: str, is_chinese: bool) -> list[str]:
    """What a measure or view is called elsewhere in one language; nothing where no other name is known."""
    return [each for each in SYNONYMS.get(name, "").split(", ") if each and each.isascii() != is_chinese]
