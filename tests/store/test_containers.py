"""Archives and mails in a batch: each member a document that knows what it came in."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.options import ReadOptions
from store.database import open_store
from store.events import Event, Failed, Skipped, Stored, Unchanged
from store.ingest import archive_path, ingest
from store.unpacking import group_members
from tests.store.filling import dump

OPTIONS = ReadOptions(ocr="never")


def report(number: int) -> bytes:
    return (
        f"ỦY BAN NHÂN DÂN TỈNH AN HẢI\nSỞ THỨ {number}\nSố: {number}/BC-ST{number}\n\n"
        "An Hải, ngày 20 tháng 12 năm 2023\n\nBÁO CÁO\nCông tác kiểm soát thủ tục hành chính "
        f"năm 2023\n\nThực hiện Quyết định số {number}/QĐ-UBND ngày 05/01/2023 của UBND tỉnh.\n"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def mail(*attachments: tuple[str, bytes], text: str = "Kính gửi Văn phòng báo cáo quý I.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Báo cáo"
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def run(folder: Path, db: Path, retry: bool = False) -> tuple[list[Event], int]:
    events: list[Event] = []
    summary = ingest([folder], db, jobs=2, options=OPTIONS, progress=events.append, retry=retry)
    return events, summary.exit_code()


def stored(folder: Path, db: Path) -> dict[str, tuple[str, str, str | None]]:
    """Return status, role and parent's name of each document by its path below the folder."""
    with open_store(db) as store:
        rows = store.rows(
            "SELECT d.source_path, d.status, d.role, p.file_name FROM documents d "
            "LEFT JOIN documents p ON p.doc_id = d.parent_doc"
        )
    return {path.removeprefix(f"{folder}/"): (status, role, of) for path, status, role, of in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.duckdb"


def test_members_are_documents_that_know_their_archive(folder: Path, db: Path) -> None:
    files = {"Sở A/bc.txt": report(1), "bc.txt": report(2), "anh.png": b"\x89PNG\r\n\x1a\n"}
    (folder / "q4.zip").write_bytes(zipped(files))
    events, code = run(folder, db)
    assert code == 0
    assert stored(folder, db) == {
        "q4.zip": ("ok", "container", None),
        "q4.zip!/Sở A/bc.txt": ("ok", "report", "q4.zip"),
        "q4.zip!/bc.txt": ("ok", "report", "q4.zip"),
    }
    assert [e.path.partition("!/")[2] for e in events if isinstance(e, Skipped)] == ["anh.png"]
    assert [Path(e.path).name for e in events if isinstance(e, Stored)][-1] == "q4.zip"
    assert not list(archive_path(db).glob("incoming-*"))
    with open_store(db) as store:
        before = dump(store)

    events, code = run(folder, db)
    assert code == 0
    assert sum(isinstance(e, Unchanged) for e in events) == 3
    with open_store(db) as store:
        assert dump(store) == before


def test_attachments_of_a_mail_are_documents(folder: Path, db: Path) -> None:
    (folder / "thu.eml").write_bytes(
        mail(("bc.txt", report(1)), ("q4.zip", zipped({"b.txt": report(2)})))
    )
    assert run(folder, db)[1] == 0
    told = stored(folder, db)
    assert told["thu.eml!/bc.txt"] == ("ok", "report", "thu.eml")
    assert told["thu.eml!/q4.zip/b.txt"] == ("ok", "report", "thu.eml")


def test_the_text_beside_attachments_stays_with_the_mail(folder: Path, db: Path) -> None:
    (folder / "thu.eml").write_bytes(mail(("bc.txt", report(1))))
    run(folder, db)
    assert set(stored(folder, db)) == {"thu.eml", "thu.eml!/bc.txt"}
    with open_store(db) as store:
        assert store.rows(
            "SELECT text FROM blocks b JOIN documents d USING (doc_id) WHERE d.role = 'container'"
        ) == [("Kính gửi Văn phòng báo cáo quý I.",)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Em gửi báo cáo ạ.", {"thu.eml": "failed"}),
        (report(1).decode(), {"thu.eml": "ok", "thu.eml!/thu.txt": "ok"}),
    ],
    ids=["attachment-forgotten", "report-in-the-mail"],
)
def test_a_mail_without_attachments_is_its_text(
    folder: Path, db: Path, text: str, outcome: dict[str, str]
) -> None:
    (folder / "thu.eml").write_bytes(mail(text=text))
    run(folder, db)
    assert {path: status for path, (status, _, _) in stored(folder, db).items()} == outcome


def test_a_locked_member_is_named_and_its_neighbor_stored(folder: Path, db: Path) -> None:
    data = bytearray(zipped({"kin.txt": report(1), "bc.txt": report(2)}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    (folder / "a.zip").write_bytes(data)
    for known in (False, True):
        events, code = run(folder, db)
        failed = [(Path(e.path).name, e.code, e.known) for e in events if isinstance(e, Failed)]
        assert (code, failed) == (3, [("kin.txt", "encrypted", known)])
    assert stored(folder, db)["a.zip!/kin.txt"] == ("failed", "report", "a.zip")
    (folder / "a.zip").write_bytes(zipped({"kin.txt": report(1), "bc.txt": report(2)}))
    assert run(folder, db)[1] == 0
    assert stored(folder, db)["a.zip!/kin.txt"] == ("ok", "report", "a.zip")


def test_a_bad_member_costs_itself_and_is_told_again(folder: Path, db: Path) -> None:
    (folder / "a.zip").write_bytes(
        zipped({"hong.pdf": b"%PDF-1.4\n1 0 obj <<", "bc.txt": report(1)})
    )
    for known in (False, True):
        events, code = run(folder, db)
        assert code == 3
        (failed,) = [e for e in events if isinstance(e, Failed)]
        assert (failed.path.partition("!/")[2], failed.known) == ("hong.pdf", known)
    events, _ = run(folder, db, retry=True)
    assert [e.known for e in events if isinstance(e, Failed)] == [False]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"anh.png": b"\x89PNG\r\n\x1a\n", "__MACOSX/._b.txt": b"x"}), "unsupported"),
        (zipped({}), "unsupported"),
        (zipped({"a.txt": b"\0" * 30_000_000}), "limit"),
        (zipped({"bc.txt": report(1) * 9})[:-40], "damaged"),
    ],
    ids=["no-report", "empty", "bomb", "torn"],
)
def test_an_archive_that_gives_nothing_fails_with_its_reason(
    folder: Path, db: Path, data: bytes, code: str
) -> None:
    (folder / "a.zip").write_bytes(data)
    (folder / "bc.txt").write_bytes(report(2))
    events, exit_code = run(folder, db)
    assert exit_code == 3
    assert [(Path(e.path).name, e.code) for e in events if isinstance(e, Failed)] == [
        ("a.zip", code)
    ]


def test_the_same_bytes_inside_and_outside_are_one_document(folder: Path, db: Path) -> None:
    (folder / "a.zip").write_bytes(zipped({"bc.txt": report(1), "bc/bc.txt": report(1)}))
    (folder / "b.zip").write_bytes((folder / "a.zip").read_bytes())
    (folder / "loose.txt").write_bytes(report(1))
    assert run(folder, db)[1] == 0
    assert stored(folder, db) == {
        "a.zip": ("ok", "container", None),
        "a.zip!/bc.txt": ("ok", "report", "a.zip"),
    }
    with open_store(db) as store:
        paths = [
            path.removeprefix(f"{folder}/") for (path,) in store.rows("SELECT path FROM files")
        ]
    assert sorted(paths) == ["a.zip", "a.zip!/bc.txt", "a.zip!/bc/bc.txt", "b.zip", "loose.txt"]


def test_a_document_that_stands_first_outside_came_in_nothing(folder: Path, db: Path) -> None:
    (folder / "a.txt").write_bytes(report(1))
    (folder / "b.zip").write_bytes(zipped({"bc.txt": report(1)}))
    run(folder, db)
    assert stored(folder, db)["a.txt"] == ("ok", "report", None)


def test_two_members_of_one_name_are_both_stored(folder: Path, db: Path) -> None:
    (folder / "a.eml").write_bytes(mail(("bc.txt", report(1)), ("bc.txt", report(2))))
    run(folder, db)
    assert {"a.eml!/bc.txt", "a.eml!/(2) bc.txt"} <= set(stored(folder, db))


def test_an_archive_counts_as_done_only_with_its_members(folder: Path, db: Path) -> None:
    (folder / "a.zip").write_bytes(zipped({"1.txt": report(1), "2.txt": report(2)}))
    run(folder, db)
    with open_store(db) as store:
        whole = dump(store)
    with open_store(db, read_only=False) as store:  # as a batch killed in between leaves it
        for name in ("a.zip", "a.zip!/2.txt"):
            store.run(
                "DELETE FROM documents WHERE doc_id IN (SELECT doc_id FROM files WHERE path = ?)",
                [f"{folder}/{name}"],
            )
            store.run("DELETE FROM files WHERE path = ?", [f"{folder}/{name}"])
    (archive_path(db) / "incoming-left").mkdir()
    run(folder, db)
    with open_store(db) as store:
        again = dump(store)
    assert again["documents"] == whole["documents"]
    assert again["files"] == whole["files"]
    assert not list(archive_path(db).glob("incoming-*"))


def test_a_new_archive_of_the_same_name_takes_the_old_names_away(folder: Path, db: Path) -> None:
    (folder / "a.zip").write_bytes(zipped({"1.txt": report(1), "2.txt": report(2)}))
    run(folder, db)
    (folder / "a.zip").write_bytes(zipped({"1.txt": report(3)}))
    run(folder, db)
    with open_store(db) as store:
        paths = [
            path.removeprefix(f"{folder}/") for (path,) in store.rows("SELECT path FROM files")
        ]
    assert sorted(paths) == ["a.zip", "a.zip!/1.txt"]


@pytest.mark.parametrize(
    ("paths", "inside"),
    [
        (["/a.zip", "/a.zip!/b"], {"/a.zip": ["/a.zip!/b"]}),
        (["/so!/a.txt"], {}),
        (["/so!/a.zip", "/so!/a.zip!/b"], {"/so!/a.zip": ["/so!/a.zip!/b"]}),
    ],
    ids=["member", "folder-with-the-mark", "archive-below-such-a-folder"],
)
def test_members_are_told_by_the_path_of_their_container(
    paths: list[str], inside: dict[str, list[str]]
) -> None:
    assert group_members(paths) == inside
