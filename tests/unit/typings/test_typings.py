"""What is written down of other libraries' classes is what the installed ones have."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TYPINGS = Path(__file__).parents[3] / "typings"
STUBS = sorted(TYPINGS.rglob("*.pyi"))


def real_module(stub: Path) -> ModuleType:
    parts = stub.relative_to(TYPINGS).with_suffix("").parts
    return importlib.import_module(".".join(part for part in parts if part != "__init__"))


def methods(stub: Path) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield node, part


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    given = function.args
    named = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return named + [one.arg for one in (given.vararg, given.kwarg) if one]


def name_of(stub: Path) -> str:
    return str(stub.relative_to(TYPINGS))


@pytest.mark.parametrize("stub", STUBS, ids=name_of)
def test_every_class_is_there_with_its_bases(stub: Path) -> None:
    module = real_module(stub)
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            real = getattr(module, node.name)
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            assert bases <= {kind.__name__ for kind in real.__mro__}


@pytest.mark.parametrize("stub", STUBS, ids=name_of)
def test_every_method_takes_what_is_written_down(stub: Path) -> None:
    module = real_module(stub)
    for owner, written in methods(stub):
        real = inspect.getattr_static(getattr(module, owner.name), written.name)
        taken = list(inspect.signature(inspect.unwrap(getattr(real, "__func__", real))).parameters)
        assert parameters(written) == taken, f"{owner.name}.{written.name}"
