"""Who is looking: the signed-in person as every query sees them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """`unit_id` is set for the role `unit` alone: such a person sees that unit's things only."""

    id: int
    name: str
    role: str
    unit_id: int | None

    @property
    def is_staff(self) -> bool:
        """Office staff: `admin` or `district`."""
        return self.role in ("admin", "district")

    def sees_unit(self, unit_id: int) -> bool:
        return self.role != "unit" or self.unit_id == unit_id

    def writes_unit(self, unit_id: int) -> bool:
        """May edit that unit's checklists: staff everywhere, a unit its own, a viewer none."""
        return self.is_staff or (self.role == "unit" and self.unit_id == unit_id)
