"""The lines of deals in money, with the rest that they do not explain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, lines_of, product_line_of
from tests.oracle.history import money
from tests.oracle.scope import Scope

UNALLOCATED = "unallocated"


@dataclass(frozen=True)
class Line:
    """A line of a deal; a deal without lines is one line of its product, one unit; money in the reporting currency."""

    fact: Fact
    line_id: str | None
    product_id: str | None
    product: Row
    product_line: str | None
    item_type: str | None
    quantity: float | None
    unit_price: Decimal | None
    amount: Decimal | None
    cost: Decimal | None

    @property
    def list_amount(self) -> float | None:
        """List price × quantity where both are known."""
        price = self.product["list_price"]
        return None if price is None or self.quantity is None else float(price) * self.quantity

    @property
    def is_rest(self) -> bool:
        return self.item_type == UNALLOCATED


def lines(company: Company, fact: Fact) -> list[Line]:
    """All lines of a deal with the unallocated rest; their amounts sum to the deal's."""
    row = fact.life.row
    own = lines_of(company, row)
    if not own:
        product = company.one("products", row["product_id"])
        cost = product["unit_cost"]
        return [
            Line(
                fact,
                None,
                row["product_id"],
                product,
                product_line_of(company, row),
                product["item_type"],
                1.0,
                None,
                fact.amount,
                cost,
            )
        ]
    rate = fact.state.rate
    result = []
    for line in own:
        product = company.one("products", line["product_id"])
        cost = money(line["cost"], rate)
        if line["cost"] is None and product["unit_cost"] is not None and line["quantity"] is not None:
            cost = product["unit_cost"] * Decimal(str(line["quantity"]))
        result.append(
            Line(
                fact,
                line["deal_line_id"],
                line["product_id"],
                product,
                product["product_line"],
                product["item_type"],
                line["quantity"],
                money(line["unit_price"], rate),
                money(company.line_amount(line), rate),
                cost,
            )
        )
    rest = (fact.amount or Decimal(0)) - sum((line.amount or Decimal(0) for line in result), Decimal(0))
    if rest:
        nothing = company.one("products", None)
        result.append(Line(fact, None, None, nothing, None, UNALLOCATED, None, None, rest, None))
    return result


def chosen_lines(company: Company, scope: Scope, fact: Fact) -> list[Line]:
    """The lines inside the product-line filter."""
    chosen = scope.chosen("product_lines")
    return [line for line in lines(company, fact) if chosen is None or (line.product_line or "~") in chosen]
