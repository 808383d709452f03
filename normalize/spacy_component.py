"""The citations of a text as spaCy spans, for people who work in spaCy.

    nlp = blank_vietnamese()
    nlp.add_pipe("trichluc_references")
    for span in nlp("Căn cứ Nghị định số 45/2020/NĐ-CP …").spans["references"]:
        print(span.text, span.label_, span.kb_id_)

The label is the kind's abbreviation ("NĐ"; the grammar where no kind is told), the `kb_id` the
citation key ("45/2020/NĐ-CP"); number, year, symbol and date are `span._.number` and so on, as
text. Citations never depend on spaCy's tokens: where a token holds more than the citation, the
span is the tokens that cover it and `span._.printed` the citation alone.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.document import Block, BlockKind, Document
from extract.references import find_references
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import DocumentRecord, Mention

ATTRIBUTES = ("printed", "grammar", "kind", "number", "year_part", "symbol", "issued_on")
_NAME = "trichluc_references"


class ReferenceComponent:
    """Puts the citations of a document into a group of its spans."""

    def __init__(self, name: str, spans_key: str) -> None:
        """Make the component; `spans_key` names the group of spans."""
        self.name = name
        self.spans_key = spans_key
        for attribute in ATTRIBUTES:
            if not Span.has_extension(attribute):
                Span.set_extension(attribute, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its citations."""
        spans = [self._span(doc, mention) for mention in mentions_of(doc.text)]
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        return doc

    def _span(self, doc: Doc, mention: Mention) -> Span | None:
        span = doc.char_span(
            mention.char_start,
            mention.char_end,
            label=mention.kind or mention.grammar,
            kb_id=mention.citation_key,
            alignment_mode="expand",
        )
        if span is None:
            return None
        span._.printed = mention.raw_text
        span._.grammar = mention.grammar
        span._.kind = mention.kind
        span._.number = mention.number
        span._.year_part = mention.year_part
        span._.symbol = mention.symbol
        span._.issued_on = mention.issued_on.isoformat() if mention.issued_on else None
        return span


def mentions_of(text: str) -> tuple[Mention, ...]:
    """Return the mentions of one text, undated ones with the year that the others agree on."""
    document = Document("text", (Block(0, BlockKind.PARAGRAPH, text),))
    record = DocumentRecord(doc_id="0" * 64, file_name="", media_type="text", byte_size=0)
    mentions, _ = normalize_references(
        find_references(document), document, Identity(record.doc_id), record
    )
    return mentions


@Language.factory(_NAME, default_config={"spans_key": "references"})
def create_component(nlp: Language, name: str, spans_key: str) -> ReferenceComponent:
    """Return the component; spaCy finds it by the entry point `spacy_factories`."""
    return ReferenceComponent(name, spans_key)


def blank_vietnamese() -> Language:
    """Return spaCy's Vietnamese pipeline with its plain tokenizer, which needs no pyvi."""
    import spacy

    return spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
