"""The first minute: which body we are, which year, where the data lies; or the practice province at once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.records.catalogue import Organisation
from mttq_desktop.rules.period import Period
from mttq_desktop.services.opening import holds_records, open_store
from mttq_desktop.services.settings import Settings, read_settings, save_settings
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

ORIGIN = "first-run"
_CATCHING_UP = timedelta(days=31)
"""For a month after a quarter the office still works on its report."""
BODIES: tuple[tuple[str, str], ...] = (
    ("MTTQ", "Ủy ban MTTQ Việt Nam tỉnh"), ("LDLD", "Liên đoàn Lao động tỉnh"), ("HND", "Hội Nông dân tỉnh"),
    ("DTN", "Tỉnh đoàn"), ("LHPN", "Hội LHPN tỉnh"), ("CCB", "Hội Cựu chiến binh tỉnh"),
)  # fmt: skip
"""The six bodies that signed the programme, to choose from before there is a data file (order of the catalogue)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person answered."""

    organisation_code: str
    year: int
    data_dir: Path


def usual_period(today: date) -> Period:
    """The quarter an office works on: the one just over while its report is due, else the present one."""
    return Period.quarter_of(today - _CATCHING_UP)


def period_of_year(year: int, today: date) -> Period:
    """The usual quarter when it lies in the chosen year, else that year's last or first one."""
    usual = usual_period(today)
    if usual.year == year:
        return usual
    return Period(year, "Q4" if year < usual.year else "Q1")


def begin(answers: Answers, today: date, progress: Progress | None = None) -> Database:
    """Make the data file and set it up for the body; an existing one is opened as it is."""
    progress = progress or Progress()
    progress.report(0, 2, "Tạo sổ và nạp danh mục")
    database = open_store(answers.data_dir)
    try:
        progress.report(1, 2, "Ghi thiết lập")
        with database.reading() as session:
            settings = read_settings(session)
            mine = settings if settings.first_run_done else for_body(session, answers.organisation_code, settings)
        if not settings.first_run_done:
            period = period_of_year(answers.year, today).code
            save_settings(database, replace(mine, working_period=period, first_run_done=True), ORIGIN)
        progress.report(2, 2, "Xong")
    except BaseException:
        database.close()
        raise
    return database


def practise(data_dir: Path, progress: Progress | None = None) -> Database:
    """Open the practice province, filled the first time."""
    from mttq_desktop.services.practice import PRACTICE_DAY, fill_with_practice

    database = open_store(data_dir)
    try:
        if holds_records(database):
            _only_practice(database)
        else:
            fill_with_practice(database, progress=progress)
            with database.reading() as session:
                settings = read_settings(session)
            period = usual_period(PRACTICE_DAY).code
            save_settings(database, replace(settings, working_period=period, last_backup=None), ORIGIN)
    except BaseException:
        database.close()
        raise
    return database


def _only_practice(database: Database) -> None:
    with database.reading() as session:
        if not read_settings(session).practice:
            raise Refused(
                f"Thư mục “{database.path.parent}” đang chứa sổ thật, không phải sổ thực hành.",
                "Chọn thư mục khác để thực hành.",
            )


def for_body(session: Session, code: str, settings: Settings) -> Settings:
    """Names on paper of a body, from the catalogue; the Front's own are the defaults."""
    if code == Settings().organisation_code:
        return replace(settings, organisation_code=code)
    body = session.scalar(select(Organisation).where(Organisation.code == code, Organisation.deleted_on.is_(None)))
    if body is None:
        raise Refused(f"Không có tổ chức mã “{code}” trong danh mục.", "Chọn một trong các tổ chức của Chương trình.")
    lines = tuple(line.strip() for line in body.sign_lines.splitlines() if line.strip())
    return replace(
        settings, organisation_code=code, superior_lines=(), issuer_lines=lines, document_code=body.letters,
        full_name=body.full_name,
    )  # fmt: skip
