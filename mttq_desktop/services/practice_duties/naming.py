"""Invented names of people and hamlets; no real list was used."""

from random import Random

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Phan", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Alăng",
           "Zơrâm", "Hôih")  # fmt: skip
_FAMILY_WEIGHTS = (30, 12, 10, 8, 8, 7, 6, 5, 4, 3, 3, 3, 2, 2, 1, 1)
_MIDDLE = {"NAM": ("Văn", "Đình", "Hữu", "Công", "Ngọc"), "NU": ("Thị", "Thị Kim", "Thị Ngọc", "Thị Thu", "Thanh")}
_GIVEN = {
    "NAM": ("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khánh", "Long", "Minh", "Phước", "Quang", "Sơn", "Tâm",
            "Thắng", "Tuấn"),
    "NU": ("Anh", "Bông", "Cúc", "Hà", "Hạnh", "Hoa", "Hương", "Lan", "Mai", "Nga", "Phượng", "Sen", "Thảo", "Tuyết",
           "Yến"),
}  # fmt: skip
HAMLETS = (
    "Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn Đông", "Thôn Tây", "Thôn Trung Hòa", "Thôn Phú Bình",
    "Thôn An Lạc", "Khối phố Mỹ Hòa", "Thôn Tân Lập", "Thôn Bình Yên",
)  # fmt: skip


def person(random: Random, gender: str) -> str:
    """A name as it is written in lists."""
    family = random.choices(_FAMILY, _FAMILY_WEIGHTS)[0]
    return f"{family} {random.choice(_MIDDLE[gender])} {random.choice(_GIVEN[gender])}"
