"""Frozen values behave as frozen dataclasses do; what keeps them from being changed is mypy."""

from __future__ import annotations

import builtins
import copy
import subprocess
import sys
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

import pytest

from okrctl.core.values.frozen import frozen, mutable
from tests.kit.harness import PROJECT, environment


@dataclass(frozen=True, slots=True)
class Usual:
    a: int
    b: tuple[str, ...] = ()
    c: str = field(default="c", compare=False)
    d: list[int] = field(default_factory=list, compare=False, repr=False)


@frozen
class Value:
    """The same."""

    a: int
    b: tuple[str, ...] = ()
    c: str = field(default="c", compare=False)
    d: list[int] = field(default_factory=list, compare=False, repr=False)


@frozen
class Alone:
    """One field."""

    only: str


@frozen
class Other:
    """Another class with the same field."""

    only: str


@pytest.mark.parametrize("given", [(1,), (1, ("x",)), (2, ("x",), "other", [1])])
def test_like_a_frozen_dataclass(given: tuple[object, ...]) -> None:
    usual, value = Usual(*given), Value(*given)  # type: ignore[arg-type]
    assert repr(value) == repr(usual).replace("Usual", "Value")
    assert hash(value) == hash(usual)
    assert [each.name for each in fields(value)] == [each.name for each in fields(usual)]
    assert replace(value, a=7) == Value(7, *given[1:])  # type: ignore[arg-type]
    assert copy.deepcopy(value) == value
    assert copy.deepcopy(value) is not value
    assert Value.__match_args__ == Usual.__match_args__
    assert not hasattr(value, "__dict__")


def test_equal_by_the_fields_that_count_and_never_across_classes() -> None:
    assert Value(1, (), "x", [1]) == Value(1, (), "y", [2])
    assert Value(1) != Value(2)
    assert Alone("x") == Alone("x")
    assert Alone("x") != Other("x")
    assert Alone("x") != ("x",)
    assert {Alone("x"): 1}[Alone("x")] == 1
    assert Value(1).d is not Value(1).d


def test_init_alone_is_compiled_for_the_first_value(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    real = builtins.exec
    monkeypatch.setattr(builtins, "exec", lambda code, *rest: compiled.append(code) or real(code, *rest))
    # from Python 3.13 on, dataclasses compile all their methods at once, and here an empty lot
    made = frozen(type("Made", (), {"__annotations__": {"a": int}}))
    compiled[:] = [each for each in compiled if not str(each).startswith("def __create_fn__")]
    assert compiled == []
    assert [made(1).a, made(a=2).a] == [1, 2]
    assert compiled == ["def __init__(self, a):\n self.a = a"]


def test_a_cached_property_has_room_for_what_it_remembers() -> None:
    asked: list[int] = []

    @frozen
    class Remembers:
        """Remembers."""

        a: int

        @cached_property
        def twice(self) -> int:
            """Twice."""
            asked.append(self.a)
            return 2 * self.a

    value = Remembers(2)
    assert [value.twice, value.twice, asked] == [4, 4, [2]]
    assert value == Remembers(2)


def test_what_changes_has_no_hash() -> None:
    @mutable
    class Changing:
        """Changing."""

        a: int = 0

    one, other = Changing(), Changing()
    assert one == other
    one.a = 1
    assert one != other
    with pytest.raises(TypeError):
        hash(one)


@pytest.mark.night
def test_assigning_is_an_error_of_types(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text('from okrctl.core.model.parts import Promise\n\n\ndef f(p: Promise) -> None:\n    p.ref = "x"\n')
    command = [sys.executable, "-m", "mypy", "--strict", str(wrong)]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'Property "ref" defined in "Promise" is read-only' in done.stdout
