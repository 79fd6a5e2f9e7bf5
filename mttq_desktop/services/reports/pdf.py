"""PDF through a Word or LibreOffice of the machine, where there is one: the pages they print."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.services.work import Progress
from mttq_desktop.word.docx import save
from mttq_desktop.word.model import Document

PATIENCE_S: Final = 180
_SOFFICE: Final = ("soffice", "libreoffice")
_FOLDERS: Final = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
_SCRIPT: Final = (
    "$word = New-Object -ComObject Word.Application; $word.Visible = $false; $word.DisplayAlerts = 0; "
    "try { $paper = $word.Documents.Open($env:MTTQ_PAPER, $false, $true); "
    "$paper.ExportAsFixedFormat($env:MTTQ_PDF, 17); $paper.Close($false) } finally { $word.Quit() }"
)
"""Names of files reach the script as they are, whatever marks stand in them."""


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that turns .docx into PDF: its name for people and where it lies."""

    name: str
    program: Path

    def command(self, paper: Path, folder: Path) -> list[str]:
        """What is run; LibreOffice gets a profile of its own, so that one already open is not disturbed."""
        if self.name == WORD:
            return [str(self.program), "-NoProfile", "-NonInteractive", "-Command", _SCRIPT]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        return [str(self.program), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(paper)]


WORD: Final = "Microsoft Word"
LIBREOFFICE: Final = "LibreOffice"


def converter() -> Converter | None:
    """The program of this machine, Word before LibreOffice; None where there is neither."""
    return next(_found(os.environ), None)


def _found(environment: Mapping[str, str]) -> Iterator[Converter]:
    folders = [Path(environment[name]) for name in _FOLDERS if environment.get(name)]
    shell = shutil.which("powershell", path=environment.get("PATH", ""))
    if shell and any(_winword(folder) for folder in folders):
        yield Converter(WORD, Path(shell))
    yield from (Converter(LIBREOFFICE, path) for path in _soffice(environment.get("PATH", ""), folders))


def _winword(folder: Path) -> bool:
    """Word lies below "Microsoft Office", some versions one folder deeper."""
    office = folder / "Microsoft Office"
    return any(True for pattern in ("Office*/WINWORD.EXE", "root/Office*/WINWORD.EXE") for _ in office.glob(pattern))


def _soffice(path: str, folders: Iterable[Path]) -> Iterator[Path]:
    for name in _SOFFICE:
        if found := shutil.which(name, path=path):
            yield Path(found)
    usual = [folder / "LibreOffice" / "program" / "soffice.exe" for folder in folders]
    usual.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    yield from (place for place in usual if place.is_file())


def write_pdf(document: Document, target: Path, made: date, by: Converter, progress: Progress | None = None) -> Path:
    """Write the document as PDF by that program. Raises Refused when it fails, NotWritable, NoSpace."""
    (progress or Progress()).report(0, 1, f"{by.name} đang tạo PDF")
    return _converted(lambda paper: save(document, paper, made), target, by)


def pdf_beside(written: Path) -> Path:
    """A written .docx as PDF beside it. Raises Refused without a program that can, NotWritable, NoSpace."""
    by = converter()
    if by is None:
        raise Refused("Máy này không có Word hay LibreOffice để tạo PDF.", "Mở văn bản ở máy có Word, lưu thành PDF.")
    return _converted(lambda paper: shutil.copyfile(written, paper), written.with_suffix(".pdf"), by)


def _converted(put: Callable[[Path], object], target: Path, by: Converter) -> Path:
    """The document put into a folder of its own, converted there, and copied to its place."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made_in:
        folder = Path(made_in)
        paper, pdf = folder / "van-ban.docx", folder / "van-ban.pdf"
        put(paper)
        _run(by, paper, pdf)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pdf, target)
        except OSError as error:
            advice = "Kiểm tra tệp có đang mở ở chương trình khác, thư mục có ghi được không, rồi lưu lại."
            raise NotWritable(f"Không ghi được “{target.name}”.", advice) from error
    return target


def _run(by: Converter, paper: Path, pdf: Path) -> None:
    environment = os.environ | {"MTTQ_PAPER": str(paper), "MTTQ_PDF": str(pdf)}
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    told = Refused(f"{by.name} chưa tạo được PDF.", f"Mở {by.name} xem có báo lỗi gì không, đóng lại rồi làm lại.")
    try:
        command = by.command(paper, paper.parent)
        subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE_S, check=True,
                       creationflags=quiet)  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise told from error
    if not pdf.is_file():
        raise told
