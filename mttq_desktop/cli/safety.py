"""backup, restore, check, practice."""

from datetime import datetime
from pathlib import Path

from mttq_desktop.cli.common import Commands, Given
from mttq_desktop.errors import Refused, StoreDamaged
from mttq_desktop.store.database import FILE_NAME


def add(commands: Commands) -> None:
    """Declare the commands."""
    backup = commands.add_parser("backup", help="sao lưu tệp dữ liệu, có kiểm tra bản sao")
    backup.add_argument("--to", type=Path, required=True, metavar="TỆP")
    backup.set_defaults(act=back_up)
    restore = commands.add_parser("restore", help="phục hồi từ bản sao lưu; bản đang dùng được giữ lại bên cạnh")
    restore.add_argument("file", type=Path, metavar="TỆP")
    restore.set_defaults(act=bring_back)
    check = commands.add_parser("check", help="kiểm tra tệp dữ liệu")
    check.set_defaults(act=check_store)
    practice = commands.add_parser("practice", help="nạp tỉnh thực hành vào một sổ trống")
    practice.set_defaults(act=practise)


def back_up(given: Given) -> int:
    """Write a checked copy."""
    from mttq_desktop.services.backup import back_up, counted

    with given.store() as database:
        health = back_up(database, given.options.to)
    print(f"Đã sao lưu và kiểm tra: {health.path} ({counted(health)}).")
    return 0


def bring_back(given: Given) -> int:
    """Put a backup in place; the present state is kept beside."""
    from mttq_desktop.services.backup import counted, restore

    given.data_dir.mkdir(parents=True, exist_ok=True)
    done = restore(given.options.file, given.data_dir / FILE_NAME, datetime.now())
    print(f"Đã phục hồi: {counted(done.health)}.")
    if done.kept_before:
        print(f"Trạng thái trước đó được giữ ở: {done.kept_before}")
    return 0


def check_store(given: Given) -> int:
    """A thorough check of the data file; says what is wrong and what to do."""
    from mttq_desktop.services.backup import counted
    from mttq_desktop.store.backup import check_ours

    path = given.data_dir / FILE_NAME
    if not path.exists():
        raise Refused(f"Chưa có tệp dữ liệu trong “{given.data_dir}”.", "Kiểm tra lại --data-dir.")
    health = check_ours(path)
    if not health.sound:
        raise StoreDamaged(
            f"“{path.name}” có lỗi: {'; '.join(health.messages[:5])}.", "Phục hồi từ bản sao lưu gần nhất."
        )
    print(f"Tệp dữ liệu tốt: {path} ({counted(health)}).")
    return 0


def practise(given: Given) -> int:
    """Fill an empty data file with the practice province."""
    from mttq_desktop.services.practice import fill_with_practice

    with given.store() as database:
        data = fill_with_practice(database)
        path = database.path
    print(f"Đã nạp tỉnh thực hành: {len(data.petitions)} kiến nghị, {len(data.batches)} đợt gửi, "
          f"{len(data.letters)} văn bản; ngày làm việc {data.today:%d/%m/%Y}.\nTệp dữ liệu: {path}")  # fmt: skip
    return 0
