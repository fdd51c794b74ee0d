"""Readers without a browser: they speak the protocol of the page, choose something and wait for the last line."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PAUSE = 2.0
# Elements of a page below which it only says that something went wrong.
_LEAST = 20


@dataclass(frozen=True)
class Answered:
    """Milliseconds from a choice to the last line of the page, one per click, and the elements of the last page."""

    milliseconds: list[float]
    elements: int

    @property
    def median(self) -> float:
        """The click in the middle."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """Nineteen of twenty clicks are answered within it."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def click(port: int, choices: Sequence[tuple[str, str]], readers: int, clicks: int, seed: int = 1) -> Answered:
    """Each of the readers clicks every two seconds; a choice is a page and a query string. Arrivals are not counted."""
    return asyncio.run(_all(port, choices, readers, clicks, seed))


async def _all(port: int, choices: Sequence[tuple[str, str]], readers: int, clicks: int, seed: int) -> Answered:
    done = await asyncio.gather(
        *(_one(port, choices, clicks, random.Random(seed + number), number / readers) for number in range(readers))
    )
    return Answered([each for times, _ in done for each in times], done[0][1])


async def _one(
    port: int, choices: Sequence[tuple[str, str]], clicks: int, chance: random.Random, offset: float
) -> tuple[list[float], int]:
    times: list[float] = []
    address = f"ws://localhost:{port}/_stcore/stream"
    origin = f"http://localhost:{port}"
    async with websockets.connect(address, max_size=None, origin=origin, subprotocols=["streamlit"]) as connection:
        elements = await _run(connection, *choices[0])
        await asyncio.sleep(PAUSE * offset)
        for _ in range(clicks):
            started = time.perf_counter()
            elements = await _run(connection, *chance.choice(choices))
            took = time.perf_counter() - started
            times.append(took * 1000)
            await asyncio.sleep(max(0.0, PAUSE - took))
    return times, elements


async def _run(connection: websockets.ClientConnection, page: str, query: str) -> int:
    """Ask for a page and read until it is finished; how many elements came."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    await connection.send(asked.SerializeToString())
    elements = 0
    while True:
        got = ForwardMsg()
        got.ParseFromString(await connection.recv())
        kind = got.WhichOneof("type")
        # What a reader's browser holds already comes as a reference.
        elements += kind in ("delta", "ref_hash")
        # A run that was cut short is followed by another.
        if kind == "script_finished" and got.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            if elements < _LEAST:
                raise RuntimeError(f"page {page!r} with {query!r} has {elements} elements: it failed")
            return elements
        if kind == "script_finished":
            elements = 0
