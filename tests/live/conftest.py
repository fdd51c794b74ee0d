"""Real database servers for the tests that read from one, each started once for all workers of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.servers import Server, shared, start_mariadb, start_postgresql


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Debian's PostgreSQL with the database `odoo`, its owner `crm`, and two users who may do less."""
    yield from shared(tmp_path_factory, "postgresql", start_postgresql)


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Debian's MariaDB with an empty database `crm` and a user `reader` with a password."""
    yield from shared(tmp_path_factory, "mariadb", start_mariadb)
