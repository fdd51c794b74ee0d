"""Seeded chance: one stream per purpose, so that a change in one part leaves the other parts as they were."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


class Draws(Random):
    """A stream of random choices that depends on its name only."""

    def __init__(self, *name: object) -> None:
        super().__init__(":".join(str(part) for part in name))

    def chance(self, probability: float) -> bool:
        """True in this share of the calls."""
        return self.random() < probability

    def around(self, median: float, spread: float) -> float:
        """A log-normal value with this median; spread is the standard deviation of its logarithm."""
        return float(median) * self.lognormvariate(0.0, spread)

    def weighted(self, weights: Mapping[Choice, float]) -> Choice:
        """One key, in proportion to its weight."""
        return self.choices(list(weights), weights=list(weights.values()))[0]

    def one(self, options: Sequence[Choice]) -> Choice:
        """One of the options, all alike."""
        return options[int(self.random() * len(options))]
