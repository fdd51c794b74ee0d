"""The company's calendar: working hours, quiet months, quarter ends."""

from datetime import date, datetime, time, timedelta

from sample_data.draws import Draws

# Slow February, summer and December; a busy spring and autumn.
MONTH_WEIGHTS = (1.0, 0.7, 1.15, 1.0, 1.1, 1.1, 0.75, 0.65, 1.15, 1.2, 1.1, 0.7)
DAYS_PER_YEAR = 365.25


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both inclusive."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def is_workday(day: date) -> bool:
    """Monday to Friday, without the days around New Year."""
    return day.weekday() < 5 and not (day.month == 12 and day.day >= 25) and not (day.month == 1 and day.day == 1)


def workday(day: date) -> date:
    """The day itself or the next working day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def quarter_start(day: date) -> date:
    """First day of the calendar quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_end(day: date) -> date:
    """Last day of the calendar quarter."""
    start = quarter_start(day)
    following = date(start.year + (start.month == 10), (start.month + 2) % 12 + 1, 1)
    return following - timedelta(days=1)


def month_end(day: date) -> date:
    """Last day of the month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def last_workday(day: date) -> date:
    """The day itself or the working day before."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def at_work(day: date, draws: Draws) -> datetime:
    """An instant in the working hours of that day or of the next working day."""
    seconds = int(draws.triangular(8 * 3600, 18.5 * 3600, 15 * 3600))
    return datetime.combine(workday(day), time()) + timedelta(seconds=seconds)


def later(at: datetime, days: float, draws: Draws) -> datetime:
    """An instant at work so many days on; later on the same day when that is less than one."""
    moved = at + timedelta(days=days)
    if moved.date() == at.date():
        return at + timedelta(minutes=5 + int(draws.random() * 90))
    return at_work(moved.date(), draws)


def in_hours(at: datetime, draws: Draws) -> datetime:
    """The instant itself, or the next morning where nobody is at work."""
    if is_workday(at.date()) and 8 <= at.hour < 19:
        return at
    day = workday(at.date() + timedelta(days=at.hour >= 19))
    return datetime.combine(day, time(8, 10)) + timedelta(seconds=int(draws.random() * 7000))


def slow_season(at: datetime, draws: Draws) -> datetime:
    """Decisions that fall into a quiet month often wait until it is over."""
    waits = {2: 0.35, 7: 0.25, 8: 0.5, 12: 0.0}.get(at.month, 0.0)
    if waits and draws.chance(waits):
        return at_work(month_end(at.date()) + timedelta(days=1 + int(draws.random() * 12)), draws)
    return at


def bunched(at: datetime, not_before: datetime, draws: Draws) -> datetime:
    """The instant of a signature: drawn to the last days of its quarter."""
    day = at.date()
    end = quarter_end(day)
    if (end - day).days <= 32 and draws.chance(0.6):
        wanted = last_workday(end - timedelta(days=int(draws.triangular(0, 9, 0))))
        return at_work(max(wanted, day), draws) if wanted >= not_before.date() else at
    before = quarter_start(day) - timedelta(days=1)
    if (day - before).days <= 16 and before > not_before.date() and draws.chance(0.45):
        return at_work(last_workday(before - timedelta(days=int(draws.triangular(0, 4, 0)))), draws)
    return at
