"""The address of a live database: a URL taken apart, and shown to people without what is secret in it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

POSTGRESQL, MYSQL, SQLITE = "postgresql", "mysql", "sqlite"
ENGINES = {
    "postgresql": POSTGRESQL,
    "postgres": POSTGRESQL,
    "mysql": MYSQL,
    "mariadb": MYSQL,
    "sqlite": SQLITE,
    "sqlite3": SQLITE,
}
LABELS = {POSTGRESQL: "PostgreSQL", MYSQL: "MySQL", SQLITE: "SQLite"}
FROM_ENVIRONMENT = "env:"
# What a URL may say besides the place; anything else is refused, not passed on to a driver.
PARAMETERS = {
    POSTGRESQL: (
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "channel_binding",
        "gssencmode",
    ),
    MYSQL: ("ssl_ca", "ssl_cert", "ssl_key", "unix_socket"),
    SQLITE: (),
}
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_OWN_PARAMETERS = ("host", "port", "user", "password", "dbname")
_SCHEME = re.compile(r"([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?://", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class AddressError(ValueError):
    """An address that cannot be used; the message never repeats what may be secret in it."""


@dataclass(frozen=True)
class Address:
    """Where a database is and who asks. `database` is a path for SQLite; what is secret is in no `repr`."""

    engine: str
    database: str
    host: str = ""
    port: int | None = None
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    parameters: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def shown(self) -> str:
        """The address for messages, logs and pages: engine, host, port and database, nobody's name and no password."""
        port = f":{self.port}" if self.port else ""
        host = "" if self.host.startswith("/") else self.host
        return f"{self.engine}://{host}{port}/{self.database}"

    @property
    def name(self) -> str:
        """What its tables are called after: the database's own name, of a file without its suffix."""
        return re.sub(r"\.\w+$", "", re.split(r"[/\\]", self.database)[-1]) or self.engine

    def scrubbed(self, text: str) -> str:
        """A text of a driver or server without what is secret in the address, also as it is spelled in a URL."""
        for secret in (self.password, *self.parameters.values()):
            if secret:
                text = text.replace(secret, "…")
        return text


def is_address(text: str) -> bool:
    """Whether a text names a database by its address, and not a file."""
    found = _SCHEME.match(text)
    return text.startswith(FROM_ENVIRONMENT) or (found is not None and "/" not in found[1])


def read(text: str) -> Address:
    """The address that a URL holds, or the variable that is named after `env:`. AddressError if it is none."""
    if not text.startswith(FROM_ENVIRONMENT):
        return parse(text.strip(), "The address of the database")
    name = text.removeprefix(FROM_ENVIRONMENT).strip()
    if not _NAME.fullmatch(name):
        raise AddressError('After "env:" comes the name of a variable of the environment that holds the address.')
    value = os.environ.get(name, "").strip()
    if not value:
        raise AddressError(f"The environment has no variable {name}, which is to hold the address of the database.")
    return parse(value, f"The address in {name}")


def parse(url: str, what: str) -> Address:
    """Take a URL apart; `what` is how messages call it. AddressError says what is wrong and repeats none of it."""
    scheme = _SCHEME.match(url)
    engine = ENGINES.get(scheme[1].lower()) if scheme else None
    if scheme is None or engine is None:
        raise AddressError(f"{what} begins with none of postgresql://, mysql:// and sqlite:///.")
    if engine == SQLITE:
        return Address(SQLITE, _file(url[scheme.end() :], what))
    try:
        parts = urlsplit(url)
        place = Address(
            engine,
            unquote(parts.path.lstrip("/")),
            unquote(parts.hostname or ""),
            parts.port,
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )
        return _with_parameters(place, parts, what)
    except AddressError:
        raise
    except ValueError:
        # the parser's own words would repeat a password in which a sign is not spelled as %40 or the like
        raise _unreadable(what) from None


def _unreadable(what: str) -> AddressError:
    return AddressError(
        f"{what} cannot be read; the signs @ : / ? # % of a name or password are written as %40 %3A %2F %3F %23 %25."
    )


def _file(rest: str, what: str) -> str:
    if not rest.startswith("/") or not rest[1:]:
        raise AddressError(f"{what} names no file; SQLite's is sqlite:///folder/file.db, or sqlite:////folder from /.")
    return unquote(rest[1:])


def _with_parameters(place: Address, parts: SplitResult, what: str) -> Address:
    given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    if parts.fragment or "@" in parts.path or "@" in parts.query:
        raise _unreadable(what)
    known = (*_OWN_PARAMETERS, *PARAMETERS[place.engine])
    if not given.keys() <= set(known):
        raise AddressError(f"{what} has a parameter that is not known; known are {', '.join(known)}.")
    if given.get("sslmode", _SSL_MODES[0]) not in _SSL_MODES:
        raise AddressError(f"{what} has an sslmode that is none of {', '.join(_SSL_MODES)}.")
    port = given.get("port") or place.port
    found = Address(
        place.engine,
        given.get("dbname") or place.database,
        given.get("host") or place.host,
        int(port) if port else None,
        given.get("user") or place.user,
        given.get("password") or place.password,
        {name: value for name, value in given.items() if name not in _OWN_PARAMETERS},
    )
    if not found.database:
        raise AddressError(f"{what} names no database; it comes after the host: {place.engine}://host/database.")
    return found
