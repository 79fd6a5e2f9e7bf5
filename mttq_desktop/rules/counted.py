"""Where a figure typed on a record and the rows below it do not agree: what a person is told."""

from mttq_desktop.text.numbers import whole


def people_remark(total: int | None, counted: int) -> str:
    """The total of a training against the sum over its organisations; empty when nothing is wrong."""
    if total is None or counted == 0 or total == counted:
        return ""
    return f"Tổng số người dự ghi {whole(total)} nhưng cộng theo tổ chức là {whole(counted)}."


def heads_remark(members: int, heads: int) -> str:
    """A team has exactly one head; empty when it has, or when nobody is named yet."""
    if members == 0 or heads == 1:
        return ""
    return "Đoàn chưa có Trưởng đoàn." if heads == 0 else f"Đoàn có {heads} Trưởng đoàn; chỉ được một."
