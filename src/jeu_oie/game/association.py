"""The tenants' association that a project file names: whom sheets, page and letters send people to."""

from dataclasses import dataclass

from jeu_oie.draw.logo import Logo


@dataclass(frozen=True, slots=True)
class Association:
    """Its name, and how it is reached; ``corrections``: the mail address for what is wrong on a page."""

    name: str
    phone: str = ""
    hours: str = ""
    address: str = ""
    mail: str = ""
    corrections: str = ""
    logo: Logo | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """How it is reached besides its number."""
        return tuple(filter(None, (self.address, self.mail)))
