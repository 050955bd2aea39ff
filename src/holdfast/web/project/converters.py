"""The parts of an address that stand for something of ours."""

from holdfast.returns.register import RETURNS, Return


class ReturnConverter:
    """A return by its name. An address that names none of ours leads nowhere: 404."""

    regex = "[a-z0-9-]+"

    def to_python(self, value: str) -> Return:
        """The return of that name. Raises ValueError, which Django answers with 404."""
        if value not in RETURNS:
            raise ValueError(value)
        return RETURNS[value]

    def to_url(self, value: str) -> str:
        """The name itself."""
        return value
