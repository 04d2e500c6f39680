"""The values of formulas."""

from sync.emulator.formulas.evaluate import computed, link

__all__ = ["computed", "link"]
