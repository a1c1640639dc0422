"""Settings that every test shares."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no failure, and the same commit gives the same examples.
settings.register_profile("everyday", deadline=None, derandomize=True)
settings.load_profile("everyday")
