"""The parts of a .docx that hold no text of the document: styles, settings, headers, relations."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from mttq_desktop.word import letterhead_parts, styles
from mttq_desktop.word.emf import MEDIA_TYPE
from mttq_desktop.word.look import PLAIN, Look
from mttq_desktop.word.page import Page
from mttq_desktop.word.styles import Style
from mttq_desktop.word.xml import escape, text_xml, twips

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS: Final[Mapping[str, str]] = {
    "styles": "styles.xml",
    "settings": "settings.xml",
    "header": "header1.xml",
    "firstHeader": "header2.xml",
    "footer": "footer1.xml",
}
KINDS: Final = {"firstHeader": "header"}


def story_parts(mark: str | None, pictures: int = 0, look: Look = PLAIN) -> dict[str, str]:
    """Every part but the document itself, its properties and its pictures, by name in the package."""
    names = [name for name in PARTS if mark or name != "footer"]
    parts = {
        "[Content_Types].xml": _content_types(names, pictures > 0, look),
        "_rels/.rels": _package_relations(),
        "word/_rels/document.xml.rels": _document_relations(names, pictures, headed=bool(look.head)),
        "word/styles.xml": _styles(look),
        "word/settings.xml": _settings(),
        "word/header1.xml": _header(_page_field()),
        "word/header2.xml": _header(""),
    }
    if mark:
        parts["word/footer1.xml"] = _footer(mark)
    if look.head:
        parts[f"word/{letterhead_parts.NAME}"] = _header_part(letterhead_parts.header_xml(look.head))
        parts[f"word/_rels/{letterhead_parts.NAME}.rels"] = _letterhead_relations(look)
    return parts


def core_properties(title: str, creator: str, made: date) -> str:
    """Who made what, when; the same day gives the same bytes."""
    stamp = f"{made.isoformat()}T00:00:00Z"
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<dc:language>vi-VN</dc:language>{when}</cp:coreProperties>"
    )


def section(page: Page, restart: bool, mark: bool, headed: bool = False) -> str:
    """One sheet's page: A4 either way, number above from its second page, restarted for annexes; `headed` is the
    one whose first page bears the office's letterhead."""
    turned = ' w:orient="landscape"' if page.is_landscape else ""
    numbers = '<w:pgNumType w:start="1"/>' if restart else ""
    kinds = [("header", "default", "header"), ("header", "first", "firstHeader")]
    kinds += [("footer", "default", "footer"), ("footer", "first", "footer")] if mark else []
    ids = {"firstHeader": letterhead_parts.ID} if headed else {}
    references = "".join(
        f'<w:{tag}Reference w:type="{when}" r:id="{ids.get(name) or _id(name)}"/>' for tag, when, name in kinds
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>{_margins(page)}'
        f"{numbers}<w:titlePg/></w:sectPr>"
    )


def _margins(page: Page) -> str:
    return (
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" '
        f'w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
        f'w:header="{twips(page.header)}" w:footer="{twips(page.footer)}" w:gutter="0"/>'
    )


def _id(name: str) -> str:
    return f"rId{list(PARTS).index(name) + 1}"


def picture_name(number: int) -> str:
    """Where a picture stands in the package, below word/; the first is 1."""
    return f"media/image{number}.emf"


def picture_id(number: int) -> str:
    """How the document refers to it."""
    return f"rId{len(PARTS) + number}"


def _content_types(names: list[str], pictures: bool, look: Look) -> str:
    def override(part: str, kind: str) -> str:
        return f'<Override PartName="/{part}" ContentType="{kind}"/>'

    stories = "".join(override(f"word/{PARTS[n]}", f"{TYPES}.{KINDS.get(n, n)}+xml") for n in names)
    above = letterhead_parts.media_types(look.head) | ({"emf": MEDIA_TYPE} if pictures else {})
    media = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in above.items())
    if look.head:
        stories += override(f"word/{letterhead_parts.NAME}", f"{TYPES}.header+xml")
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + media
        + override("word/document.xml", f"{TYPES}.document.main+xml")
        + override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
        + f"{stories}</Types>"
    )


def _package_relations() -> str:
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations(names: list[str], pictures: int, headed: bool) -> str:
    targets = [(_id(n), KINDS.get(n, n), PARTS[n]) for n in names]
    targets += [(picture_id(n), "image", picture_name(n)) for n in range(1, pictures + 1)]
    targets += [(letterhead_parts.ID, "header", letterhead_parts.NAME)] if headed else []
    return _relations(targets)


def _letterhead_relations(look: Look) -> str:
    return _relations([(i, "image", to) for i, to in letterhead_parts.relations(look.head)])


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    relations = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _settings() -> str:
    return (
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'
    )


def _header(inside: str) -> str:
    return _header_part(f'<w:p><w:pPr><w:pStyle w:val="{styles.PAGE_NUMBER.id}"/></w:pPr>{inside}</w:p>')


def _header_part(inside: str) -> str:
    return f'{XML}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{inside}</w:hdr>'


def _page_field() -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{mark('begin')}{instruction}{mark('separate')}<w:r><w:t>2</w:t></w:r>{mark('end')}"


def _footer(mark: str) -> str:
    return (
        f'{XML}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{styles.FOOTER_MARK.id}"/></w:pPr>'
        f"<w:r>{text_xml(mark)}</w:r></w:p></w:ftr>"
    )


def _styles(look: Look) -> str:
    every, fonts = "".join(_style(look.of(style)) for style in styles.ALL), _fonts(look.font)
    return (
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{fonts}</w:rPr></w:style>{every}</w:styles>"
    )


def _fonts(name: str) -> str:
    font = escape(name).replace('"', "&quot;")
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _style(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    bold, italic = "<w:b/>" if style.bold else "", "<w:i/>" if style.italic else ""
    spacing = (
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{round(240 * style.line)}" w:lineRule="auto"/>'
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{spacing}{_indents(style)}<w:jc w:val="{style.align}"/></w:pPr>'
        f'<w:rPr>{bold}{italic}<w:sz w:val="{style.size * 2}"/><w:szCs w:val="{style.size * 2}"/></w:rPr>'
        "</w:style>"
    )


def _indents(style: Style) -> str:
    sides = (
        ("left", style.left_mm),
        ("right", style.right_mm),
        ("hanging", style.hanging_mm),
        ("firstLine", style.first_mm),
    )
    given = "".join(f' w:{side}="{twips(mm)}"' for side, mm in sides if mm)
    return f"<w:ind{given}/>" if given else ""
