"""The command line as a person or a script meets it: words, exit codes, languages, bad input."""

import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import cli

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REPORT = SAMPLES / "ubnd-huyen-dien-khanh-quy-3-2023.txt"
CLEAN = SAMPLES / "ubnd-xa-dien-dien-quy-3-2025.html"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "TRICHLUC_DB"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["trichluc", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        told = capsys.readouterr()
        return Done(int(left.value.code or 0), told.out, told.err)

    return call


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from store.ingest import ingest

    path = tmp_path_factory.mktemp("cli") / "cli.duckdb"
    ingest([REPORT, CLEAN], path)
    return path


def empty(folder: Path) -> Path:
    path = folder / "rong.docx"
    path.touch()
    return path


def truncated(folder: Path) -> Path:
    path = folder / "cut.pdf"
    path.write_bytes((SAMPLES / "so-y-te-quy-3-2023.pdf").read_bytes()[:900])
    return path


def bodiless(folder: Path) -> Path:
    path = folder / "bodiless.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", "<styles/>")
    return path


def missing(folder: Path) -> Path:
    return folder / "khong-co.pdf"


@pytest.mark.parametrize("make", [empty, truncated, bodiless, missing], ids=lambda f: f.__name__)
def test_a_bad_file_is_named_and_its_neighbors_are_stored(
    run: Run, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    bad, store = make(tmp_path), tmp_path / "x.duckdb"
    done = run("ingest", bad, REPORT, "--db", store)
    assert done.code == 3
    assert bad.name in done.err
    assert "Hãy" in done.err or "Không tìm thấy" in done.err
    table = run("sql", "SELECT count(*) AS n FROM mentions", "--db", store, "--format", "json")
    assert json.loads(table.out)[0]["n"] > 0


@pytest.mark.parametrize("make", [empty, truncated, bodiless, missing], ids=lambda f: f.__name__)
def test_only_bad_files_give_code_4(run: Run, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert run("ingest", make(tmp_path), "--db", tmp_path / "x.duckdb").code == 4
    assert run("check", make(tmp_path)).code == 4


def test_a_text_named_pdf_is_read_as_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(REPORT.read_bytes())
    done = run("extract", path, "--what", "document")
    assert (done.code, json.loads(done.out)["media_type"]) == (0, "text")


def test_a_folder_without_reports_says_so(run: Run, tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.code == 2
    assert "Không có báo cáo nào" in done.err


def test_check_gives_1_with_errors_and_0_without(run: Run) -> None:
    assert run("check", REPORT).code == 1
    assert run("check", CLEAN).code == 0


def test_findings_of_check_can_be_chosen(run: Run) -> None:
    told = json.loads(run("check", REPORT, "--select", "REF103", "--format", "json").out)
    assert [f["rule"] for f in told] == ["REF103"]
    assert run("check", REPORT, "--ignore", "REF,SEQ,DOC,FRM,XRF,COD,TXT").code == 0


def test_a_baseline_silences_what_is_known(run: Run, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert run("check", REPORT, "--write-baseline", known).code == 1
    assert run("check", REPORT, "--baseline", known).code == 0


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_check_writes_machine_formats(run: Run, form: str) -> None:
    out = run("check", REPORT, "--format", form).out
    assert "REF103" in out
    if form != "github":
        json.loads(out)


def test_unknown_rule_is_wrong_usage(run: Run) -> None:
    assert run("rules", "ABC999").code == 2
    assert run("check", REPORT, "--select", "ABC").code == 2


def test_messages_follow_the_language(run: Run, tmp_path: Path) -> None:
    assert "Không tìm thấy" in run("check", tmp_path / "x").out
    assert "No such file" in run("check", tmp_path / "x", "--lang", "en").out


def test_language_follows_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Fires" not in run("rules", "REF101").out.splitlines()[0]
    assert "Error" in run("rules", "REF101").out.splitlines()[0]
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "Lỗi" in run("rules", "REF101").out.splitlines()[0]


@pytest.mark.parametrize("name", ["decisions", "findings", "documents"])
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_the_ready_questions_answer(run: Run, db: Path, name: str, form: str) -> None:
    done = run(name, "--db", db, "--format", form)
    assert done.code == 0
    assert done.out.strip()


def test_findings_can_be_filtered(run: Run, db: Path) -> None:
    words = ("--department", "Diên Khánh", "--level", "error", "--format", "json")
    told = json.loads(run("findings", "--db", db, *words).out)
    assert {f["level"] for f in told} == {"error"}
    assert "REF103" in {f["rule"] for f in told}


def test_sql_reads_only(run: Run, db: Path) -> None:
    assert run("sql", "DELETE FROM mentions", "--db", db).code == 2
    assert run("sql", "SELECT * FROM read_csv('/etc/passwd')", "--db", db).code == 2
    assert run("sql", "SELECT", "--db", db).code == 2


def test_sql_takes_its_query_from_standard_input(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT 7 AS n"))
    assert json.loads(run("sql", "-", "--db", db, "--format", "json").out) == [{"n": 7}]


def test_a_store_that_is_not_there_gives_5(run: Run, tmp_path: Path) -> None:
    assert run("findings", "--db", tmp_path / "none.duckdb").code == 5


def test_the_overview_shows_every_part(run: Run, db: Path) -> None:
    out = run("overview", "--db", db).out
    for part in ("1. Đã đọc 2 tệp của 2 báo cáo", "2. Văn bản", "3. ", "4. Biểu II.06a", "5. "):
        assert part in out
    assert "3.518" in out


def test_export_writes_every_table(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out", "--db", db, "--format", "csv").code == 0
    assert {"mentions.csv", "cells.csv"} <= {p.name for p in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize("name", ["forms", "rules", "kinds", "doctor"])
def test_the_catalogues_show(run: Run, name: str) -> None:
    done = run(name)
    assert done.code == 0
    assert len(done.out.splitlines()) > 5


def test_a_form_can_be_drafted_from_a_table(run: Run) -> None:
    import tomllib

    draft = run("forms", "new", REPORT)
    assert tomllib.loads(draft.out)["code"] == "II.06a"


def test_strict_ingest_gives_1_on_errors(run: Run, tmp_path: Path) -> None:
    assert run("ingest", REPORT, "--db", tmp_path / "x.duckdb", "--strict").code == 1
    assert run("ingest", REPORT, "--db", tmp_path / "y.duckdb").code == 0


def test_ingest_tells_events_as_json_lines(run: Run, tmp_path: Path) -> None:
    done = run("ingest", REPORT, "--db", tmp_path / "x.duckdb", "--format", "jsonl")
    events = [json.loads(line)["event"] for line in done.out.splitlines()]
    assert events == ["found", "stored", "summary"]


def test_without_a_locale_messages_are_vietnamese(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANG")
    assert "Lỗi" in run("rules", "REF101").out.splitlines()[0]
