"""How documents look in this office: the decree's styles and pages, or those of a Word file the office restyled.

Only what can be read safely is taken from such a file: letters, spaces, indents, margins, and what stands in the
header of its first page. The file itself is never copied into a document, so nothing strange can come with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from mttq_desktop.errors import Refused
from mttq_desktop.word import letterhead, styles
from mttq_desktop.word.letterhead import HeadBlock
from mttq_desktop.word.model import Align
from mttq_desktop.word.page import LANDSCAPE, PORTRAIT, Page
from mttq_desktop.word.styles import FONT, Style

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

_SIDES: Final = ("top", "bottom", "left", "right")
_MARGIN_MM: Final = (8.0, 60.0)
_SIZE_PT: Final = (8, 28)
_ALIGNED: Final = {0: Align.LEFT, 1: Align.CENTER, 2: Align.RIGHT, 3: Align.JUSTIFY}
NOTICED: Final = 0.2
"""Millimetres or points: Word keeps lengths in twentieths of a point."""
_ADVICE: Final = "Mở một văn bản do chương trình viết ra, sửa các kiểu chữ trong Word, lưu lại rồi chọn tệp đó."


@dataclass(frozen=True)
class Look:
    """Styles by id where they differ from the decree's, the upright page, the letters, and what stands above all."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    portrait: Page = PORTRAIT
    font: str = FONT
    head: tuple[HeadBlock, ...] = ()
    left_out: int = 0
    """Pictures of the header that were not taken."""

    @property
    def landscape(self) -> Page:
        """The upright page turned: its left margin is on top."""
        p = self.portrait
        if p == PORTRAIT:
            return LANDSCAPE
        return Page(p.height, p.width, top=p.left, bottom=p.right, left=p.bottom, right=p.top)

    def of(self, style: Style) -> Style:
        """The style as the office has it."""
        return self.styles.get(style.id, style)


PLAIN: Final = Look()


def read_look(data: bytes) -> Look:
    """The look of a .docx; refused where it is no Word file, or has neither a style of the program nor a header."""
    import docx

    try:
        opened = docx.Document(BytesIO(data))
        known = {s.style_id: s for s in opened.styles} | {s.name: s for s in opened.styles}
        page, head = _page(opened.sections[0]), letterhead.read_head(opened.sections[0])
        left_out = letterhead.left_out(opened.sections[0], head)
    except Exception as error:  # a broken zip, XML or part: python-docx raises whatever it meets
        raise Refused("Tệp này không phải tệp Word (.docx) đọc được.", _ADVICE) from error
    pairs = [(own, known.get(own.id) or known.get(own.name)) for own in styles.ALL]
    found: list[tuple[Style, Any]] = [(own, theirs) for own, theirs in pairs if theirs is not None]
    if not found and not head:
        raise Refused(" ".join(("Tệp này không có kiểu chữ nào của chương trình (Quốc hiệu, Nội dung…), cũng không có "
                                "đầu trang.", *_not_taken(left_out))), _ADVICE)  # fmt: skip
    changed = {own.id: new for own, theirs in found if (new := _style(own, theirs)) != own}
    font = next((s.font.name for own, s in found if own is styles.BODY and s.font.name), None)
    normal = opened.styles["Normal"].font.name if found else None
    return Look(changed, page, font or normal or FONT, head, left_out)


def _page(section: Any) -> Page:
    """The margins of an A4 page; others, and margins out of all proportion, are left as the decree has them."""
    given = {side: getattr(section, f"{side}_margin") for side in _SIDES}
    upright = section.page_width is not None and abs(section.page_width.mm - PORTRAIT.width) < 2
    sound = all(m is not None and _MARGIN_MM[0] <= m.mm <= _MARGIN_MM[1] for m in given.values())
    return replace(PORTRAIT, **{side: round(m.mm, 1) for side, m in given.items()}) if upright and sound else PORTRAIT


def _style(own: Style, theirs: "ParagraphStyle") -> Style:
    """Our style with what theirs says otherwise; what theirs leaves open stays."""
    return replace(own, **dict(_differences(own, theirs)))


def _differences(own: Style, theirs: "ParagraphStyle") -> Iterator[tuple[str, Any]]:
    letters, lines = theirs.font, theirs.paragraph_format
    size = round(letters.size.pt) if letters.size is not None else own.size
    yield "size", min(max(size, _SIZE_PT[0]), _SIZE_PT[1])
    for name in ("bold", "italic"):
        yield name, bool(getattr(letters, name))
    if lines.alignment is not None:
        yield "align", _ALIGNED.get(int(lines.alignment), own.align)
    spaces = {"before": lines.space_before, "after": lines.space_after}
    for name, space in spaces.items():
        if space is not None and abs(space.pt - getattr(own, name)) > NOTICED:
            yield name, round(space.pt, 1)
    if isinstance(lines.line_spacing, float) and 0.8 <= lines.line_spacing <= 3:
        yield "line", round(lines.line_spacing, 2)
    first = round(lines.first_line_indent.mm, 1) if lines.first_line_indent is not None else 0.0
    if abs(first - (own.first_mm - own.hanging_mm)) > NOTICED:
        yield from (("first_mm", max(first, 0.0)), ("hanging_mm", max(-first, 0.0)))
    for name, side in (("left_mm", lines.left_indent), ("right_mm", lines.right_indent)):
        if side is not None and abs(side.mm - getattr(own, name)) > NOTICED:
            yield name, round(side.mm, 1)


def told(look: Look) -> tuple[str, ...]:
    """What differs from the decree's look, in words."""
    named = {s.id: s for s in styles.ALL}
    lines = [f"{new.name}: {', '.join(_said(named[key], new))}" for key, new in look.styles.items()]
    if look.portrait != PORTRAIT:
        page = look.portrait
        lines.append(f"Lề trang: trên {page.top:g}, dưới {page.bottom:g}, trái {page.left:g}, phải {page.right:g} mm")
    lines += [f"Phông chữ: {look.font}"] if look.font != FONT else []
    above = letterhead.told(look.head)
    return (*((above,) if above else ()), *_not_taken(look.left_out), *lines)


def _not_taken(count: int) -> tuple[str, ...]:
    said = f"Không lấy được {count} ảnh ở đầu trang (chỉ lấy ảnh PNG, JPEG, GIF, BMP, EMF, WMF dưới 3 MB)"
    return (said,) if count else ()


_WORDS: Final = {
    "size": "cỡ {} pt", "before": "cách trên {} pt", "after": "cách dưới {} pt", "line": "giãn dòng {}",
    "first_mm": "thụt đầu dòng {} mm", "left_mm": "lùi trái {} mm", "right_mm": "lùi phải {} mm",
    "hanging_mm": "treo {} mm",
}  # fmt: skip
_ALIGNS: Final = {Align.LEFT: "canh trái", Align.CENTER: "canh giữa", Align.RIGHT: "canh phải",
                  Align.JUSTIFY: "canh đều"}  # fmt: skip


def _said(own: Style, new: Style) -> Iterator[str]:
    for name in (f.name for f in fields(Style)):
        value = getattr(new, name)
        if value == getattr(own, name):
            continue
        if name in _WORDS:
            yield _WORDS[name].format(f"{value:g}".replace(".", ","))
        elif name == "align":
            yield _ALIGNS[value]
        elif name in ("bold", "italic"):
            yield {"bold": ("không đậm", "đậm"), "italic": ("không nghiêng", "nghiêng")}[name][bool(value)]
