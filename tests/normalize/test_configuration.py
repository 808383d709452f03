"""The office's settings choose what is shown."""

from pathlib import Path

import pytest

from extract.errors import UsageError
from normalize.catalogue import rules
from normalize.configuration import Configuration, load_configuration, read_configuration
from normalize.schema import Finding

CODES = ("REF101", "REF109", "REF118", "SEQ203", "COD601")


def finding(code: str) -> Finding:
    return Finding(rule=code, level=rules()[code].level, message="", message_en="")


def shown(configuration: Configuration, path: str = "bao-cao.docx") -> list[str]:
    return [f.rule for f in configuration.apply(map(finding, CODES), path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["REF101", "REF109", "SEQ203", "COD601"]),
        ('[check]\nselect = ["REF"]', ["REF101", "REF109", "REF118"]),
        ('[check]\nignore = ["REF10", "COD"]', ["SEQ203"]),
        ('[check]\nselect = ["REF"]\nignore = ["REF109"]', ["REF101", "REF118"]),
        ("[rules.REF118]\non = true", list(CODES)),
        ("[rules.SEQ203]\non = false", ["REF101", "REF109", "COD601"]),
    ],
    ids=["defaults", "select", "ignore-prefixes", "both", "on", "off"],
)
def test_settings_choose_the_findings(text: str, expected: list[str]) -> None:
    assert shown(read_configuration(text)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("phu-luc/bieu.xlsx", ["COD601"]),
        ("2023/phu-luc/bieu.xlsx", ["COD601"]),
        ("phu-luc/bieu.docx", ["REF101", "REF109", "SEQ203", "COD601"]),
    ],
)
def test_rules_may_be_ignored_by_path(path: str, expected: list[str]) -> None:
    text = '[check.per-path-ignores]\n"phu-luc/*.xlsx" = ["REF", "SEQ"]'
    assert shown(read_configuration(text), path) == expected


def test_the_commands_select_replaces_and_its_ignore_adds() -> None:
    base = read_configuration('[check]\nselect = ["COD"]\nignore = ["REF109"]')
    assert shown(base.with_options(select=["REF"], ignore=["REF118"])) == ["REF101"]


@pytest.mark.parametrize(
    "text",
    [
        "[check",
        '[check]\nselects = ["REF"]',
        '[check]\nselect = "REF"',
        '[check]\nignore = ["REF999"]',
        '[check]\nignore = [""]',
        "[rules.REF]\non = 3",
        '[check.per-path-ignores]\n"*.xlsx" = ["NOPE"]',
    ],
)
def test_unusable_settings_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_configuration(text, "trichluc.toml")
    assert refused.value.exit_code == 2
    assert refused.value.file == "trichluc.toml"


def test_the_nearest_file_above_is_read(tmp_path: Path) -> None:
    (tmp_path / "trichluc.toml").write_text('[check]\nselect = ["COD"]', encoding="utf-8")
    below = tmp_path / "2023" / "q3"
    below.mkdir(parents=True)
    assert shown(load_configuration(below)) == ["COD601"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[check]\nignore = ["ref109"]', "Có phải ý định ghi “REF109”?"),
        ('[check]\nselect = ["REF1009"]', "Có phải ý định ghi “REF109”?"),
        ('[check]\nignore = ["missing-so"]', "Có phải ý định ghi “REF109”?"),
        ('[check]\nselect = ["RFE"]', "Xem danh mục bằng `trichluc rules`."),
        ('[check]\nselect = "REF"', "“check.select” phải là danh sách mã quy tắc"),
        ("[check]\nselect = [1]", "“check.select.0” phải là chuỗi ký tự trong ngoặc kép"),
        ('[check]\nchon = ["REF"]', "“check.chon” không phải là khóa cấu hình"),
        ('[rules.REF118]\non = "có"', "“rules.REF118.on” phải là true hoặc false"),
        ('[rules.REF118]\nlevel = "error"', "“rules.REF118.level” không phải là khóa cấu hình"),
        ("check = 1", "“check” phải là một bảng"),
        ("[check", "sai cú pháp TOML"),
    ],
)
def test_what_cannot_be_used_is_told_in_words_of_the_office(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_configuration(text, "trichluc.toml")
    assert told in f"{caught.value.message} {caught.value.remedy}"
