"""What a deal's amount consists of and who earned it: line items and splits."""

from sample_data.company import Company, Product
from sample_data.deals import Deal, Line, Split
from sample_data.draws import Draws


def line_items(company: Company, deal: Deal, draws: Draws) -> list[Line]:
    """One to three lines that add up to the deal's amount; some deals have none, a few leave a rest unexplained."""
    amount = deal.now.amount
    position = [stage.name for stage in company.stages]
    is_early = deal.now.stage in position[:2]
    if not amount or draws.chance(0.25 if is_early else 0.04):
        return []
    explained = amount
    if draws.chance(0.04):
        explained = int(amount * 0.85)
    own = [product for product in company.products if product.line == deal.line]
    extras = [product for product in company.products if product.item_type != "product" and product not in own]
    goods = [one for one in own if one.item_type == "product" and one.list_price <= explained] or own[-1:]
    main = draws.one(goods)
    discount = draws.triangular(0.0, 0.25, 0.08)
    share = draws.uniform(0.6, 0.9)
    quantity = max(1, round(explained * share / (main.list_price * (1 - discount))))
    price = min(main.list_price * (1 - discount), explained / quantity)
    first = Line(main, quantity, round(price, 2), int(quantity * price))
    lines, rest = [first], explained - first.amount
    for product in draws.sample(own + extras, k=min(2, len(own + extras))):
        if product is main or rest < product.list_price * 0.6:
            continue
        lines.append(rest_line(product, rest, discount))
        rest = 0
    if rest:
        lines[0] = Line(main, quantity, round((first.amount + rest) / quantity, 2), first.amount + rest)
    return lines


def rest_line(product: Product, rest: int, discount: float) -> Line:
    """A line that takes the whole rest."""
    quantity = max(1, round(rest / (product.list_price * (1 - discount))))
    return Line(product, quantity, round(rest / quantity, 2), rest)


def splits(company: Company, deal: Deal, draws: Draws) -> list[Split]:
    """Shared 70 to 30 or halved with a colleague, sometimes with an overlay specialist beside."""
    found: list[Split] = []
    day = deal.now.at.date()
    colleagues = [one for one in company.reps if one.is_selling(day) and one is not deal.rep]
    if not colleagues:
        return found
    chance = 0.13 if deal.sort == "large" else 0.05
    if draws.chance(chance):
        share = draws.weighted({0.7: 0.7, 0.5: 0.2, 0.6: 0.1})
        found = [Split(deal.rep, share, "revenue"), Split(draws.one(colleagues), round(1 - share, 2), "revenue")]
    specialist = colleagues[-1]
    if deal.line == company.lines[-1].name and draws.chance(0.25):
        found = found or [Split(deal.rep, 1.0, "revenue")]
        found.append(Split(specialist, 1.0, "overlay"))
    return found
