"""Qt's own words in Vietnamese: PySide6 ships no such translation, and its buttons would stay English."""

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from mttq_desktop.paths import resources


def speak_vietnamese(app: QApplication) -> bool:
    """Install our qtbase translation and Vietnamese number and day forms; False when the file is missing."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = QTranslator(app)
    found = translator.load(str(resources() / "i18n" / "qtbase_vi.qm"))
    return bool(found and app.installTranslator(translator))
