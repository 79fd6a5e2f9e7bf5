"""The issuing body as it appears on paper."""

from dataclasses import dataclass

from mttq_desktop.word.model import Signature


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: "TM. BAN THƯỜNG TRỰC", then "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", then the name."""

    authority: tuple[str, ...]
    title: tuple[str, ...]
    name: str

    def signature(self) -> Signature:
        """The signature block of a document this person signs alone."""
        return Signature(authority=self.authority, title=self.title, name=self.name)


@dataclass(frozen=True, slots=True)
class Office:
    """The body that issues: the lines of its head, its place, its code in numbers, its names.

    `full_name` is used in running text ("Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Quảng Nam"),
    `area` is the province or district it works in ("tỉnh Quảng Nam").
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    place: str
    code: str
    full_name: str
    area: str
    signer: Signer
