"""The number of this version: it stands above all, so that nobody asks the face of the package for it."""

__version__ = "0.2.0"
