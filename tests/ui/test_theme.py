"""Both themes: every text can be read, every state carries a word."""

import re

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.ui import theme
from mttq_desktop.ui.stylesheet import stylesheet
from mttq_desktop.ui.theme import DARK, LIGHT, Colours, Tone

READABLE = 4.5
SEEN = 3.0
_INK_OR_GROUND = re.compile(r"(?<![-\w])(color|background): (#[0-9A-Fa-f]{6})")


def luminance(colour: str) -> float:
    """WCAG 2.1's relative luminance."""
    mixed = QColor(colour)
    parts = [_linear(c) for c in (mixed.redF(), mixed.greenF(), mixed.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_every_text_can_be_read(colours: Colours) -> None:
    grounds = (colours.ground, colours.surface, colours.sidebar, colours.soft, colours.hover)
    pairs = [(ink, ground) for ink in (colours.text, colours.quiet, colours.link) for ground in grounds]
    pairs += [(colours.on_strong, colours.strong), (colours.on_strong, colours.strong_hover)]
    for tone in Tone:
        shade = colours.shade(tone)
        pairs += [(shade.ink, shade.soft), (shade.ink, colours.surface), (shade.ink, colours.ground)]
        pairs += [(ink, shade.soft) for ink in (colours.text, colours.quiet, colours.link)]
    low = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < READABLE}
    assert not low


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_every_rule_that_names_ink_and_ground_can_be_read(colours: Colours) -> None:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(colours))
    said = {which.strip(): dict(_INK_OR_GROUND.findall(words)) for which, words in rules}
    pairs = {which: (them["color"], them["background"]) for which, them in said.items() if len(them) == 2}
    assert len(pairs) > 8
    low = {which: round(contrast(*pair), 2) for which, pair in pairs.items() if contrast(*pair) < READABLE}
    assert not low


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_focus_is_seen(colours: Colours) -> None:
    assert all(contrast(colours.accent, g) >= SEEN for g in (colours.ground, colours.surface, colours.sidebar))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_stylesheet_has_no_place_left_open(colours: Colours) -> None:
    sheet = stylesheet(colours)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= {str(v) for v in _all_colours(colours)}


def _all_colours(colours: Colours) -> set[str]:
    own = {str(getattr(colours, name)) for name in colours.__slots__}
    shades = [colours.shade(tone) for tone in Tone]
    return own | {s.ink for s in shades} | {s.soft for s in shades}


@pytest.mark.parametrize(("mode", "dark"), [(theme.Mode.LIGHT, False), (theme.Mode.DARK, True)])
def test_a_theme_is_put_on_at_any_time(dressed: QApplication, mode: theme.Mode, dark: bool) -> None:
    assert theme.apply(dressed, mode).dark is dark
    assert theme.colours().dark is dark
    window = dressed.palette().color(QPalette.ColorRole.Window)
    assert window == QColor((DARK if dark else LIGHT).ground)
    dressed.setStyleSheet("")
    assert dressed.style().objectName() == "fusion"


class Counting(QLabel):
    """Counts how often it is dressed."""

    dressed = 0

    def changeEvent(self, event: QEvent) -> None:
        """A change of style comes each time."""
        super().changeEvent(event)
        self.dressed += event.type() == QEvent.Type.StyleChange


def test_another_theme_dresses_a_widget_as_often_however_deep_it_lies(dressed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shallow, inside = Counting("ở ngoài", window), window
    for _ in range(12):
        inside = QWidget(inside)
    deep = Counting("ở trong", inside)
    window.show()
    shallow.dressed = deep.dressed = 0
    theme.apply(dressed, theme.Mode.DARK)
    assert 0 < deep.dressed <= shallow.dressed + 1
    assert deep.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)


def test_the_desktop_decides_where_nobody_chose(dressed: QApplication) -> None:
    assert theme.apply(dressed, theme.Mode.SYSTEM) is theme.chosen(theme.Mode.SYSTEM)
