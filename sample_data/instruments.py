"""The English sample company: it makes measuring instruments and sells them in four regions of Europe, in euros."""

from datetime import date
from typing import Any

from sample_data.campaigns import plans
from sample_data.company import Company, Product, ProductLine, Region, Rep, Size, Stage, words

LINES = (
    ProductLine("Analyzers", weight=0.34, growth=0.05, pace=1.35, value=1.9),
    ProductLine("Sensors", weight=0.36, growth=0.0, pace=0.8, value=0.55),
    ProductLine("Service Plans", weight=0.2, growth=0.1, pace=0.6, value=0.5),
    ProductLine("Lab Software", weight=0.12, growth=0.45, pace=1.05, value=0.9, since=date(2024, 3, 1)),
)

PRODUCTS = (
    Product("AN-200", "Analyzer 200", "Analyzers", "product", 18500, 9800),
    Product("AN-400", "Analyzer 400", "Analyzers", "product", 42000, 20500),
    Product("AN-900", "Analyzer 900", "Analyzers", "product", 96000, 45500),
    Product("AN-CAL", "Calibration kit", "Analyzers", "part", 1450, 520),
    Product("SE-10", "Sensor 10", "Sensors", "product", 480, 190),
    Product("SE-25", "Sensor 25", "Sensors", "product", 1150, 430),
    Product("SE-60", "Sensor 60 rugged", "Sensors", "product", 3900, 1700),
    Product("SE-MNT", "Mounting set", "Sensors", "part", 140, 45),
    Product("SP-BAS", "Service plan basic", "Service Plans", "service", 2400, 900),
    Product("SP-FUL", "Service plan full", "Service Plans", "service", 7800, 3600),
    Product("TR-DAY", "Training day", "Service Plans", "service", 1600, 750),
    Product("LS-SEAT", "Lab software seat", "Lab Software", "product", 1900, 250),
    Product("LS-SITE", "Lab software site", "Lab Software", "product", 24000, 3100),
)

LEAD_HEADS = {"Key Accounts": "Ingrid Solvane", "Field Sales": "Tomas Breker", "Inside Sales": "Orla Fenwick"}


def rep(key: int, name: str, team: str, region: str, started: date, **habits: Any) -> Rep:
    """A rep who reports to the head of the team."""
    return Rep(key=key, name=name, team=team, region=region, manager=LEAD_HEADS[team], started=started, **habits)


REPS = (
    rep(1, "Lukas Brandholm", "Key Accounts", "DACH", date(2019, 4, 1), skill=1.35, pace=0.95, weight=1.0, care=0.95),
    rep(2, "Freya Holmqvist", "Key Accounts", "Nordics", date(2020, 9, 1), skill=1.15, pace=0.9, weight=1.1, care=0.9),
    rep(3, "Callum Ashgrove", "Key Accounts", "UK & Ireland", date(2021, 1, 11), skill=1.0, weight=0.9, care=0.8),
    rep(4, "Lucia Marzetti", "Key Accounts", "Southern Europe", date(2020, 2, 3), skill=0.9, pace=1.2, care=0.7),
    rep(5, "Jonas Feldkamp", "Field Sales", "DACH", date(2018, 10, 1), skill=1.1, weight=1.2, care=0.85),
    rep(6, "Miriam Kessler", "Field Sales", "DACH", date(2021, 6, 1), skill=0.75, pace=1.15, weight=1.1, care=0.5),
    rep(
        7,
        "Rory Pendrake",
        "Field Sales",
        "UK & Ireland",
        date(2017, 5, 2),
        ended=date(2025, 10, 31),
        skill=0.8,
        weight=1.1,
    ),
    rep(8, "Aoife Tierwell", "Field Sales", "UK & Ireland", date(2022, 8, 1), skill=1.25, pace=0.85, care=0.95),
    rep(
        9, "Paolo Venturi Rossa", "Field Sales", "Southern Europe", date(2021, 3, 1), skill=1.05, weight=1.0, care=0.75
    ),
    rep(10, "Signe Aldergaard", "Inside Sales", "Nordics", date(2022, 1, 10), skill=1.0, pace=0.75, weight=1.0),
    rep(11, "Emil Rautner", "Inside Sales", "DACH", date(2023, 2, 1), skill=0.9, pace=0.8, weight=0.9, care=0.6),
    rep(12, "Nora Castelline", "Inside Sales", "Southern Europe", date(2026, 1, 12), skill=0.95, weight=3.0, care=0.85),
    *(
        Rep(
            key=21 + number,
            name=name,
            team=team,
            region=region,
            manager="Helena Norrwick",
            started=date(2016, 1, 4),
            sells=False,
        )
        for number, ((team, name), region) in enumerate(
            zip(LEAD_HEADS.items(), ("DACH", "DACH", "UK & Ireland"), strict=True)
        )
    ),
)

STAGES = (
    Stage(
        "Qualification", 0.10, 17, 0.74, "pipeline", ("Qualification call", "Send company profile", "Find the buyer")
    ),
    Stage("Needs Analysis", 0.25, 22, 0.75, "pipeline", ("Site visit", "Collect sample data", "Meet the lab manager")),
    Stage("Value Proposition", 0.45, 24, 0.78, "pipeline", ("Demo on site", "Reference visit", "Business case review")),
    Stage(
        "Proposal/Price Quote", 0.65, 20, 0.79, "best_case", ("Follow up quote", "Clarify scope", "Present proposal")
    ),
    Stage("Negotiation/Review", 0.85, 16, 0.82, "commit", ("Contract review", "Agree payment terms", "Final approval")),
)

REASONS = {
    "won": {"": 0.5, "Product fit": 0.2, "Relationship": 0.15, "Price": 0.15},
    "competitor": {"Lost to Competitor": 0.45, "Competitor - price": 0.35, "Competitor - incumbent": 0.2},
    "no_decision": {"No Decision / Non-Responsive": 0.5, "No Budget / Lost Funding": 0.3, "Project postponed": 0.2},
    "unspecified": {"Price": 0.4, "Missing functionality": 0.2, "Other": 0.2, "": 0.2},
}


CAMPAIGNS = plans("""
Spring webinars 2023|Web|Webinar|2023-03-01|2023-05-31|9000|8200|180000|34|0.1|Become known
Measure Fair 2023|Trade Show|Trade Show|2023-09-12|2023-09-15|62000|66400|900000|58|0.3|Win new customers
Nordic roadshow 2023|Event|Roadshow|2023-10-09|2023-10-27|28000|25900|350000|26|0.2|Win new customers
Customer evening 2023|Event|Appreciation|2023-11-23|2023-11-23|14000|15100|200000|4|0.9|Keep customers
Search ads 2024|Web|Advertisement|2024-01-08|2024-12-20|48000|47200|500000|96|0.0|Win new customers
Partner days 2024|Partner Referral|Partner Event|2024-03-12|2024-03-14|22000|19800|400000|24|0.2|Win new customers
Lab software launch|Web|Webinar|2024-03-18|2024-06-28|18000|21500|300000|48|0.4|Become known
Lab Forum 2024|Event|Forum|2024-06-04|2024-06-05|41000|43800|600000|40|0.4|Win new customers
Measure Fair 2024|Trade Show|Trade Show|2024-09-10|2024-09-13|65000|71200|950000|62|0.3|Win new customers
Southern seminars 2024|Event|Seminar|2024-10-07|2024-11-15|16000|14300|220000|28|0.2|Win new customers
Customer evening 2024|Event|Appreciation|2024-11-21|2024-11-21|14000|14600|200000|3|0.9|Keep customers
Search ads 2025|Web|Advertisement|2025-01-07|2025-12-19|54000|55800|550000|104|0.0|Win new customers
Address list 2025|Purchased List|List Purchase|2025-02-03|2025-03-31|12000|12000|150000|60|0.0|Win new customers
Partner days 2025|Partner Referral|Partner Event|2025-03-18|2025-03-20|24000|23100|420000|28|0.2|Win new customers
Sensor roadshow 2025|Event|Roadshow|2025-05-05|2025-05-30|26000|27700|300000|30|0.3|Win new customers
Measure Fair 2025|Trade Show|Trade Show|2025-09-09|2025-09-12|68000|70900|980000|60|0.3|Win new customers
Harbour outing 2025|Event|Outing|2025-06-19|2025-06-20|9000||80000|2|0.9|Keep customers
Autumn webinars 2025|Web|Webinar|2025-10-06|2025-11-28|11000|9700|210000|40|0.2|Become known
Search ads 2026|Web|Advertisement|2026-01-07|2026-12-18|58000|37400|580000|70|0.0|Win new customers
Address list 2026|Purchased List|List Purchase|2026-01-19|2026-02-27|8000|8000|100000|40|0.0|Win new customers
Spring webinars 2026|Web|Webinar|2026-02-09|2026-03-27|12000|11400|220000|38|0.1|Become known
Nordic roadshow 2026|Event|Roadshow|2026-03-09|2026-03-20|27000|28300|320000|24|0.3|Win new customers
Lab Forum 2026|Event|Forum|2026-04-21|2026-04-22|46000|49900|650000|42|0.4|Win new customers
Southern seminars 2026|Event|Seminar|2026-05-11|2026-06-12|17000|15800|240000|26|0.2|Win new customers
Partner days 2026|Partner Referral|Partner Event|2026-06-09|2026-06-11|25000|24600|430000|24|0.2|Win new customers
Harbour outing 2026|Event|Outing|2026-06-18|2026-06-19|9500|9900|80000|2|0.9|Keep customers
Measure Fair 2026|Trade Show|Trade Show|2026-09-08|2026-09-11|70000||1000000|0|0.0|Win new customers
""")

COMPANY = Company(
    key="instruments",
    seed=245,
    deals=860,
    opening=date(2023, 3, 1),
    exported_on=date(2026, 8, 14),
    typical_amount=34000,
    rounding=1000,
    stages=STAGES,
    won="Closed Won",
    lost="Closed Lost",
    unknown_stage="Verbal Agreement",
    regions=(
        Region("DACH", 0.38, 0.05, "Germany"),
        Region("UK & Ireland", 0.26, -0.04, "United Kingdom"),
        Region("Nordics", 0.18, 0.12, "Sweden"),
        Region("Southern Europe", 0.18, 0.2, "Italy"),
    ),
    reps=REPS,
    lines=LINES,
    products=PRODUCTS,
    channels={
        "Web": (0.34, 0.9),
        "Partner Referral": (0.16, 1.3),
        "Trade Show": (0.14, 1.0),
        "Event": (0.1, 1.1),
        "Word of mouth": (0.14, 1.5),
        "Phone Inquiry": (0.08, 1.0),
        "Purchased List": (0.04, 0.45),
    },
    sizes={
        "large": Size("Large", 0.18, 2.3, 1.25, (900, 9000), 4.0),
        "medium": Size("Medium", 0.42, 1.0, 1.0, (120, 900), 0.9),
        "small": Size("Small", 0.4, 0.45, 0.75, (8, 120), 0.25),
    },
    industries={
        "Food & Beverage": (" Foods", " Dairies", " Brewing"),
        "Chemicals": (" Chemicals", " Coatings", " Polymers"),
        "Biotechnology": (" Bio", " Labs", " Therapeutics"),
        "Environmental": (" Water", " Recycling", " Air"),
        "Energy": (" Energy", " Grid", " Turbines"),
        "Manufacturing": (" Works", " Castings", " Precision"),
    },
    roots=words(
        "Vel Tarn Osk Brim Calder Dunv Elsk Fjor Grav Hald Istr Jorv Kelm Lunv Morv Nerv Orl Pesk Quim Rond "
        "Salv Trev Ulm Varn Wyst Zelm"
    ),
    tails=words("ora una ix olt aren eska ivo umar enne ath oby irra edo unda alk isto empe orrel anic uvi"),
    first_names=words(
        "Mara Jens Clio Anton Bruna Derek Elva Fabio Gerda Hugo Iris Jarle Karin Leo Mette Nils Olga Pia "
        "Quentin Rosa Stig Tessa Ugo Vera"
    ),
    last_names=words(
        "Ostrow Albrink Castell Dorvane Ekhult Farrow Gantz Hollind Ivarsen Jellow Kastner Lindqvast Morello "
        "Nyberg Ottavi Pellmar Quist Rasken Stroud Tolvane"
    ),
    competitors=words("Metrovanta Kalibrundo Halvoreth Quorlens"),
    reasons=REASONS,
    campaigns=CAMPAIGNS,
    yearly_target=4400000,
    prospects=430,
    leads=1050,
    needs_close_date=True,
)
