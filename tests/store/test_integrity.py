"""The store against its archive: every damage is told by its name, a sound store by none."""

import shutil
from pathlib import Path

import pytest

from extract.errors import StoreError
from store.archive import MANIFEST, Archive, archive_path
from store.database import open_store
from store.integrity import verify
from store.keepsakes import folder_of
from store.soundness import checks
from tests.store.homes import OPTIONS, fill

TEXT = "(SELECT doc_id FROM documents WHERE number = '2')"  # the one with a fault


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("made"))


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(archive_path(made), tmp_path / "a.duckdb.files")
    return Path(shutil.copy(made, tmp_path / "a.duckdb"))


def codes(db: Path, deep: int = 0) -> set[str]:
    return {each.code for each in verify(db, deep=deep, options=OPTIONS).problems}


def test_a_sound_store(db: Path) -> None:
    found = verify(db, deep=100, options=OPTIONS)
    assert (found.problems, found.errors) == ((), 0)
    assert (found.documents, found.originals, found.again) == (11, 9, 9)


STATEMENTS = {
    "a-mention-is-gone": (
        f"DELETE FROM mentions WHERE doc_id = {TEXT} AND ordinal = 0",
        {"lost-rows", "gaps", "loose-ends", "decisions"},
    ),
    "the-last-block-is-gone": (
        f"DELETE FROM blocks WHERE doc_id = {TEXT} AND ordinal >= 6",
        {"lost-rows"},
    ),
    "all-blocks-are-gone": (f"DELETE FROM blocks WHERE doc_id = {TEXT}", {"lost-rows"}),
    "findings-are-gone": (
        "DELETE FROM document_findings WHERE rule = 'REF113'",
        {"lost-rows"},
    ),
    "the-document-is-gone": (
        f"DELETE FROM documents WHERE doc_id = {TEXT}",
        {"orphans", "unstored", "unknown-name"},
    ),
    "a-row-is-doubled": (
        "INSERT INTO documents SELECT * FROM documents WHERE status = 'failed' LIMIT 1",
        {"doubled"},
    ),
    "a-block-is-doubled": (
        f"INSERT INTO blocks SELECT * FROM blocks WHERE doc_id = {TEXT} AND ordinal = 0",
        {"lost-rows", "gaps"},
    ),
    "a-version-does-not-know-the-next": (
        "UPDATE documents SET superseded_by = NULL WHERE superseded_by IS NOT NULL",
        {"versions"},
    ),
    "two-are-current": (
        "UPDATE documents SET is_current = true WHERE superseded_by IS NOT NULL",
        {"versions", "current", "decisions"},
    ),
    "the-report-is-unknown": (
        f"UPDATE documents SET report_id = 'x' WHERE doc_id = {TEXT}",
        {"roles"},
    ),
    "decisions-miscounted": (
        "UPDATE decisions SET mention_count = mention_count + 1",
        {"decisions"},
    ),
    "a-path-is-gone": ("DELETE FROM files WHERE path LIKE '%to.txt'", {"unnamed"}),
    "an-older-schema": ("DELETE FROM schema_version WHERE version > 1", {"schema"}),
    "a-killed-batch": ("INSERT INTO store_state VALUES ('unsettled', 'yes')", {"unsettled"}),
    "a-review-beside-the-kept-ones": (
        "INSERT INTO reviews SELECT * REPLACE ('hoa' AS reviewed_by) FROM reviews",
        {"unkept"},
    ),
}


@pytest.mark.parametrize("case", STATEMENTS)
def test_what_is_wrong_in_the_database(db: Path, case: str) -> None:
    statement, expected = STATEMENTS[case]
    with open_store(db, read_only=False) as store:
        store.run(statement)
    found = codes(db)
    assert found >= expected, found
    assert found <= expected | {"roles", "versions", "current", "decisions", "loose-ends"}, found


def a_document(db: Path) -> Path:
    archive = Archive(archive_path(db))
    return archive.path_of(max(archive.documents()))


def lose(db: Path) -> None:
    a_document(db).unlink()


def alter(db: Path) -> None:
    with a_document(db).open("ab") as file:
        file.write(b" ")


def stray_bytes(db: Path) -> None:
    Archive(archive_path(db)).add(b"nobody's")


def stray_file(db: Path) -> None:
    (archive_path(db) / "thumbs.db").write_bytes(b"")


def tear(db: Path) -> None:
    path = archive_path(db) / MANIFEST
    path.write_bytes(path.read_bytes() + b'{"doc_id"')


def forget(db: Path) -> None:
    path = archive_path(db) / MANIFEST
    path.write_bytes(path.read_bytes().replace(b"twin.txt", b"other.txt"))


def unkeep(db: Path) -> None:
    shutil.rmtree(folder_of(db))


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lose, {"missing"}),
        (alter, {"altered"}),
        (stray_bytes, {"stray"}),
        (stray_file, {"stray"}),
        (tear, {"torn"}),
        (forget, {"unlisted"}),
        (unkeep, {"unkept"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_wrong_in_the_archive(db: Path, damage, expected: set[str]) -> None:  # type: ignore[no-untyped-def]
    damage(db)
    assert codes(db) == expected


def test_another_reading_finds_a_number_that_was_changed(db: Path) -> None:
    with open_store(db, read_only=False) as store:
        store.run("UPDATE mentions SET number = '999' WHERE ordinal = 0")
    assert "differs" not in codes(db)
    assert "differs" in codes(db, deep=100)


def test_a_damaged_database_is_told_to_be_rebuilt(db: Path) -> None:
    db.write_bytes(b"rubbish" * 5000)
    with pytest.raises(StoreError, match="cannot be read") as raised:
        verify(db)
    assert "rebuild" in raised.value.remedy_en


def test_every_check_says_what_is_wrong_in_both_languages() -> None:
    assert all(check.vi.endswith(".") and check.en.endswith(".") for check in checks())
