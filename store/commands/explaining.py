"""Explaining: rules, forms, kinds, and what is installed."""

from __future__ import annotations

from pathlib import Path

import click

from store.commands.frame import OUT, ROWS, command, emit, show


@command()
@click.argument("code", required=False)
@ROWS
def rules(lang: str, code: str | None, form: str) -> int:
    """Danh mục quy tắc, hoặc một quy tắc được giải thích / the rules, or one explained."""
    from store.catalogues import explained, rule_table

    if code and form == "text":
        emit(explained(code, lang))
    else:
        show(rule_table(code, lang), form, None)
    return 0


@click.group(invoke_without_command=True)
@click.pass_context
def forms(context: click.Context) -> None:
    """Danh mục biểu mẫu / the statistical forms."""
    if context.invoked_subcommand is None:
        context.invoke(forms_list)


@command("list", forms)
@ROWS
def forms_list(lang: str, form: str) -> int:
    """Mọi biểu mẫu đã biết / every known form."""
    from store.catalogues import form_table

    show(form_table(), form, None)
    return 0


@command("new", forms)
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@OUT
def forms_new(lang: str, file: Path, output: Path | None) -> int:
    """Soạn tệp danh mục từ bảng trong tệp / draft a catalogue file from a table."""
    from store.catalogues import drafts

    emit(drafts(file), output)
    return 0


@command()
@ROWS
def kinds(lang: str, form: str) -> int:
    """Danh mục loại văn bản / the kinds of documents."""
    from store.catalogues import kind_table

    show(kind_table(), form, None)
    return 0


@command()
@ROWS
def doctor(lang: str, form: str) -> int:
    """Đã cài gì, thiếu gì, cách cài / what is installed, what is missing, how to get it."""
    from store.doctor import examine, to_table, verdict

    parts = examine()
    show(to_table(parts, lang), form, None)
    click.echo(verdict(parts, lang), err=True)
    return int(any(part.required and part.found is None for part in parts))


COMMANDS = (
    rules,
    forms,
    kinds,
    doctor,
)
