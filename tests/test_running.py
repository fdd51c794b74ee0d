"""What the server process is before it serves."""

import asyncio
import socket

import uvicorn

from dashboard import running
from tests.alone import run_alone


async def _says_yes(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"yes"})


def test_small_answers_do_not_wait_for_the_one_before_to_be_confirmed(monkeypatch):
    """A page is made of hundreds of them. Streamlit opens the socket itself, which leaves Nagle's algorithm on."""
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)
    running.send_at_once()
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    opened.listen()

    async def ask() -> int:
        server = uvicorn.Server(uvicorn.Config(_says_yes, lifespan="off", log_level="critical"))
        answered = asyncio.create_task(server.serve(sockets=[opened.dup()]))
        while not server.started:
            await asyncio.sleep(0)
        reader, writer = await asyncio.open_connection(*opened.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        await reader.readuntil(b"yes")
        kept = next(iter(server.server_state.connections)).transport.get_extra_info("socket")
        found = kept.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()
        server.should_exit = True
        await answered
        return found

    assert run_alone(ask())
    opened.close()
