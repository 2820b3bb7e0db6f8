"""Taking keys and items out of a text: what goes, what stays byte for byte, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from okrctl.core.edit.cut import cut
from okrctl.core.edit.proof import Refusal
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.yaml import read

TEXT = """\
# of the file
objectives:
  - id: seo   # one
    # about the supports
    supports: [a/b, c/d]
    # about the needs
    depends_on:
      # first need
      - ref: a/b
        need: this
        # deeper, so still of this need
      - {ref: c/d, need: "that, too"}
    why: >-
      Because
      of this.

    # about the ambition
    ambition: committed
  - id: ads

    supports: a/b
last: end
"""
HERE: DocPath = ("objectives", 0)


def gone(*lines: str) -> str:
    """The text without these lines, each of which is there once."""
    kept = TEXT.split("\n")
    for line in lines:
        kept.remove(line)
    return "\n".join(kept)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([(*HERE, "supports", 0)], TEXT.replace("[a/b, c/d]", "[c/d]")),
        ([(*HERE, "supports", 1)], TEXT.replace("[a/b, c/d]", "[a/b]")),
        (
            [(*HERE, "supports", 1), (*HERE, "supports", 0)],
            gone("    # about the supports", "    supports: [a/b, c/d]"),
        ),
        (
            [(*HERE, "depends_on", 0)],
            gone(
                "      # first need",
                "      - ref: a/b",
                "        need: this",
                "        # deeper, so still of this need",
            ),
        ),
        ([(*HERE, "depends_on", 1)], gone('      - {ref: c/d, need: "that, too"}')),
        ([(*HERE, "depends_on", 1, "ref")], TEXT.replace('{ref: c/d, need: "that, too"}', '{need: "that, too"}')),
        ([(*HERE, "depends_on", 1, "need")], TEXT.replace('{ref: c/d, need: "that, too"}', "{ref: c/d}")),
        ([(*HERE, "depends_on", 0, "need")], gone("        need: this", "        # deeper, so still of this need")),
        ([(*HERE, "why")], gone("    why: >-", "      Because", "      of this.")),
        ([(*HERE, "ambition")], gone("    # about the ambition", "    ambition: committed")),
        ([("objectives", 1, "supports")], gone("    supports: a/b")),
        ([("last",)], gone("last: end")),
        ([], TEXT),
    ],
)
def test_what_goes_and_what_stays(paths: list[DocPath], expected: str) -> None:
    assert cut(TEXT, paths) == expected


def test_the_whole_list_goes_with_its_last_item() -> None:
    paths: list[DocPath] = [(*HERE, "depends_on", 0), (*HERE, "depends_on", 1)]
    after = cut(TEXT, paths)
    assert isinstance(after, str)
    assert "depends_on" not in after
    assert "first need" not in after
    assert "about the needs" not in after
    assert "about the supports" in after


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    assert cut(text, [("last",)]) == text.replace("last: end\r\n", "")


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ("a: 1\n", ("b",), "there is no b"),
        ("a: 1\n", ("a",), "nothing would remain"),
        ("x:\n  - a: 1\n    b: 2\n", ("x", 0, "a"), "shares its line"),
        ("a: &n [1, 2]\nb: *n\nc: 1\n", ("a",), "used elsewhere"),
        ("a: [1\n", ("a",), "not valid YAML"),
    ],
)
def test_what_cannot_be_taken_out_without_doubt_is_refused(text: str, path: DocPath, reason: str) -> None:
    after = cut(text, [path])
    assert isinstance(after, Refusal)
    assert reason in after.reason


WORDS = st.text("ab-#: ,[]{}'\"\n|>é", max_size=6)
DATA = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        WORDS,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("klm"), inner, min_size=1)
        ),
        max_leaves=8,
    ),
    min_size=2,
)


def paths_of(data: Any, at: DocPath = ()) -> list[DocPath]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for step, value in inside for path in [(*at, step), *paths_of(value, (*at, step))]]


def without(data: Any, path: DocPath) -> Any:
    """The data without what stands at the path, and without lists that this leaves empty."""
    step, rest = path[0], path[1:]
    items = data.items() if isinstance(data, dict) else enumerate(data)
    changed = [(k, without(v, rest) if k == step else v) for k, v in items if k != step or rest]
    if isinstance(data, dict):
        return {k: v for k, v in changed if k != step or v != []}
    return [v for k, v in changed if k != step or v != []]


@given(DATA, st.booleans(), st.data())
def test_a_cut_reads_as_the_data_without_it_or_is_refused(data: Any, flow: bool, choose: st.DataObject) -> None:
    from io import StringIO

    out = StringIO()
    yaml = YAML()
    yaml.default_flow_style = flow
    yaml.dump(data, out)
    before = read("x.yaml", out.getvalue())
    path = choose.draw(st.sampled_from(paths_of(data)))
    if before.problems or before.data != data:
        return
    after = cut(out.getvalue(), [path])
    if isinstance(after, str):
        assert read("x.yaml", after).data == without(data, path)
