"""Colours, fonts and the one stylesheet, light and dark (contrast of every text pair is tested).

Two colours of the drawn pictures were moved because text on them stayed below 4.5 : 1: "soon" in
light, and the accent where it is written or written upon in dark.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

ROW_HEIGHT = 33
SIDEBAR_WIDTH = 228
FIELD_HEIGHT = 30
FAMILIES = ("Segoe UI", "Noto Sans")


class Mode(StrEnum):
    """What the person chose; SYSTEM follows the desktop."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Tone(StrEnum):
    """What a state means; a tone is always shown together with a word."""

    LATE = "late"
    SOON = "soon"
    DONE = "done"
    WAITING = "waiting"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Shade:
    """Ink on a soft ground."""

    ink: str
    soft: str


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `accent` draws lines and marks, `link` is accent that is read, `strong` is the one button."""

    name: str
    ground: str
    surface: str
    sidebar: str
    line: str
    edge: str
    hover: str
    text: str
    quiet: str
    accent: str
    soft: str
    link: str
    strong: str
    strong_hover: str
    on_strong: str
    late: Shade
    soon: Shade
    done: Shade
    waiting: Shade
    plain: Shade

    @property
    def dark(self) -> bool:
        """True for the dark theme."""
        return self.name == "dark"

    def shade(self, tone: Tone) -> Shade:
        """Ink and ground of a tone."""
        found: Shade = getattr(self, tone.value)
        return found


LIGHT = Colours(
    name="light", ground="#F5F4F1", surface="#FFFFFF", sidebar="#FBFAF8", line="#E3E0DA", edge="#D8D4CC",
    hover="#F1EFEB", text="#22201C", quiet="#6C675F", accent="#A3201B", soft="#F6E7E5", link="#A3201B",
    strong="#A3201B", strong_hover="#8C1915", on_strong="#FFFFFF",
    late=Shade("#B42318", "#FBE9E7"), soon=Shade("#A85407", "#FDF1E1"), done=Shade("#1F7A4C", "#E5F3EB"),
    waiting=Shade("#3A5BA8", "#E8EDF8"), plain=Shade("#57534C", "#EFEDE9"),
)  # fmt: skip

DARK = Colours(
    name="dark", ground="#1B1A18", surface="#242220", sidebar="#201E1C", line="#3A3733", edge="#46423D",
    hover="#2E2B28", text="#ECE9E4", quiet="#A39D94", accent="#D9544D", soft="#3A2523", link="#E8776F",
    strong="#C9443D", strong_hover="#B93A34", on_strong="#FFFFFF",
    late=Shade("#F08A80", "#3B2421"), soon=Shade("#F0B070", "#3A2E1F"), done=Shade("#7CCBA0", "#1F3328"),
    waiting=Shade("#9BB4F0", "#232C40"), plain=Shade("#B9B3AA", "#322F2B"),
)  # fmt: skip


def colours() -> Colours:
    """The theme in force, read from the program's palette so that nothing global is kept.

    Not from a widget's: a stylesheet with a transparent background makes that one black.
    """
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def chosen(mode: Mode) -> Colours:
    """The theme of a mode on this desktop, now."""
    if mode is Mode.SYSTEM:
        return DARK if _desktop_is_dark() else LIGHT
    return DARK if mode is Mode.DARK else LIGHT


def _desktop_is_dark() -> bool:
    """Fusion's own palette follows the desktop; asking it does not load Qt's whole namespace (15 ms)."""
    return QApplication.style().standardPalette().color(QPalette.ColorRole.Window).lightness() < 128


def apply(app: QApplication, mode: Mode = Mode.SYSTEM) -> Colours:
    """Dress the whole program; may be called again at any time.

    The old sheet is taken off first: exchanged in place, each widget is dressed once for each widget it lies in.
    """
    from mttq_desktop.ui.stylesheet import stylesheet

    app.setStyleSheet("")
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    _tell_desktop(app, mode)
    theme = chosen(mode)
    app.setFont(base_font())
    app.setPalette(palette(theme))
    _draw_ticks(app, theme)
    app.setStyleSheet(stylesheet(theme))
    return theme


def _draw_ticks(app: QApplication, theme: Colours) -> None:
    """Fusion draws the box of a tick a little darker than the ground: unseen in the dark, faint in the light."""
    drawn = palette(theme)
    drawn.setColor(QPalette.ColorRole.Window, QColor(theme.quiet))
    for name in ("QCheckBox", "QRadioButton"):
        app.setPalette(drawn, name)  # type: ignore[arg-type]  # PySide takes a str, and only that


def _tell_desktop(app: QApplication, mode: Mode) -> None:
    """The title bar belongs to the desktop; it follows the program's scheme where it can."""
    hints = app.styleHints()
    if mode is Mode.SYSTEM:
        hints.unsetColorScheme()
        return
    from PySide6.QtCore import Qt

    hints.setColorScheme(Qt.ColorScheme.Dark if mode is Mode.DARK else Qt.ColorScheme.Light)


def base_font(points: float = 10, bold: bool = False) -> QFont:
    """The program's type at a size."""
    font = QFont(list(FAMILIES))
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def palette(theme: Colours) -> QPalette:
    """Colours of Fusion's own drawing."""
    role = QPalette.ColorRole
    made = QPalette()
    plain = {
        role.Window: theme.ground, role.WindowText: theme.text, role.Base: theme.surface,
        role.AlternateBase: theme.sidebar, role.Text: theme.text, role.Button: theme.surface,
        role.ButtonText: theme.text, role.BrightText: theme.on_strong, role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text, role.PlaceholderText: theme.quiet, role.Highlight: theme.soft,
        role.HighlightedText: theme.text, role.Link: theme.link, role.LinkVisited: theme.link,
        role.Light: theme.hover, role.Midlight: theme.line, role.Mid: theme.edge, role.Dark: theme.quiet,
        role.Shadow: theme.line, role.Accent: theme.accent,
    }  # fmt: skip
    for which, colour in plain.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.quiet))
    return made
