"""What a company is: its people, market, products and habits. The two sample companies fill this form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sample_data.campaigns import CampaignPlan
from sample_data.draws import Draws
from sample_data.seasons import DAYS_PER_YEAR, at_work, days_between


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


@dataclass(frozen=True)
class Stage:
    """An open stage. median_days: usual stay; advance: share that goes on; category: forecast category."""

    name: str
    probability: float
    median_days: float
    advance: float
    category: str
    next_steps: tuple[str, ...]


@dataclass(frozen=True)
class Region:
    """A sales region. weight: share of the business at the start; growth: per year."""

    name: str
    weight: float
    growth: float
    place: str


@dataclass(frozen=True)
class ProductLine:
    """A product line. pace: factor on the time in each stage; value: factor on the deal's amount."""

    name: str
    weight: float
    growth: float
    pace: float
    value: float
    since: date | None = None


@dataclass(frozen=True)
class Product:
    """Something on the price list. item_type: product, part or service."""

    code: str
    name: str
    line: str
    item_type: str
    list_price: int
    unit_cost: int


@dataclass(frozen=True)
class Size:
    """A class of customers. label: as the CRM shows it; value and pace: factors on amount and time in stages."""

    label: str
    share: float
    value: float
    pace: float
    staff: tuple[int, int]
    key_account_pull: float


@dataclass(frozen=True)
class Rep:
    """A salesperson or manager. skill: factor on the odds of going on; pace: factor on the time in stages."""

    key: int
    name: str
    team: str
    region: str
    manager: str
    started: date
    ended: date | None = None
    skill: float = 1.0
    pace: float = 1.0
    weight: float = 1.0
    care: float = 0.8
    sells: bool = True

    def is_selling(self, day: date) -> bool:
        """Whether deals are given to this person on that day."""
        return self.sells and self.started <= day and (self.ended is None or day <= self.ended - timedelta(days=45))

    def ramp(self, day: date) -> float:
        """0.35 on the first day, 1 after nine months."""
        return min(1.0, 0.35 + 0.65 * (day - self.started).days / 270)


@dataclass
class Account:
    """A customer or prospect and what became of it. sort: large, medium or small."""

    key: int
    name: str
    sort: str
    industry: str
    region: str
    rep: Rep
    created_at: datetime
    tier: str
    staff: int
    deals: int = 0
    won_on: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class Company:
    """Everything the generator needs to know about one company; texts are as its CRM shows them."""

    key: str
    seed: int
    deals: int
    opening: date
    exported_on: date
    typical_amount: int
    rounding: int
    stages: tuple[Stage, ...]
    won: str
    lost: str
    unknown_stage: str
    regions: tuple[Region, ...]
    reps: tuple[Rep, ...]
    lines: tuple[ProductLine, ...]
    products: tuple[Product, ...]
    channels: Mapping[str, tuple[float, float]]
    sizes: Mapping[str, Size]
    industries: Mapping[str, tuple[str, ...]]
    roots: tuple[str, ...]
    tails: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    competitors: tuple[str, ...]
    reasons: Mapping[str, Mapping[str, float]]
    campaigns: tuple[CampaignPlan, ...]
    yearly_target: int
    prospects: int
    leads: int
    needs_close_date: bool

    def draws(self, *purpose: object) -> Draws:
        """The stream of chance for one purpose."""
        return Draws(self.seed, self.key, *purpose)

    def person(self, draws: Draws) -> tuple[str, str]:
        """An invented first and last name."""
        return draws.one(self.first_names), draws.one(self.last_names)


def market_size(region: Region, day: date, opening: date) -> float:
    """The region's weight on that day."""
    return region.weight * (1 + region.growth) ** ((day - opening).days / DAYS_PER_YEAR)


def pick_rep(company: Company, region: str, sort: str, day: date, draws: Draws) -> Rep:
    """A rep who sells in the region on that day; key-account people get the large customers."""
    weights = {
        number: rep.weight * rep.ramp(day)
        for number, rep in enumerate(company.reps)
        if rep.is_selling(day) and rep.region == region
    }
    for number in weights:
        if company.reps[number].team == company.reps[0].team:
            weights[number] *= company.sizes[sort].key_account_pull
    return company.reps[draws.weighted(weights)]


def account_names(company: Company, draws: Draws) -> list[tuple[str, str]]:
    """Invented names, none twice, each with its industry."""
    roots = [first + second for first in company.roots for second in company.tails]
    draws.shuffle(roots)
    names = []
    for root in roots:
        industry = draws.one(list(company.industries))
        names.append((root + draws.one(company.industries[industry]), industry))
    return names


def accounts(company: Company) -> list[Account]:
    """The market: customers to be and prospects who never buy, oldest first."""
    draws = company.draws("accounts")
    names = account_names(company, draws)
    days = days_between(company.opening - timedelta(days=240), company.exported_on - timedelta(days=10))
    created = sorted(draws.one(days) for _ in range(company.prospects))
    found = []
    for key, day in enumerate(created, start=1):
        region = draws.weighted({region: market_size(region, day, company.opening) for region in company.regions})
        sort = draws.weighted({name: size.share for name, size in company.sizes.items()})
        low, high = company.sizes[sort].staff
        rep = pick_rep(company, region.name, sort, max(day, company.opening), draws)
        name, industry = names[key - 1]
        found.append(
            Account(
                key=key,
                name=name,
                sort=sort,
                industry=industry,
                region=region.name,
                rep=rep,
                created_at=at_work(day, draws),
                tier=draws.weighted({"A": 0.2, "B": 0.5, "C": 0.3}),
                staff=int(draws.triangular(low, high, low)),
            )
        )
    return found
