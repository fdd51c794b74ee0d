"""Debian's database servers, started by the first worker of a run that asks for one and ended by the last."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pymysql
import pytest

EXPORTS = Path(__file__).resolve().parent.parent / "exports"
PASSWORD = "can@ry/5ecret#77"
IN_URL = "can%40ry%2F5ecret%2377"
_PATIENCE = 30


class Server:
    """A server on a socket in a folder of its own; nothing listens on a port."""

    def __init__(self, folder: Path, pid: int) -> None:
        self.folder, self.pid = folder, pid

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT if (self.folder / "data" / "PG_VERSION").exists() else signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while Path(f"/proc/{self.pid}").exists() and time.monotonic() < until:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, os.WNOHANG)
            time.sleep(0.02)
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgresql(Server):
    def url(self, database: str = "odoo", user: str = "crm") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def guarded(self, password: str = IN_URL) -> str:
        """The address of a user who is asked for a password."""
        return f"postgresql://guarded:{password}@/odoo?host={self.folder}"

    def run(self, *statements: str, database: str = "odoo") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for each in statements:
                connection.execute(each)  # type: ignore[call-overload]


class Mariadb(Server):
    def url(self, user: str = "reader", password: str = IN_URL, database: str = "crm") -> str:
        return f"mysql://{user}:{password}@/{database}?unix_socket={self.folder}/socket"

    def run(self, *statements: str) -> None:
        with pymysql.connect(unix_socket=f"{self.folder}/socket", user="root", autocommit=True) as connection:
            for each in statements:
                connection.cursor().execute(each)


def _unprivileged() -> dict[str, str]:
    """Servers refuse to run as root."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def _folder() -> Path:
    # Not pytest's own, which nobody else may enter, and short, as the path of a socket has to be.
    folder = Path(tempfile.mkdtemp(prefix="funnel-live-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    return folder


def _started(command: list[str], folder: Path, answers: Callable[[], object]) -> int:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **_unprivileged()
        )
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            answers()
            return process.pid
        except (psycopg.OperationalError, pymysql.OperationalError):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text(errors="replace")[-2000:]) from None
            time.sleep(0.02)


def start_postgresql() -> Postgresql:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres")) or [Path(shutil.which("postgres") or "")]
    program = programs[-1]
    if not program.is_file():
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    folder = _folder()
    subprocess.run(
        [program.with_name("initdb"), "-D", folder / "data", "-U", "crm", "-A", "trust", "-E", "UTF8", "--locale=C",
         "--no-sync", "--no-instructions"],
        check=True, capture_output=True, cwd=folder, **_unprivileged(),
    )  # fmt: skip
    hba = "local all guarded scram-sha-256\nlocal all all trust\n"
    (folder / "data" / "pg_hba.conf").write_text(hba)
    options = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "off", "shared_buffers": "32MB"}
    command = [str(program), "-D", str(folder / "data"), *(f"--{key}={value}" for key, value in options.items())]
    server = Postgresql(folder, 0)
    server.pid = _started(command, folder, lambda: psycopg.connect(server.url("postgres")).close())
    server.run("create database odoo", database="postgres")
    server.run((EXPORTS / "odoo_database.sql").read_text(encoding="utf-8"))
    quoted = PASSWORD.replace("'", "''")
    server.run(
        f"create role guarded login password '{quoted}'", "create role narrow login",
        "grant select on crm_lead, crm_stage to narrow", "create table ledger (id integer primary key, amount numeric)",
    )  # fmt: skip
    return server


def start_mariadb() -> Mariadb:
    program, install = shutil.which("mariadbd"), shutil.which("mariadb-install-db")
    if not program or not install:
        pytest.skip("no MariaDB server on this machine: apt-get install mariadb-server")
    folder = _folder()
    data = f"--datadir={folder}/data"
    subprocess.run(
        [install, "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True, cwd=folder, **_unprivileged(),
    )  # fmt: skip
    options = [
        f"--socket={folder}/socket", f"--pid-file={folder}/pid", "--skip-networking", "--skip-log-bin",
        "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--character-set-server=utf8mb4",
    ]  # fmt: skip
    server = Mariadb(folder, 0)
    server.pid = _started([program, "--no-defaults", data, *options], folder, server.run)
    server.run(
        "create database crm", f"create user reader identified by '{PASSWORD}'", "grant select on crm.* to reader"
    )
    return server


def shared(tmp_path_factory: pytest.TempPathFactory, name: str, start: Callable[[], Server]) -> Iterator[Server]:
    """One server for all workers of a run: counted in a file, under a lock."""
    own = tmp_path_factory.getbasetemp()
    base = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    state = base / f"{name}.json"

    @contextlib.contextmanager
    def locked() -> Iterator[dict]:
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = json.loads(state.read_text()) if state.exists() else {"users": 0}
            yield known
            state.write_text(json.dumps(known))

    with locked() as known:
        if not known["users"]:
            started = start()
            known |= {"folder": str(started.folder), "pid": started.pid}
        known["users"] += 1
    kind = Postgresql if name == "postgresql" else Mariadb
    server = kind(Path(known["folder"]), known["pid"])
    yield server
    with locked() as known:
        known["users"] -= 1
        if not known["users"]:
            server.stop()
