"""After the win: contracts, invoices, payments."""

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.company import Company
from sample_data.deals import Deal
from sample_data.draws import Draws
from sample_data.seasons import workday


@dataclass(frozen=True)
class Contract:
    """A signed deal; days that have not come by the export are None."""

    key: int
    deal: Deal
    signed: date
    approved: date | None
    delivered: date | None
    accepted: date | None
    amount: int


@dataclass(frozen=True)
class Invoice:
    """A part of a contract, due so many days after issue. kind: deposit, delivery, final, full or credit_note."""

    key: int
    contract: Contract
    issued: date
    due: date
    amount: int
    kind: str


@dataclass(frozen=True)
class Payment:
    """Money received (payment), returned (refund), given up (write_off) or credited (credit)."""

    key: int
    invoice: Invoice
    received: date
    amount: int
    kind: str


@dataclass(frozen=True)
class Ledger:
    """All the money of a company."""

    contracts: list[Contract]
    invoices: list[Invoice]
    payments: list[Payment]


def ledger(company: Company, deals: list[Deal]) -> Ledger:
    """Contracts of the won deals in order of signature, with their invoices and payments."""
    draws = company.draws("money")
    book = Ledger([], [], [])
    won = [deal for deal in deals if deal.now.outcome == "won" and deal.amount and deal.close_date]
    won.sort(key=lambda deal: (deal.close_date, deal.key))
    for deal in won:
        contract = sign(company, len(book.contracts) + 1, deal, draws)
        book.contracts.append(contract)
        for issued, share, kind in schedule(contract, draws):
            if issued <= company.exported_on:
                term = 60 if deal.sort == "large" else 30
                invoice = Invoice(
                    len(book.invoices) + 1,
                    contract,
                    issued,
                    issued + timedelta(days=term),
                    round(contract.amount * share),
                    kind,
                )
                book.invoices.append(invoice)
                pay(company, book, invoice, draws)
    return book


def sign(company: Company, key: int, deal: Deal, draws: Draws) -> Contract:
    """The contract of a won deal."""
    signed = deal.close_date
    assert signed
    assert deal.amount
    approved = workday(signed + timedelta(days=int(draws.around(4, 0.6))))
    delivered = workday(approved + timedelta(days=int(draws.around(32, 0.6))))
    accepted = workday(delivered + timedelta(days=int(draws.around(12, 0.7))))

    def known(day: date) -> date | None:
        return day if day <= company.exported_on else None

    return Contract(key, deal, signed, known(approved), known(delivered), known(accepted), deal.amount)


def schedule(contract: Contract, draws: Draws) -> list[tuple[date, float, str]]:
    """When which share is invoiced: all at once for small deals, else 30, 60 and 10 per cent."""
    delivered = contract.delivered or contract.signed + timedelta(days=400)
    accepted = contract.accepted or contract.signed + timedelta(days=400)
    if contract.deal.sort == "small" or draws.chance(0.3):
        return [(workday(contract.signed + timedelta(days=3)), 1.0, "full")]
    return [
        (workday(contract.signed + timedelta(days=5)), 0.3, "deposit"),
        (workday(delivered + timedelta(days=2)), 0.6, "delivery"),
        (workday(accepted + timedelta(days=5)), 0.1, "final"),
    ]


def pay(company: Company, book: Ledger, invoice: Invoice, draws: Draws) -> None:
    """Most pay within two weeks of the due day; some in parts, some very late, a few get money back."""

    def book_payment(day: date, amount: int, kind: str = "payment") -> None:
        if day <= company.exported_on and amount:
            book.payments.append(Payment(len(book.payments) + 1, invoice, workday(day), amount, kind))

    manner = draws.weighted(
        {"prompt": 0.68, "late": 0.17, "parts": 0.09, "never": 0.03, "given up": 0.015, "back": 0.015}
    )
    days = draws.around(8, 0.8) - 6
    paid = max(invoice.issued + timedelta(days=2), invoice.due + timedelta(days=int(days)))
    if manner == "late":
        paid = invoice.due + timedelta(days=int(draws.around(50, 0.6)))
    if manner == "parts":
        book_payment(paid, invoice.amount // 2)
        book_payment(paid + timedelta(days=int(draws.around(45, 0.5))), invoice.amount - invoice.amount // 2)
    elif manner == "given up":
        book_payment(paid, round(invoice.amount * 0.7))
        book_payment(paid + timedelta(days=120), invoice.amount - round(invoice.amount * 0.7), "write_off")
    elif manner in ("prompt", "late", "back"):
        book_payment(paid, invoice.amount)
    if manner == "back":
        book_payment(paid + timedelta(days=40), round(invoice.amount * 0.15), "refund")
