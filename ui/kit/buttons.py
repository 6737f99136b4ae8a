"""Buttons, painted by themselves: selected is a soft fill and a bar, focus is a ring."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.kit import icons, theme
from ui.kit.flow import FlowLayout
from ui.kit.paint import box, ring, underline
from ui.kit.tips import tip
from ui.kit.tokens import Tokens

_PAD = 12
_CHIP_PAD = 10
_GAP = 8
_ICON = 20
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class Kind(StrEnum):
    """How loud a button is. A screen has one ``PRIMARY`` at most."""

    NORMAL = "normal"
    PRIMARY = "primary"
    QUIET = "quiet"
    CHIP = "chip"


class Button(QPushButton):
    """A push button of 32 px; ``hint`` is its shortcut, shown after the words in a fainter ink."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = Kind.NORMAL,
        icon: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._hint = hint
        self._icon_name = icon
        self._height = theme.FIELD_HEIGHT
        self._measured: tuple[tuple[object, ...], QSize] | None = None
        self.setAutoDefault(False)
        self.setCheckable(kind is Kind.CHIP)
        self.setFont(theme.font(strong=kind is Kind.PRIMARY))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.FIELD_HEIGHT)
        self._name()

    def setText(self, text: str) -> None:
        """Set the words; the accessible name follows."""
        super().setText(text)
        self._name()
        self.updateGeometry()

    def set_hint(self, hint: str) -> None:
        """Set the shortcut that is shown after the words."""
        self._hint = hint
        self._name()
        self.updateGeometry()
        self.update()

    def hint(self) -> str:
        """Return the shortcut shown after the words."""
        return self._hint

    def set_icon_name(self, name: str) -> None:
        """Show one of the kit's icons before the words."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_low(self) -> None:
        """Be 24 px high, the least that a finger or a shaky mouse can hit: for bars."""
        self._height = 24
        self.setFixedHeight(self._height)

    def set_kind(self, kind: Kind) -> None:
        """Change how loud the button is."""
        self._kind = kind
        self.setFont(theme.font(strong=kind is Kind.PRIMARY))
        self.updateGeometry()
        self.update()

    def _pad(self) -> int:
        return _CHIP_PAD if self._kind is Kind.CHIP else _PAD

    def _name(self) -> None:
        if self.text():
            self.setAccessibleName(self.text().replace("&", ""))
        if self._hint:
            self.setAccessibleDescription(self._hint)

    def sizeHint(self) -> QSize:
        """Return room for icon, words and shortcut."""
        # Layouts ask many times over; measuring text is what takes long.
        key = (self.text(), self._hint, self._icon_name, self._kind, self._height, self.menu() is not None)
        if self._measured is None or self._measured[0] != key:
            self._measured = (key, self._measure())
        return QSize(self._measured[1])

    def _measure(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = 2 * self._pad()
        if self._icon_name:
            width += _ICON + (_GAP if self.text() else 0)
        if self.text():
            width += metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        if self._hint:
            width += _GAP + QFontMetrics(theme.font()).horizontalAdvance(self._hint)
        if self.menu() is not None:
            width += _GAP + 16
        return QSize(width, self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter as on the space bar; leave a chip's arrows to its bar."""
        if event.key() in _ENTER and event.modifiers() in _PLAIN:
            self.click()
        elif self.isCheckable() and event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self._measured = None
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, border, content and ring."""
        tokens = theme.current()
        painter = QPainter(self)
        ink, faint, ground = self._draw_ground(painter, tokens)
        self._draw_content(painter, ink, faint, ground)
        if self.hasFocus():
            # On a solid accent the ring would drown: there it stands inside, in the accent's ink.
            if self._kind is Kind.PRIMARY and not tokens.outlined:
                ring(painter, self.rect(), tokens.focus)
                ring(painter, self.rect().adjusted(3, 3, -3, -3), tokens.accent_ink, radius=2)
            else:
                ring(painter, self.rect(), tokens.focus)

    def _draw_ground(self, painter: QPainter, tokens: Tokens) -> tuple[str, str, str]:
        """Draw the ground; return the ink, the fainter ink and the ground's colour."""
        rect = self.rect()
        pressed = self.isDown()
        hovered = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            quiet = self._kind is Kind.QUIET
            line = tokens.disabled if tokens.outlined else tokens.line
            box(painter, rect, fill=None if quiet else tokens.window, border=None if quiet else line)
            return tokens.disabled, tokens.disabled, tokens.window
        if self._kind is Kind.PRIMARY:
            ground = tokens.accent_hover if hovered or pressed else tokens.accent
            box(painter, rect, fill=ground, border=ground)
            return tokens.accent_ink, tokens.accent_ink, ground
        if self.isChecked():
            box(painter, rect, fill=tokens.soft, border=tokens.border if tokens.outlined else None)
            underline(painter, rect, tokens.soft_ink if tokens.outlined else tokens.accent)
            return tokens.soft_ink, tokens.soft_ink, tokens.soft
        ground = tokens.hover if hovered or pressed else tokens.raised
        if self._kind is Kind.QUIET:
            if hovered or pressed:
                box(painter, rect, fill=tokens.hover, border=tokens.border if tokens.outlined else None)
        else:
            box(painter, rect, fill=ground, border=tokens.border)
        return tokens.text, tokens.text2, ground

    def _draw_content(self, painter: QPainter, ink: str, faint: str, ground: str) -> None:
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        pad = self._pad()
        rect = self.rect().adjusted(pad, 0, -pad, 0)
        content = self.sizeHint().width() - 2 * pad
        left_bound = self.property("align") == "left"
        x = rect.left() if left_bound else rect.left() + max(0, (rect.width() - content) // 2)
        if self._icon_name:
            drawn = icons.pixmap(self._icon_name, _ICON, ink, ground=ground, ratio=self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - _ICON) // 2, drawn)
            x += _ICON + _GAP
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self.text():
            width = QFontMetrics(self.font()).size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
            self._write(painter, QRect(x, 0, rect.right() - x + 1, self.height()), self.text(), ink)
            x += width + _GAP
        if self._hint:
            painter.setFont(theme.font())
            painter.setPen(faint)
            painter.drawText(QRect(x, 0, rect.right() - x + 1, self.height()), flags, self._hint)
        if self.menu() is not None:
            arrow = icons.pixmap("chevron-down", 16, faint, ratio=self.devicePixelRatioF())
            painter.drawPixmap(rect.right() - 15, (self.height() - 16) // 2, arrow)

    def _write(self, painter: QPainter, rect: QRect, text: str, ink: str) -> None:
        painter.setPen(ink)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic)
        painter.drawText(rect, flags, text)


class IconButton(Button):
    """A button that shows an icon only; its ``name`` is spoken and stands in the tooltip."""

    def __init__(
        self, icon: str, name: str, *, kind: Kind = Kind.QUIET, parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind=kind, icon=icon, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))

    def sizeHint(self) -> QSize:
        """Return a square of 32 px, or of 24."""
        return QSize(self._height, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        tokens = theme.current()
        painter = QPainter(self)
        ink, _faint, ground = self._draw_ground(painter, tokens)
        drawn = icons.pixmap(self._icon_name, _ICON, ink, ground=ground, ratio=self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _ICON) // 2, (self.height() - _ICON) // 2, drawn)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)


class ActRow(QWidget):
    """Buttons for what can be done; while one has the focus, the letters shown on all of them work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self)

    def buttons(self) -> list[Button]:
        """Return the buttons in their order."""
        placed = (self.flow.itemAt(at) for at in range(self.flow.count()))
        widgets = (item.widget() for item in placed if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that shows the letter."""
        letter = event.text().upper()
        if letter and event.modifiers() in _PLAIN and not event.isAutoRepeat():
            for button in self.buttons():
                if button.hint() == letter and button.isEnabled() and not button.isHidden():
                    button.click()
                    return
        super().keyPressEvent(event)


class SegmentedBar(QWidget):
    """Chips of which one is chosen: Tab enters at the chosen one, the arrows move and choose."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row: FlowLayout | QHBoxLayout = FlowLayout(self) if wrap else QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GRID + 2)
        if isinstance(self._row, QHBoxLayout):
            self._row.addStretch(1)

    def add(self, value: object, text: str, *, icon: str = "", hint: str = "") -> Button:
        """Add a choice and return its chip."""
        return self.add_chip(value, Button(text, kind=Kind.CHIP, icon=icon, hint=hint))

    def add_chip(self, value: object, chip: Button) -> Button:
        """Add a choice with a chip that draws itself."""
        self._values.append(value)
        self._group.addButton(chip, len(self._values) - 1)
        if isinstance(self._row, QHBoxLayout):
            self._row.insertWidget(len(self._values) - 1, chip)
        else:
            self._row.addWidget(chip)
        chip.clicked.connect(self._on_clicked)
        self._one_tab_stop()
        return chip

    def chips(self) -> Sequence[Button]:
        """Return the chips in their order."""
        return [chip for chip in self._group.buttons() if isinstance(chip, Button)]

    def value(self) -> object | None:
        """Return the chosen value, or None."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def choose(self, value: object | None) -> None:
        """Show a value as chosen without telling anybody; None clears the choice."""
        if value is None:
            self._group.setExclusive(False)
            for chip in self._group.buttons():
                chip.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(self._values.index(value)).setChecked(True)
        self._one_tab_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows and choose where one arrives."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        chips = self.chips()
        here = next((i for i, chip in enumerate(chips) if chip.hasFocus()), None)
        if not step or here is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        there = chips[(here + step) % len(chips)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()

    def _on_clicked(self) -> None:
        self._one_tab_stop()
        self.chosen.emit(self.value())

    def _one_tab_stop(self) -> None:
        chips = self.chips()
        checked = self._group.checkedId()
        for index, chip in enumerate(chips):
            stop = index == checked or (checked < 0 and index == 0)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
