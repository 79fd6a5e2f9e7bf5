"""How long ago, in words."""

from datetime import datetime


def ago(then: datetime | None, now: datetime) -> str:
    """ "vừa xong", "10 phút trước", "3 giờ trước", "hôm qua", "12 ngày trước"; "chưa lần nào" for never."""
    if then is None:
        return "chưa lần nào"
    minutes = int((now - then).total_seconds() // 60)
    days = (now.date() - then.date()).days
    if minutes < 2:
        return "vừa xong"
    if minutes < 60:
        return f"{minutes} phút trước"
    if days == 0:
        return f"{minutes // 60} giờ trước"
    return "hôm qua" if days == 1 else f"{days} ngày trước"
