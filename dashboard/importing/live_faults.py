"""What can go wrong with a live database, each as one sentence that names the place and nothing secret."""

from __future__ import annotations

import re

from dashboard.addresses import LABELS, Address
from dashboard.importing.problems import ImportProblem

EXTRAS = {"postgresql": ("psycopg", "psycopg[binary]"), "mysql": ("PyMySQL", "pymysql")}


def _told(what: str, sentence: str) -> ImportProblem:
    """A sentence about some rows, or about the whole connection where `what` is ""."""
    return ImportProblem(f"{what}: {sentence}" if what else re.sub(r"^the\b", "The", sentence))


def no_driver(address: Address) -> ImportProblem:
    """The optional package that speaks with this kind of database is not installed."""
    driver, package = EXTRAS[address.engine]
    return ImportProblem(
        f"{LABELS[address.engine]} is read with {driver}, which is not installed: uv pip install '{package}', or "
        f"uv sync --extra {address.engine} in a clone."
    )


def unreachable(address: Address, why: str = "nothing answers there") -> ImportProblem:
    """Nobody is there to talk to."""
    return ImportProblem(f"{address.shown} cannot be reached: {why}.")


def no_password(address: Address) -> ImportProblem:
    """The server asks for a password and was given none."""
    return ImportProblem(
        f"{address.shown} asks for a password; give it in the environment, as part of the address or in "
        f"{'MYSQL_PWD' if address.engine == 'mysql' else 'PGPASSWORD'}."
    )


def rejected(address: Address) -> ImportProblem:
    """The server does not let this user in."""
    return ImportProblem(f"{address.shown} does not accept the user or the password.")


def no_database(address: Address) -> ImportProblem:
    """The server has no database of that name, or no file is there."""
    return ImportProblem(f"There is no database {address.shown}.")


def no_table(address: Address, what: str) -> ImportProblem:
    """A table that is named does not exist, or not for this user."""
    return _told(what, f"{address.shown} has no such table.")


def forbidden(address: Address, what: str) -> ImportProblem:
    """The user may not read what is asked for."""
    return _told(what, f"the user may not read it in {address.shown}.")


def write(address: Address, what: str) -> ImportProblem:
    """Something that is no question; the session is read-only and has refused it."""
    return ImportProblem(f"{what} is no query that only reads; nothing is ever changed in {address.shown}.")


def slow(address: Address, what: str, seconds: int) -> ImportProblem:
    """The server gave up on time."""
    return _told(
        what, f"{address.shown} took longer than {seconds} seconds; timeout_seconds of [[database]] allows more."
    )


def lost(address: Address, what: str) -> ImportProblem:
    """The connection broke while rows were read."""
    return _told(what, f"the connection to {address.shown} broke while it was read; nothing was changed.")


def wrong(address: Address, what: str, why: str) -> ImportProblem:
    """The server does not understand what it was asked, or cannot answer it; in its own words."""
    reason = " ".join(address.scrubbed(why).split()).rstrip(".")
    return _told(what, f"{address.shown} answers: {reason}.")
