"""The docs and the code speak of the same things: rules by their numbers, files by their paths."""

import ast
import re
from pathlib import Path

from tests import permissions_table
from tests.code import ROOT, modules, name_of, tracked, tree_of

SPEC = re.compile(r"\bspec\s+((?:\d+\.\d+(?:\s*[,–-]\s*|\s+and\s+)?)+)")
NUMBER = re.compile(r"\d+\.\d+")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
OURS = ("bench", "client", "server", "tools", "wire")


def kept() -> set[str]:
    """The numbers that docs/rules.md has a row for."""
    return set(re.findall(r"^\| (\d+\.\d+) \|", (ROOT / "docs" / "rules.md").read_text(), re.MULTILINE))


def test_every_rule_that_code_cites_is_written_down() -> None:
    cited = {
        (name_of(path), number)
        for path in modules(*OURS, "tests")
        if path != Path(__file__)
        for found in SPEC.findall(path.read_text())
        for number in NUMBER.findall(found)
    }
    rules = kept()
    assert cited
    assert sorted(citation for citation in cited if citation[1] not in rules) == []


def test_every_link_leads_somewhere() -> None:
    links = [
        (page, link)
        for page in tracked()
        if page.suffix == ".md"
        for link in LINK.findall(page.read_text())
        if "://" not in link
    ]
    assert links
    assert [(name_of(page), link) for page, link in links if not (page.parent / link).exists()] == []


def test_every_file_says_what_it_is_for() -> None:
    trees = {name_of(path): tree_of(path) for path in modules(*OURS)}
    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in modules(*OURS)}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_functions_stay_short() -> None:
    """A migration is a list of tables, and is read as one."""
    long = [
        (name_of(path), node.name, node.end_lineno - node.lineno + 1)
        for path in modules(*OURS)
        if path.parent.name != "versions"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


def test_the_page_of_permissions_is_what_is_asked() -> None:
    """After a change of rows: ``python -m tests.permissions_table``."""
    assert permissions_table.PAGE.read_text() == permissions_table.page()
