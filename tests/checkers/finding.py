"""What every checker returns."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One defect: where it is (a file, a page or an address) and what it is."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
