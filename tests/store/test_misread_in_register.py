"""A scanned symbol that nobody knows is held against the imported register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.database import open_store
from store.settling import mark_unsettled, settle
from tests.store.comparing import made

FILES = """==== so.csv
Số ký hiệu,Ngày ban hành,Trích yếu,Cơ quan ban hành
30/CT-UBND,22/02/2021,Tăng cường kỷ luật hành chính,UBND tỉnh Nghệ An
31/QĐ-UBND,22/02/2021,Công bố danh mục thủ tục hành chính,UBND tỉnh Nghệ An
==== bao-cao.txt
UBND TỈNH NGHỆ AN
SỞ Y TẾ
Số: 972/BC-SYT

Nghệ An, ngày 18 tháng 12 năm 2021

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2021

Thực hiện văn bản số {symbol} ngày {day} của UBND tỉnh Nghệ An, Sở báo cáo như sau.
"""


def told(tmp_path: Path, symbol: str, day: str, sure: float | None) -> list[tuple[str, str]]:
    """Return suggestion and evidence of what the store says, the citation read from a scan."""
    db = made(FILES.format(symbol=symbol, day=day), tmp_path)
    with open_store(db, read_only=False) as store:
        with store.transaction():
            store.run("UPDATE mentions SET confidence = ?", [sure])
            mark_unsettled(store)
        settle(store)
    with open_store(db) as store:
        return store.rows(
            "SELECT suggestion, evidence FROM findings WHERE rule = 'REF115' AND origin = 'store'"
        )


def test_the_register_tells_what_the_symbol_is(tmp_path: Path) -> None:
    ((suggestion, evidence),) = told(tmp_path, "30/CZ-UBNB", "22/02/2021", 91.0)
    assert suggestion == "30/CT-UBND ngày 22/02/2021"
    assert [e["where"].split(",")[0] for e in json.loads(evidence)] == ["bao-cao.txt", "so.csv"]


@pytest.mark.parametrize(
    ("symbol", "day", "sure"),
    [
        ("30/CZ-UBNB", "22/02/2021", None),
        ("30/CZ-UBNB", "23/02/2021", 91.0),
        ("30/CT-UBND", "22/02/2021", 91.0),
        ("30/KH-UBND", "22/02/2021", 91.0),
        ("30/XYZ-QRB", "22/02/2021", 91.0),
    ],
    ids=["printed", "another-day", "right", "known-symbol", "not-alike"],
)
def test_nothing_is_said_where_the_register_does_not_tell(
    tmp_path: Path, symbol: str, day: str, sure: float | None
) -> None:
    assert told(tmp_path, symbol, day, sure) == []
