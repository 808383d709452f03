"""Sessions end and are bounded, no other names them; snapshots are turned to as they come."""

from pathlib import Path

import duckdb
import pytest

from extract.errors import StoreError
from store.database import open_store
from store.pages import sessions as module
from store.pages.reading import Reader
from store.pages.sessions import Session, Sessions
from store.snapshots import publish
from tests.store.factories import report
from tests.store.filling import keep


def test_a_session_is_found_by_its_own_cookie_only() -> None:
    ours, others = Sessions(), Sessions()
    session = ours.begin("hoa", "reviewer")
    assert ours.find(ours.cookie(session)) is session
    assert others.find(ours.cookie(session)) is None
    for forged in (None, "", ".", session.name, f"{session.name}.", f"{session.name}.ố"):
        assert ours.find(forged) is None


def test_a_session_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Sessions()
    session = kept.begin()
    session.used -= module.SECONDS + 1
    assert kept.find(kept.cookie(session)) is None
    session = kept.begin()
    kept.end(session)
    assert kept.find(kept.cookie(session)) is None


def test_strangers_do_not_push_out_who_is_logged_in() -> None:
    kept = Sessions()
    known = kept.begin("hoa", "reviewer")
    crowd: list[Session] = [kept.begin() for _ in range(module.MOST + 5)]
    assert kept.find(kept.cookie(known)) is known
    assert kept.find(kept.cookie(crowd[0])) is None
    assert kept.find(kept.cookie(crowd[-1])) is crowd[-1]


def add(database: Path, name: str) -> None:
    with open_store(database, read_only=False) as store:
        keep(store, report(name))
        store.checkpoint()
        publish(database)


def test_a_request_goes_on_with_its_snapshot_while_others_turn_to_the_next(database: Path) -> None:
    counted = "SELECT count(*) FROM documents"
    reader = Reader(database)
    with reader.store() as before:
        version = reader.version()
        add(database, "a.docx")
        with reader.store() as after:
            assert after.rows(counted) == [(1,)]
        assert before.rows(counted) == [(0,)]
        assert reader.version() != version
    add(database, "b.docx")
    with reader.store() as latest:
        assert latest.rows(counted) == [(2,)]
    reader.close()


def test_a_reader_changes_nothing_and_reaches_no_file(database: Path) -> None:
    reader = Reader(database)
    with reader.store() as store:
        for sql in (
            "DELETE FROM documents",
            "SET enable_external_access = true",
            "COPY (SELECT 1) TO '/tmp/x.csv'",
            "SELECT * FROM read_text('/etc/hostname')",
            "ATTACH '/tmp/other.duckdb'",
        ):
            with pytest.raises(duckdb.Error, match=r"read-only|disabled|locked|configuration"):
                store.run(sql)
    reader.close()


def test_a_store_that_is_gone_is_told(database: Path) -> None:
    reader = Reader(database)
    database.unlink()
    with pytest.raises(StoreError, match="gone"), reader.store():
        pass
