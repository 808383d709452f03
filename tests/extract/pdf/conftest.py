"""Small PDFs written in code: text, lines and boxes at places given from the page's top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pikepdf
import pytest

from extract.document import Document
from extract.options import ReadOptions
from extract.readers.pdf import read


@dataclass
class Sheet:
    """One page in the making; `width` and `height` in points."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    commands: list[str] = field(default_factory=list)
    stamps: list[tuple[float, float, str]] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 12, bold: bool = False) -> Sheet:
        """Set words with their base line at y."""
        font = "F2" if bold else "F1"
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.commands.append(f"BT /{font} {size} Tf {x} {self.height - y} Td ({escaped}) Tj ET")
        return self

    def turned_text(self, x: float, y: float, words: str, size: float = 12) -> Sheet:
        """Set words that run up the page, beginning at (x, y)."""
        self.commands.append(f"BT /F1 {size} Tf 0 1 -1 0 {x} {self.height - y} Tm ({words}) Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a line."""
        self.commands.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def area(
        self, x0: float, y0: float, x1: float, y1: float, paint: str = "1 g", how: str = "f"
    ) -> Sheet:
        """Draw a rectangle: filled, or stroked with `how="S"`."""
        box = f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re"
        self.commands.append(f"q {paint} {box} {how} Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Rule a whole table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def stamp(self, x: float, y: float, words: str) -> Sheet:
        """Lay words over the page as a signature field does, with their base line at y."""
        self.stamps.append((x, y, words))
        return self


def build(*sheets: Sheet, **save: object) -> bytes:
    """Return the PDF of the sheets; `save` goes to pikepdf (encryption, …)."""
    pdf = pikepdf.new()
    fonts = pikepdf.Dictionary(
        F1=pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        ),
        F2=pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Helvetica-Bold"),
        ),
    )
    fields = []
    for sheet in sheets:
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, sheet.width, sheet.height],
            Rotate=sheet.rotate,
            Resources=pikepdf.Dictionary(Font=fonts),
            Contents=pdf.make_stream("\n".join(sheet.commands).encode("latin-1")),
        )
        widgets = []
        for number, (x, y, words) in enumerate(sheet.stamps):
            lines = words.split("\n")
            shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
            wide, high = 7 * max(map(len, lines)), 14 * len(lines)
            look = pdf.make_stream(
                f"BT /F1 12 Tf 0 {high - 11} Td {shown} ET".encode("latin-1"),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, wide, high],
                Resources=pikepdf.Dictionary(Font=fonts),
            )
            top = sheet.height - y + 11
            widgets.append(
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Widget,
                        FT=pikepdf.Name.Sig,
                        F=132,
                        T=f"Signature{number + 1}",
                        Rect=[x, top - high, x + wide, top],
                        AP=pikepdf.Dictionary(N=look),
                    )
                )
            )
        if widgets:
            page.Annots = pdf.make_indirect(pikepdf.Array(widgets))
            fields += widgets
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    if fields:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), SigFlags=3)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


@pytest.fixture
def sheet() -> type[Sheet]:
    return Sheet


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return build


@pytest.fixture
def read_sheets() -> Callable[..., Document]:
    return lambda *sheets: read(build(*sheets), "test.pdf", ReadOptions(ocr="never"))
