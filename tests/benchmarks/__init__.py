"""How fast views and imports are: `python -m tests.benchmarks` measures and prints, and asserts nothing."""
