"""A landlord's complaint circuit, in YAML, made into a goose-game board."""

__version__ = "0.1.0"
