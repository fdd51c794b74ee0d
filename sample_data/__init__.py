"""Sample exports of two invented companies, and the generator that makes them and larger ones."""
