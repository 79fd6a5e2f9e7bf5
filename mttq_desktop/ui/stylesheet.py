"""The one stylesheet. Dynamic properties (`role`, `strong`, `problem`) choose a look, never object names."""

from mttq_desktop.ui.theme import Colours

_RULES = """
QToolTip { color: $text; background: $surface; border: 1px solid $edge; padding: 4px 6px; }
QMainWindow, QDialog, QMessageBox { background: $ground; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 10.5pt; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="small"] { color: $quiet; font-size: 9pt; }
QLabel[role="error"] { color: $late; font-size: 9pt; }
QLabel[role="warning"] { color: $soon; font-size: 9pt; }
QLabel[role="figure"] { font-size: 20pt; font-weight: 700; }
QLabel[role="figure"][tone="late"] { color: $late; }
QLabel[role="figure"][tone="soon"] { color: $soon; }
QLabel[role="figure"][tone="done"] { color: $done; }
QLabel[role="figure"][tone="waiting"] { color: $waiting; }
QLabel[role="group"] { color: $quiet; font-size: 9pt; font-weight: 600; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="side"] { background: $sidebar; border: none; border-right: 1px solid $line; }
QListView[role="sidebar"], QListView[role="sidebar"]:focus { background: transparent; border: none; border-radius: 0; }
QFrame[role="tile"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="tile"]:focus { border: 2px solid $accent; }
QFrame[role="banner"] { border-radius: 8px; border: 1px solid $line; background: $surface; }
QFrame[role="banner"][tone="late"] { background: $late_soft; border-color: $late; }
QFrame[role="banner"][tone="soon"] { background: $soon_soft; border-color: $soon; }
QFrame[role="banner"][tone="done"] { background: $done_soft; border-color: $done; }
QFrame[role="banner"][tone="waiting"] { background: $waiting_soft; border-color: $waiting; }
QFrame[role="drop"] { background: $surface; border: 2px dashed $edge; border-radius: 8px; }
QFrame[role="drop"][active="true"] { background: $soft; border-color: $accent; }
QFrame[role="drop"]:focus { border-color: $accent; }
QFrame[role="strip"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $sidebar; border: none; border-top: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="toast"] { background: $surface; border: 1px solid $quiet; border-radius: 8px; }
QFrame[role="popup"] { background: $surface; border: 1px solid $edge; border-radius: 6px; }

QPushButton, QToolButton {
  color: $text; background: $surface; border: 1px solid $edge; border-radius: 6px;
  padding: 0 12px; min-height: 28px; max-height: 28px;
}
QToolButton { padding: 0 6px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 26px; max-height: 26px; }
QToolButton:focus { padding: 0 5px; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; background: $ground; border-color: $line; }
QPushButton[strong="true"] { color: $on_strong; background: $strong; border-color: $strong; font-weight: 600; }
QPushButton[strong="true"]:hover, QPushButton[strong="true"]:pressed { background: $strong_hover; }
QPushButton[strong="true"]:focus { border: 2px solid $text; }
QPushButton[strong="true"]:disabled { color: $quiet; background: $plain_soft; border-color: $line; }
QPushButton[role="pill"] {
  border-radius: 14px; padding: 0 12px; min-height: 26px; max-height: 26px; font-weight: normal;
}
QPushButton[role="pill"]:checked { color: $link; background: $soft; border: 1px solid $accent; }
QPushButton[role="pill"]:focus { border: 2px solid $accent; padding: 0 11px; min-height: 24px; max-height: 24px; }
QPushButton[role="chooser"] { text-align: left; }
QPushButton[on="true"] { color: $link; background: $soft; border-color: $accent; }
QPushButton[role="link"] {
  color: $link; background: transparent; border: none; padding: 0 2px; text-decoration: underline;
  min-height: 20px; max-height: 20px;
}
QPushButton[role="link"]:focus { border: 1px solid $accent; border-radius: 3px; }
QPushButton[role="chip"] {
  color: $text; background: $hover; border: 1px solid $line; border-radius: 11px; padding: 0 8px;
  min-height: 20px; max-height: 20px; font-size: 9pt;
}
QPushButton[role="chip"]:hover { background: $soft; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0 7px; min-height: 18px; max-height: 18px; }
QToolButton[role="flat"] { background: transparent; border: 1px solid transparent; }
QToolButton[role="flat"]:hover { background: $hover; }
QToolButton[role="flat"]:focus { border: 2px solid $accent; }
QToolButton[role="inner"] {
  background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0;
  min-height: 22px; max-height: 22px; min-width: 22px; max-width: 22px;
}
QToolButton[role="inner"]:hover { background: $hover; }
QLineEdit > QToolButton, QLineEdit > QToolButton:hover, QLineEdit > QToolButton:focus {
  background: transparent; border: none; padding: 0; min-height: 0; max-height: 32px;
}
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
  color: $text; background: $surface; border: 1px solid $edge; border-radius: 6px;
  selection-background-color: $strong; selection-color: $on_strong;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $quiet; }
QLineEdit, QComboBox, QSpinBox { padding: 0 9px; min-height: 28px; max-height: 28px; }
QPlainTextEdit, QTextEdit { padding: 3px 5px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 0 8px; min-height: 26px; max-height: 26px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 2px 4px; }
QLineEdit[problem="error"], QPlainTextEdit[problem="error"] { border-color: $late; background: $late_soft; }
QLineEdit[problem="warning"], QPlainTextEdit[problem="warning"] { border-color: $soon; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $ground; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $quiet; background: $ground; }
QLineEdit[role="bare"], QLineEdit[role="bare"]:focus {
  border: none; background: transparent; padding: 0 2px; min-height: 22px; max-height: 22px;
}
QFrame[role="field"] { background: $surface; border: 1px solid $edge; border-radius: 6px; }
QFrame[role="field"][active="true"] { border: 2px solid $accent; }
QFrame[role="field"][problem="error"] { border-color: $late; background: $late_soft; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; outline: 0; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox[role="field"] { min-height: 30px; }
QCheckBox:focus, QRadioButton:focus { color: $link; text-decoration: underline; }

QListWidget::item { min-height: 26px; padding: 0 6px; border-radius: 4px; color: $text; }
QListWidget::item:selected, QListWidget::item:hover { background: $soft; color: $text; }
QMenu { background: $surface; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $soft; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }

QTableView, QListView, QTreeView {
  background: $surface; border: 1px solid $line; border-radius: 8px; outline: 0; gridline-color: transparent;
  selection-background-color: $soft; selection-color: $text;
}
QTreeView::item { min-height: 26px; }
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $accent; }
QTableView[role="inside"], QListView[role="inside"] { border: none; border-radius: 0; }
QTextBrowser[role="inside"], QTextBrowser[role="inside"]:focus { border: none; border-radius: 0; }
QHeaderView { background: $sidebar; border: none; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QHeaderView::section {
  color: $quiet; background: transparent; border: none; border-bottom: 1px solid $line;
  padding: 0 8px; font-weight: 600; min-height: 28px;
}
QTableView[role="dense"] QHeaderView::section { padding: 0 4px; font-size: 9pt; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; image: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableWidget::item { padding: 0 6px; }
QTableCornerButton::section { background: $sidebar; border: none; }

QScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
  background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 10px; }
QSplitter::handle:vertical { height: 10px; }
QCalendarWidget #qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { border: none; background: transparent; padding: 0 8px; }
QCalendarWidget QAbstractItemView { selection-background-color: $strong; selection-color: $on_strong; border: none; }
QCalendarWidget QWidget { alternate-background-color: $sidebar; }
QTabBar::tab { padding: 6px 14px; border: none; color: $quiet; background: transparent; }
QTabBar::tab:selected { color: $link; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; }
"""


def stylesheet(theme: Colours) -> str:
    """The rules with this theme's colours in place; longer names are put in first."""
    names = {n: getattr(theme, n) for n in theme.__slots__ if isinstance(getattr(theme, n), str)}
    for tone in ("late", "soon", "done", "waiting", "plain"):
        names[tone] = getattr(theme, tone).ink
        names[f"{tone}_soft"] = getattr(theme, tone).soft
    rules = _RULES
    for name in sorted(names, key=len, reverse=True):
        rules = rules.replace(f"${name}", names[name])
    return rules
