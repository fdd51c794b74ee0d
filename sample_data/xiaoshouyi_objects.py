"""The files around 商机: customers, staff, products, leads, campaigns, activities, targets, contracts, money."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sample_data.deals import Deal
from sample_data.export import Contents, write
from sample_data.leads import Lead

LEAD_STATES = {
    "new": "未处理",
    "working": "跟进中",
    "nurturing": "培育中",
    "qualified": "已确认",
    "closed": "无效关闭",
    "returned": "已退回公海",
    "converted": "已转换",
}
KINDS = {
    "call": "电话",
    "connect": "接通",
    "email": "邮件",
    "meeting": "会议",
    "visit": "拜访",
    "demo": "演示",
    "proposal": "方案报价",
}
TOUCHES = {"sent": "已邀请", "responded": "已响应", "attended": "已参加"}
ITEM_TYPES = {"product": "产品", "part": "配件", "service": "服务"}
INVOICES = {"full": "全款", "deposit": "预付款", "delivery": "到货款", "final": "尾款"}
PAYMENTS = {"payment": "回款", "refund": "退款", "write_off": "坏账核销", "credit": "冲抵"}
MEASURES = {"won_amount": "赢单额", "visits": "拜访数", "leads": "线索数"}

Code = Callable[[Deal | None], str | None]
Time = Callable[[datetime | None], str | None]


def lead_code(lead: Lead | None) -> str | None:
    """The running number of a lead."""
    return f"L{lead.key:05d}" if lead else None


def campaign_code(key: int) -> str:
    """The running number of a campaign."""
    return f"MKT{key:03d}"


def staff(contents: Contents) -> Iterator[list[object]]:
    """Rows of 员工."""
    for rep in contents.company.reps:
        address = f"staff{rep.key:02d}@example.com"
        yield [rep.name, rep.team, rep.region, rep.manager, rep.started, rep.ended, address]


def leads(contents: Contents, code: Code, time: Time) -> Iterator[list[object]]:
    """Rows of 线索."""
    places = {region.name: region.place for region in contents.company.regions}
    for lead in contents.leads:
        is_pooled = lead.returned_at is not None
        yield [
            lead_code(lead),
            lead.last_name + lead.first_name,
            lead.company,
            lead.email or None,
            lead.phone,
            lead.channel,
            campaign_code(lead.campaign.key) if lead.campaign else None,
            lead.grade,
            LEAD_STATES[lead.status],
            lead.region,
            places[lead.region],
            time(lead.created_at),
            time(lead.assigned_at),
            time(lead.response_at),
            f"{lead.region}公海" if is_pooled else None,
            "超时未跟进" if is_pooled else None,
            time(lead.returned_at),
            time(lead.qualified_at),
            time(lead.converted_at),
            lead.rep.name,
            code(lead.deal),
        ]


def write_people(contents: Contents, folder: Path, time: Time) -> None:
    """Customers, staff and products."""
    write(
        folder / "客户.csv",
        "客户名称 客户规模 客户行业 客户级别 员工人数 大区 所有人 创建日期",
        (
            [
                one.name,
                contents.company.sizes[one.sort].label,
                one.industry,
                one.tier,
                one.staff,
                one.region,
                one.rep.name,
                time(one.created_at),
            ]
            for one in contents.accounts
        ),
    )
    write(folder / "员工.csv", "姓名 团队 大区 直属上级 入职日期 离职日期 邮箱", staff(contents))
    write(
        folder / "产品.csv",
        "产品编码 产品名称 产品线 产品类型 标准价格 成本",
        (
            [one.code, one.name, one.line, ITEM_TYPES[one.item_type], one.list_price, one.unit_cost]
            for one in contents.company.products
        ),
    )


def write_marketing(contents: Contents, folder: Path, code: Code, time: Time) -> None:
    """Leads, campaigns and their members, and what the reps did."""
    write(
        folder / "线索.csv",
        "线索编号 姓名 公司名称 邮箱 手机 线索来源 市场活动 线索质量 状态 大区 省份 创建日期 认领日期 首次跟进时间 "
        "所属线索公海 退回原因 退回时间 确认时间 转换时间 所有人 销售机会",
        leads(contents, code, time),
    )
    write(
        folder / "市场活动.csv",
        "活动编号 活动名称 渠道 活动类型 活动目的 开始日期 结束日期 预算费用 实际费用 预期收入",
        (
            [
                campaign_code(one.key),
                one.name,
                one.channel,
                one.kind,
                one.purpose,
                one.start,
                one.end,
                one.budget,
                one.cost,
                one.expected,
            ]
            for one in contents.company.campaigns
        ),
    )
    write(
        folder / "市场活动成员.csv",
        "活动编号 线索编号 客户名称 参与时间 参与状态",
        (
            [
                campaign_code(one.campaign.key),
                lead_code(one.lead),
                one.account.name if one.account else None,
                time(one.at),
                TOUCHES[one.role],
            ]
            for one in contents.touches
        ),
    )
    write(
        folder / "活动记录.csv",
        "记录编号 类型 时间 人员 机会编号 线索编号 客户名称 状态",
        (
            [
                number,
                KINDS[one.kind],
                time(one.at),
                one.rep.name,
                code(one.deal),
                lead_code(one.lead),
                one.account.name if one.account else None,
                "计划中" if one.is_planned else "已完成",
            ]
            for number, one in enumerate(contents.activities, start=1)
        ),
    )


def write_money(contents: Contents, folder: Path, code: Code) -> None:
    """Targets, contracts, invoices and payments."""
    write(
        folder / "目标.csv",
        "开始日期 结束日期 指标 大区 人员 产品线 目标值",
        (
            [
                one.first,
                one.last,
                MEASURES[one.measure],
                one.region,
                one.rep.name if one.rep else None,
                one.line,
                one.amount,
            ]
            for one in contents.targets
        ),
    )
    book = contents.ledger
    write(
        folder / "合同.csv",
        "合同编号 机会编号 客户名称 签约日期 合同金额 审批日期 交付日期 验收日期",
        (
            [
                f"HT{one.key:05d}",
                code(one.deal),
                one.deal.account.name if one.deal.account else None,
                one.signed,
                one.amount,
                one.approved,
                one.delivered,
                one.accepted,
            ]
            for one in book.contracts
        ),
    )
    write(
        folder / "发票.csv",
        "发票号码 合同编号 客户名称 负责人 开票日期 到期日期 开票金额 开票类型",
        (
            [
                f"FP{one.key:05d}",
                f"HT{one.contract.key:05d}",
                account_name(one.contract.deal),
                one.contract.deal.rep.name,
                one.issued,
                one.due,
                one.amount,
                INVOICES[one.kind],
            ]
            for one in book.invoices
        ),
    )
    write(
        folder / "回款.csv",
        "回款编号 发票号码 回款日期 回款金额 回款类型",
        (
            [f"HK{one.key:05d}", f"FP{one.invoice.key:05d}", one.received, one.amount, PAYMENTS[one.kind]]
            for one in book.payments
        ),
    )


def account_name(deal: Deal) -> str | None:
    """The customer as the files name it."""
    return deal.account.name if deal.account else None


def write_all(contents: Contents, folder: Path, code: Code, time: Time) -> None:
    """Write the files into the folder."""
    write_people(contents, folder, time)
    write_marketing(contents, folder, code, time)
    write_money(contents, folder, code)
