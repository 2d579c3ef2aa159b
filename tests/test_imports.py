"""What may be imported where, beyond the layers that import-linter keeps (`pyproject.toml`)."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.code import ROOT, imported, modules, name_of, tree_of

ON_A_PHONE = {"babel", "client", "flet", "httpx", "msgspec", "wire"}
NOT_IN_THE_APP = {"PIL", "alembic", "fastapi", "pydantic", "server", "sqlalchemy", "starlette", "uvicorn"}


def test_the_app_imports_only_what_ships_on_phones() -> None:
    found = {
        (name_of(path), name)
        for path in [*modules("client", "wire"), ROOT / "main.py"]
        for name in tops(path)
    }
    assert sorted(pair for pair in found if pair[1] not in ON_A_PHONE | sys.stdlib_module_names) == []


def test_stores_and_actions_know_no_flet() -> None:
    paths = [path for path in modules("client") if path.name in {"store.py", "actions.py"}]
    assert paths
    assert [name_of(path) for path in paths if "flet" in tops(path)] == []


def test_nothing_at_module_level_remembers() -> None:
    """In web mode one process serves many people: what a module remembers, one tells the other."""
    remembered = [
        (name_of(path), ast.unparse(node))
        for path in modules("client", "server", "wire")
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and can_change(node.value) and not is_constant(node)
    ]
    assert remembered == []


def test_no_function_changes_its_module() -> None:
    paths = modules("client", "server", "wire")
    assert [
        name_of(path) for path in paths for node in ast.walk(tree_of(path)) if isinstance(node, ast.Global)
    ] == []


def tops(path: Path) -> set[str]:
    """The packages that a file imports."""
    return {name.split(".")[0] for name in imported(path)}


def can_change(value: ast.expr | None) -> bool:
    """Whether a value is a list, a dict or a set."""
    made_by = value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else ""
    kinds = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return isinstance(value, kinds) or made_by in {"list", "dict", "set", "defaultdict", "deque", "Queue"}


def is_constant(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether the name says that nobody changes it."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return isinstance(target, ast.Name) and (target.id.isupper() or target.id.startswith("__"))


def test_starting_the_app_loads_nothing_of_the_server() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, client.app; print(*{name.split('.')[0] for name in sys.modules})"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert set(loaded) & NOT_IN_THE_APP == set()
