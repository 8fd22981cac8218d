"""The program read as text: modules, what they import and call. Pure; the guards look through it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "jeu_oie"


@dataclass(frozen=True)
class Module:
    """One module: ``name`` from the package on (``circuit.model``; ``""`` is the package itself)."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Full dotted names, wherever in the module they are imported; ``from a import b`` gives ``a.b``."""
        return tuple(name for node in ast.walk(self.tree) for name in imported(node, self))

    @cached_property
    def loads(self) -> tuple[str, ...]:
        """What it imports when it is loaded: not what only type checkers read."""
        nodes = (each for node in self.tree.body if not is_for_types(node) for each in ast.walk(node))
        return tuple(name for node in nodes for name in imported(node, self))


def is_for_types(node: ast.AST) -> bool:
    """``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imported(node: ast.AST, module: Module) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        start = absolute(node, module)
        yield from (f"{start}.{alias.name}" for alias in node.names)


def absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    parts = [PACKAGE, *module.name.split(".")] if module.name else [PACKAGE]
    up = node.level - module.is_package
    return ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])


@cache
def modules(folder: Path = ROOT / "src" / PACKAGE) -> tuple[Module, ...]:
    """The program as it stands, or what else is made of modules in ``folder``."""
    return tuple(read(file, folder) for file in sorted(folder.rglob("*.py")))


def read(file: Path, folder: Path) -> Module:
    parts = file.relative_to(folder).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), file.read_text("utf-8"), is_package)


def within(name: str, owner: str) -> bool:
    """True where ``name`` is ``owner`` or lies in it."""
    return name == owner or name.startswith(owner + ".")


def inside(full: str) -> str | None:
    """``jeu_oie.circuit.model`` → ``circuit.model``; None for what is not ours."""
    return full.removeprefix(PACKAGE).removeprefix(".") if within(full, PACKAGE) else None
