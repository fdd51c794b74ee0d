"""Kept reads: answers of the database that are asked for again, shared by all readers and bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, cast

import polars as pl

T = TypeVar("T")

# What an entry costs beside its cells: the key, the schema and the objects of a frame.
_ENTRY_BYTES = 4_096


def _bytes(frame: object) -> int:
    return int(cast(pl.DataFrame, frame).estimated_size())


class KeptReads(Generic[T]):
    """Frames by key; the least recently used ones go when all together pass `most_bytes`. With `size`, which gives the
    bytes of one, anything else can be kept.

    Safe to share between threads. A frame is handed out as it is, never copied: nobody may change one in place.
    """

    def __init__(self, most_bytes: int, size: Callable[[T], int] = _bytes) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._size = size
        self._frames: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, threading.Event] = {}

    def __len__(self) -> int:
        return len(self._frames)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._frames

    def is_coming(self, key: Hashable) -> bool:
        """Whether the frame of the key is there or somebody is asking for it."""
        return key in self._frames or key in self._under_way

    def get(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The frame of the key; asked for once, however many readers wait for it. Errors of `ask` are not kept."""
        while True:
            with self._lock:
                if key in self._frames:
                    self._frames.move_to_end(key)
                    return self._frames[key][0]
                answered = self._under_way.get(key)
                if answered is None:
                    self._under_way[key] = threading.Event()
                    break
            answered.wait()
        try:
            frame = ask()
            self._keep(key, frame)
            return frame
        finally:
            with self._lock:
                self._under_way.pop(key).set()

    def _keep(self, key: Hashable, frame: T) -> None:
        size = self._size(frame) + _ENTRY_BYTES
        with self._lock:
            # One that fills the store alone would drive out everything that is asked for often.
            if size > self.most_bytes // 2:
                return
            self._frames[key] = (frame, size)
            self.bytes += size
            while self.bytes > self.most_bytes:
                _, (_, freed) = self._frames.popitem(last=False)
                self.bytes -= freed
