"""Pictures of the running program on practice data, light and dark, for the manual and the README.

Run from the checkout: `.venv/bin/python docs/take_pictures.py`.
"""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer

from mttq_desktop.services.opening import open_store
from mttq_desktop.services.practice import fill_with_practice
from mttq_desktop.ui import app as application
from mttq_desktop.ui import theme
from mttq_desktop.ui.program import Program

FOLDER = Path(__file__).parent / "manual" / "pictures"
PAGES = {
    "today": "hom-nay", "petitions": "kien-nghi", "importing": "nhap-excel", "reports": "bao-cao",
    "catalogues": "danh-muc", "settings": "cai-dat",
}  # fmt: skip
MODES = {theme.Mode.LIGHT: "sang", theme.Mode.DARK: "toi"}
SETTLE_MS = 1_500


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> int:
    """Take every picture at 1366×768."""
    app = application.make_application()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "thuc-hanh"
        database = open_store(data)
        fill_with_practice(database)
        database.close()
        for mode, word in MODES.items():
            theme.apply(app, mode)
            program = Program(data, Path(folder) / "thiet-lap", now=lambda: datetime(2024, 4, 5, 9, 30))
            loop = QEventLoop()
            program.opened.connect(loop.quit)
            program.show()
            loop.exec()
            assert program.window is not None
            program.window.resize(1366, 768)
            for key, name in PAGES.items():
                program.window.open_page(key)
                wait(SETTLE_MS)
                program.window.grab().save(str(FOLDER / f"{name}-{word}.png"))
            program.close()
            program.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
