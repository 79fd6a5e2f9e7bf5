"""Write the golden documents anew: `python -m tests.golden.remake`.

Look at every page afterwards (`soffice --convert-to pdf`) before the new ones are committed.
"""

from pathlib import Path

from mttq_desktop.word.docx import document_xml
from mttq_desktop.word.model import Document
from tests.word.papers.every import papers
from tests.word.samples import documents, joint

HERE = Path(__file__).parent


def golden() -> dict[str, Document]:
    """The documents kept here, by file name."""
    return documents() | papers() | {"joint": joint()}


def text_of(document: Document) -> str:
    """The main part with a line for each paragraph, so that a difference can be read."""
    return "".join(document_xml(document)).replace("</w:p>", "</w:p>\n") + "\n"


def main() -> None:
    """Write every golden file."""
    for name, document in golden().items():
        (HERE / f"{name}.xml").write_text(text_of(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
