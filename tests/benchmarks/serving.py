"""A server in a process of its own: the dashboard over a workspace, or a page of as many empty elements."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DASHBOARD = ROOT / "dashboard" / "server.py"
EMPTY = Path(__file__).with_name("empty_page.py")


@dataclass(frozen=True)
class Server:
    """Where it answers, how many seconds it took to, and its process."""

    port: int
    seconds: float
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Where a browser goes."""
        return f"http://localhost:{self.port}"

    @property
    def memory(self) -> int:
        """Resident bytes; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return 0
        found = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")]
        return int(found[0]) * 1024


@contextlib.contextmanager
def serving(script: Path, **environment: str) -> Iterator[Server]:
    """Start it, wait until it answers, stop it at the end. TimeoutError after a minute."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    flags = {"port": str(port), "headless": "true", "address": "localhost", "showEmailPrompt": "false"}
    command = [sys.executable, "-m", "dashboard.running", str(script)]
    command += [part for name, value in flags.items() for part in (f"--server.{name}", value)]
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if time.monotonic() - started > 60:
                raise TimeoutError(f"{script} did not answer within a minute")
            time.sleep(0.02)
        yield Server(port, time.monotonic() - started, process)
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
            return True
    except OSError:
        return False
