"""The citation graph as files: which documents rest on which, in GraphML, Parquet or JSON.

Source: GraphML Primer and the schema of http://graphml.graphdrawing.org/xmlns, version 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import pyarrow as pa
import pyarrow.compute as pc

from extract.errors import UsageError
from store.database import Store
from store.export import replace_file, unwritable, write_result
from store.queries import period_prefix
from store.workbook import printable

SUFFIXES = ("graphml", "parquet", "csv", "json")
XMLNS = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {"int64": "long", "int32": "int", "bool": "boolean", "double": "double"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and directed, typed edges as `citation_nodes` and `citation_edges` tell them."""

    nodes: pa.Table
    edges: pa.Table


def citation_graph(store: Store, period: str | None = None) -> Graph:
    """Return the graph of the current reports; of those of a period, and what lies in it, only.

    Edges are sorted by source, target and relation, nodes by their name.
    """
    nodes = store.arrow("SELECT * FROM citation_nodes ORDER BY node")
    edges = store.arrow("SELECT * FROM citation_edges ORDER BY source, target, relation")
    if period is None:
        return Graph(nodes, edges)
    told = store.rows(
        "SELECT node FROM citation_nodes WHERE is_report AND starts_with(period, ?)",
        [period_prefix(period)],
    )
    kept = pa.array([node for (node,) in told], pa.string())
    cited = edges.filter(pc.is_in(edges["source"], kept))
    reached = pa.chunked_array([kept, *cited["target"].chunks])
    between = pc.and_(
        pc.is_in(edges["source"], pc.unique(reached)), pc.is_in(edges["target"], pc.unique(reached))
    )
    return Graph(nodes.filter(pc.is_in(nodes["node"], pc.unique(reached))), edges.filter(between))


def write_graph(graph: Graph, output: Path) -> list[Path]:
    """Write the graph by the file's suffix; other than GraphML it takes two files.

    Returns:
        The files: `g.graphml`, or `g.parquet` with the edges and `g-nodes.parquet`.

    Raises:
        UsageError: when the suffix is unknown.
        StoreError: when a file cannot be written.
    """
    form = output.suffix.lower().lstrip(".")
    if form not in SUFFIXES:
        raise UsageError(
            f"Không ghi được tệp “{output.name}”: đuôi tệp không rõ.",
            f"“{output.name}” has no suffix of a known format.",
            remedy=f"Dùng: {', '.join(SUFFIXES)}.",
            remedy_en=f"Use: {', '.join(SUFFIXES)}.",
        )
    if form != "graphml":
        beside = output.with_name(f"{output.stem}-nodes{output.suffix}")
        write_result(graph.edges, form, output)
        write_result(graph.nodes, form, beside)
        return [output, beside]
    try:
        replace_file(output, lambda partial: _graphml(graph, partial))
    except OSError as error:
        raise unwritable(output, error) from error
    return [output]


def _graphml(graph: Graph, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("graphml", AttributesImpl({"xmlns": XMLNS}))
        keys: dict[tuple[str, str], str] = {}
        for kind, table in (("node", graph.nodes), ("edge", graph.edges)):
            for field in table.schema:
                if field.name in ("source", "target"):
                    continue
                keys[kind, field.name] = f"k{len(keys)}"
                declared = {
                    "id": keys[kind, field.name],
                    "for": kind,
                    "attr.name": "label" if field.name == "node" else field.name,
                    "attr.type": _TYPES.get(str(field.type), "string"),
                }
                xml.startElement("key", AttributesImpl(declared))
                xml.endElement("key")
        xml.startElement("graph", AttributesImpl({"id": "citations", "edgedefault": "directed"}))
        names = {row["node"]: f"n{i}" for i, row in enumerate(graph.nodes.to_pylist())}
        for row in graph.nodes.to_pylist():
            xml.startElement("node", AttributesImpl({"id": names[row["node"]]}))
            _data(xml, "node", row, keys)
            xml.endElement("node")
        for row in graph.edges.to_pylist():
            ends = {end: names[row.pop(end)] for end in ("source", "target")}
            xml.startElement("edge", AttributesImpl(ends))
            _data(xml, "edge", row, keys)
            xml.endElement("edge")
        xml.endElement("graph")
        xml.endElement("graphml")
        xml.endDocument()


def _data(
    xml: XMLGenerator, kind: str, row: dict[str, object], keys: dict[tuple[str, str], str]
) -> None:
    for name, value in row.items():
        if value is None:
            continue
        xml.startElement("data", AttributesImpl({"key": keys[kind, name]}))
        xml.characters(str(value).lower() if isinstance(value, bool) else printable(str(value)))
        xml.endElement("data")
