"""The citation graph: its typed edges, who is whom, and the files it is written to."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from lxml import etree

from cli import cli
from extract.errors import UsageError
from store.database import open_store
from store.graph import XMLNS, citation_graph, write_graph
from store.queries import ask
from tests.store.comparing import made

HEAD = """==== {name}.txt
UBND TỈNH KHÁNH HÒA
{department}
Số: {number}/BC-{symbol}

Khánh Hòa, ngày 20 tháng {month} năm {year}

BÁO CÁO
Công tác kiểm soát thủ tục hành chính Quý {quarter} năm {year}

{body}
"""
OLD = "Quyết định số 100/QĐ-UBND ngày 05/01/2021 của UBND tỉnh Khánh Hòa"
NEW = "Quyết định số 200/QĐ-UBND ngày 06/02/2022 của UBND tỉnh Khánh Hòa"
LATER = "Quyết định số 300/QĐ-UBND ngày 07/8/2023 của UBND tỉnh Khánh Hòa"


def report(
    body: str, number: int, unit: tuple[str, str] = ("SỞ TÀI CHÍNH", "STC"), quarter: str = "I"
) -> str:
    return HEAD.format(
        name=f"{unit[1]}-{number}",
        department=unit[0],
        symbol=unit[1],
        number=number,
        month={"I": 3, "II": 6, "III": 9}[quarter],
        quarter=quarter,
        year=2023,
        body=body,
    )


HEALTH, HOME, JUSTICE = ("SỞ Y TẾ", "SYT"), ("SỞ NỘI VỤ", "SNV"), ("SỞ TƯ PHÁP", "STP")
STORY = (
    report(f"Căn cứ {NEW};\nSở Tài chính báo cáo như sau: - Thực hiện {OLD}.", 11)
    + report(f"- Sở đã tham mưu ban hành {NEW} thay thế {OLD}.", 12, HEALTH)
    + report(f"- Sở thực hiện {OLD}.\n- Tiếp theo Báo cáo số 12/BC-SYT ngày 20/3/2023.", 13, HOME)
    + report(f"- Sở đã trình {LATER} bãi bỏ {NEW}.", 14, JUSTICE, quarter="III")
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(STORY, tmp_path_factory.mktemp("graph"))


def edges(db: Path, period: str | None = None) -> set[tuple[str, str, str]]:
    with open_store(db) as store:
        rows = citation_graph(store, period).edges.to_pylist()
    return {(row["source"], row["relation"], row["target"]) for row in rows}


def test_edges_say_who_rests_on_whom_and_how(db: Path) -> None:
    assert edges(db) == {
        ("11/BC-STC/2023", "rests_on", "200/QĐ-UBND/2022"),
        ("11/BC-STC/2023", "cites", "100/QĐ-UBND/2021"),
        ("12/BC-SYT/2023", "cites", "200/QĐ-UBND/2022"),
        ("12/BC-SYT/2023", "cites", "100/QĐ-UBND/2021"),
        ("200/QĐ-UBND/2022", "replaces", "100/QĐ-UBND/2021"),
        ("13/BC-SNV/2023", "cites", "100/QĐ-UBND/2021"),
        ("13/BC-SNV/2023", "cites", "12/BC-SYT/2023"),
        ("14/BC-STP/2023", "cites", "200/QĐ-UBND/2022"),
        ("14/BC-STP/2023", "cites", "300/QĐ-UBND/2023"),
        ("300/QĐ-UBND/2023", "repeals", "200/QĐ-UBND/2022"),
    }


def test_a_report_that_another_cites_is_one_node(db: Path) -> None:
    with open_store(db) as store:
        nodes = {row["node"]: row for row in citation_graph(store).nodes.to_pylist()}
    health = nodes["12/BC-SYT/2023"]
    assert health["is_report"] and health["document_count"] == 1
    assert health["file_name"] == "SYT-12.txt"
    assert not nodes["100/QĐ-UBND/2021"]["is_report"]


def test_nothing_replaces_what_is_dated_later(tmp_path: Path) -> None:
    text = report(f"- Sở đã tham mưu ban hành {OLD} thay thế {NEW}.", 11)
    assert {relation for _, relation, _ in edges(made(text, tmp_path))} == {"cites"}


def test_only_a_period(db: Path) -> None:
    third = edges(db, "2023Q3")
    assert ("300/QĐ-UBND/2023", "repeals", "200/QĐ-UBND/2022") in third
    assert not any(source.startswith(("11/", "12/", "13/")) for source, _, _ in third)


def test_graphml_holds_the_same_nodes_and_edges(db: Path, tmp_path: Path) -> None:
    for suffix in ("graphml", "parquet"):
        target = tmp_path / f"g.{suffix}"
        done = CliRunner().invoke(cli, ["graph", "--db", str(db), "-o", str(target)])
        assert done.exit_code == 0, done.output
    root = etree.parse(tmp_path / "g.graphml").getroot()
    names = {"g": XMLNS}
    declared = {key.get("id"): key.get("attr.name") for key in root.iterfind("g:key", names)}
    labels = {}
    for node in root.iterfind("g:graph/g:node", names):
        data = {declared[d.get("key")]: d.text for d in node.iterfind("g:data", names)}
        labels[node.get("id")] = data["label"]
        assert data["is_report"] in ("true", "false")
    told = set()
    for edge in root.iterfind("g:graph/g:edge", names):
        data = {declared[d.get("key")]: d.text for d in edge.iterfind("g:data", names)}
        told.add((labels[edge.get("source")], data["relation"], labels[edge.get("target")]))
    assert told == edges(db)
    rows = pq.read_table(tmp_path / "g.parquet").to_pylist()
    assert {(row["source"], row["relation"], row["target"]) for row in rows} == told
    assert set(pq.read_table(tmp_path / "g-nodes.parquet")["node"].to_pylist()) == set(
        labels.values()
    )


def test_an_unknown_suffix_is_refused(db: Path, tmp_path: Path) -> None:
    with open_store(db) as store, pytest.raises(UsageError):
        write_graph(citation_graph(store), tmp_path / "g.dot")


def test_what_is_cited_though_it_was_replaced_or_repealed_before(db: Path) -> None:
    with open_store(db) as store:
        rows = ask(store, "cited-superseded").to_pylist()
    # 12 itself says that 100 was replaced; 200 fell only after the reports of March.
    assert [(row["file_name"], row["citation_key"], row["by_key"]) for row in rows] == [
        ("SNV-13.txt", "100/QĐ-UBND/2021", "200/QĐ-UBND/2022"),
        ("STC-11.txt", "100/QĐ-UBND/2021", "200/QĐ-UBND/2022"),
    ]
