"""What the tidy tests read: the modules of the house, parsed once, and its tracked files."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "equipoise"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies, its text, and its syntax tree."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, parsed when first asked for."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The folder of `src/equipoise` it lies in; empty for one that lies in none."""
        within = Path(self.name).parts[2:]
        return within[0] if self.name.startswith("src/equipoise/") and len(within) > 1 else ""

    @cached_property
    def functions(self) -> tuple[tuple[str, Function], ...]:
        """Every function with its name: its module's file, the classes it stands in, its own."""
        return tuple(_functions(self.tree, self.name))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            mark = "." if "::" in within else "::"
            name = f"{within}{mark}{child.name}"
            if isinstance(child, Function):
                yield name, child
            yield from _functions(child, name)
        else:
            yield from _functions(child, within)


def parsed(text: str, name: str = "src/equipoise/units/example.py") -> Module:
    """Return a module made of `text`, for examples of what is wrong."""
    return Module(name, text)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return every module of these folders of the repository."""
    return tuple(
        _read(file) for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))
    )


@cache
def _read(file: Path) -> Module:
    return Module(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))


def rooms(*names: str) -> list[Module]:
    """Return every module of these rooms."""
    return [module for module in modules("src") if module.room in names]


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git keeps, or would if asked to add everything."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(file for file in files if file.is_file())
