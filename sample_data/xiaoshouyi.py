"""A company as 销售易 exports it: Chinese headers and values, owners and customers by name, times of Shanghai."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sample_data import xiaoshouyi_objects
from sample_data.deals import Change, Deal
from sample_data.export import Contents, write

TYPES = {"new_business": "新签", "expansion": "增购", "renewal": "续约"}
CATEGORIES = {"pipeline": "管道", "best_case": "最佳", "commit": "承诺", "omitted": "忽略", "closed": "已结束"}
ROLES = {"revenue": "业绩", "overlay": "协销"}


def time(at: datetime | None) -> str | None:
    """2026-03-05 14:20:11"""
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else None


def percent(fraction: float) -> str:
    """30%"""
    return f"{round(fraction * 100)}%"


def deal_code(deal: Deal | None) -> str | None:
    """The running number that 机会编号 is."""
    return f"OPP-{deal.created_at:%Y%m}-{deal.key:05d}" if deal else None


def deal_name(deal: Deal) -> str:
    """Customer and product line, as reps name their deals."""
    return f"{deal.account.name if deal.account else '未命名客户'}{deal.line}项目"


def opportunities(contents: Contents) -> Iterator[list[object]]:
    """Rows of 商机."""
    departments = {rep.name: f"{rep.region}{rep.team}" for rep in contents.company.reps}
    for deal in contents.deals:
        now, amount, is_open = deal.now, deal.amount, deal.now.outcome == "open"
        moved = next((one.at for one in reversed(deal.history) if one.stage != one.old_stage), deal.created_at)
        stood_in = next((one.stage for one in reversed(deal.history) if one.outcome == "open"), None)
        yield [
            deal_code(deal),
            deal_name(deal),
            TYPES[deal.kind],
            deal.account.name if deal.account else None,
            amount,
            now.expected_close if is_open else deal.close_date,
            now.stage,
            time(moved),
            percent(now.probability),
            round((amount or 0) * now.probability),
            CATEGORIES[now.category],
            "是" if now.category == "commit" else "否",
            deal.channel,
            xiaoshouyi_objects.campaign_code(deal.campaign.key) if deal.campaign else None,
            stood_in if now.outcome == "lost" else None,
            deal.reason if now.outcome == "lost" else None,
            deal.competitor,
            deal.reason if now.outcome == "won" else None,
            deal.next_step,
            deal.next_step_date,
            now.rep.name,
            departments[now.rep.name],
            time(deal.created_at),
            time(max(now.at, deal.last_activity or now.at)),
            time(deal.last_activity),
        ]


def changed(deal: Deal, change: Change, before: Change | None) -> list[object]:
    """What is different after the change; None where it is as before."""
    amount = change.amount if deal.has_amount else None
    if before is None:
        return [None, change.stage, amount, change.expected_close, percent(change.probability), change.rep.name]
    moved = change.stage != before.stage
    return [
        before.stage if moved else None,
        change.stage if moved else None,
        amount if change.amount != before.amount else None,
        change.expected_close if change.expected_close != before.expected_close else None,
        percent(change.probability) if change.probability != before.probability else None,
        change.rep.name if change.rep is not before.rep else None,
    ]


def history(contents: Contents) -> Iterator[list[object]]:
    """Rows of 商机变更记录: only what changed is filled in."""
    number = 0
    for deal in contents.deals:
        before = None
        for change in deal.history:
            values = changed(deal, change, before)
            if any(value is not None for value in values):
                number += 1
                yield [number, deal_code(deal), time(change.at), *values]
            before = change


def items(contents: Contents) -> Iterator[list[object]]:
    """Rows of 商机明细."""
    for deal in contents.deals:
        for number, line in enumerate(deal.lines, start=1):
            cost = line.product.unit_cost * line.quantity
            yield [
                f"{deal_code(deal)}-{number}",
                deal_code(deal),
                line.product.code,
                line.quantity,
                line.unit_price,
                line.amount,
                cost,
            ]


def shares(contents: Contents) -> Iterator[list[object]]:
    """Rows of 业绩拆分."""
    for deal in contents.deals:
        for split in deal.splits:
            yield [deal_code(deal), split.rep.name, percent(split.share), ROLES[split.role]]


def write_all(contents: Contents, folder: Path) -> None:
    """Write every file of the export into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write(
        folder / "商机.csv",
        "机会编号 机会名称 机会类型 客户名称 销售金额 结单日期 销售阶段 阶段更新时间 赢率 预测金额 阶段分类 "
        "承诺 机会来源 市场活动 输单阶段 输单原因 竞争对手 赢单原因 下一步计划 下一步日期 "
        "所有人 所属部门 创建日期 最新修改日期 最近活动时间",
        opportunities(contents),
    )
    write(
        folder / "商机变更记录.csv",
        "变更编号 机会编号 变更时间 变更前阶段 变更后阶段 销售金额 结单日期 赢率 所有人",
        history(contents),
    )
    write(folder / "商机明细.csv", "明细编号 机会编号 产品编码 数量 单价 金额 成本", items(contents))
    write(folder / "业绩拆分.csv", "机会编号 人员 比例 角色", shares(contents))
    xiaoshouyi_objects.write_all(contents, folder, deal_code, time)
