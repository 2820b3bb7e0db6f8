"""Merges with a known answer, told as files that differ in a few lines."""

from __future__ import annotations

import textwrap

import pytest

from okrctl.core.merge import Merged, apart, flaw, merge
from okrctl.core.merge.merge_trees import Piece, TreeMerger, rendered
from okrctl.core.merge.tree import Tree

HEAD = "okrctl: 1\ndepartment: marketing\ncycle: 2026-H1\n"
PLAN = HEAD + textwrap.dedent(
    """\
    # The plan of the spring.
    objectives:
      - id: seo
        title: Be found  # first of all
        # what it takes
        tags: [search, web]
        key_results:
          - id: traffic
            title: More traffic
            baseline: 100
            target: 120
          - id: chatbot
            title: A chatbot
            milestones:
              - {id: vendor, title: Vendor chosen, due: 2026-02-15}
              - {id: live, title: Live, due: 2026-06-01, weight: 3}
    """
)
MONDAY = "  - date: 2026-01-05\n    by: ana\n    results: {traffic: 101}\n"
JOURNAL = PLAN + "\n# Newest last.\ncheck_ins:\n" + MONDAY


def entry(day: int, by: str, value: int, more: str = "") -> str:
    return f"  - date: 2026-01-{day:02}\n    by: {by}\n    results: {{traffic: {value}}}\n{more}"


def clean(base: str, ours: str, theirs: str) -> str:
    merged = merge(base, ours, theirs)
    assert (merged.fallback_reason, merged.conflicts) == (None, 0), merged
    return merged.text


def marked(base: str, ours: str, theirs: str, conflicts: int = 1) -> str:
    merged = merge(base, ours, theirs)
    assert (merged.fallback_reason, merged.conflicts) == (None, conflicts), merged
    return merged.text


def unsure(base: str, ours: str, theirs: str) -> str:
    merged = merge(base, ours, theirs)
    assert merged.text == ""
    assert merged.fallback_reason is not None
    return merged.fallback_reason


def test_check_ins_of_both_sides_stand_in_date_order_each_as_it_was_written() -> None:
    later = entry(19, "bo", 105, "    # holidays are over\n")
    sooner = '  # still quiet\n  - date: "2026-01-12"   # a Monday\n    by: ana\n    results:\n      traffic: 103\n'
    result = clean(JOURNAL, JOURNAL + later, JOURNAL + sooner)
    # the comment directly below an entry belongs to it
    assert result == JOURNAL + sooner + later


def test_on_one_day_the_author_and_then_the_text_decide() -> None:
    bo, ana = entry(12, "bo", 1), entry(12, "ana", 9)
    two = entry(12, "ana", 2)
    assert clean(JOURNAL, JOURNAL + bo, JOURNAL + ana) == JOURNAL + ana + bo
    assert clean(JOURNAL, JOURNAL + ana, JOURNAL + two) == JOURNAL + two + ana
    assert clean(JOURNAL, JOURNAL + two, JOURNAL + ana) == JOURNAL + two + ana


def test_the_order_in_which_one_side_wrote_the_entries_of_a_day_is_kept() -> None:
    """The later of two entries wins, so swapping them would change a value."""
    nine_then_one = entry(12, "ana", 9) + entry(12, "ana", 1)
    result = clean(JOURNAL, JOURNAL + nine_then_one, JOURNAL + entry(12, "ana", 5))
    assert result.index("traffic: 9}") < result.index("traffic: 1}")
    assert "traffic: 5}" in result


def test_an_entry_for_an_earlier_day_finds_its_place() -> None:
    late = entry(2, "ana", 100)
    assert clean(JOURNAL, JOURNAL + late, JOURNAL + entry(12, "bo", 104)) == JOURNAL.replace(
        MONDAY, late + MONDAY
    ) + entry(12, "bo", 104)


def test_a_journal_that_was_not_in_order_is_not_put_in_order() -> None:
    base = JOURNAL + entry(1, "ana", 100)
    result = clean(base, base + entry(19, "ana", 7), base + entry(12, "bo", 6))
    assert result == base + entry(12, "bo", 6) + entry(19, "ana", 7)


@pytest.mark.parametrize("before", ["check_ins: []\n", "check_ins:\n", "check_ins: ~\n", ""])
def test_the_first_check_ins_of_both_sides(before: str) -> None:
    base = PLAN + before
    ours, theirs = (PLAN + "check_ins:\n" + entry(12, by, 3) for by in ("bo", "ana"))
    assert clean(base, ours, theirs) == PLAN + "check_ins:\n" + entry(12, "ana", 3) + entry(12, "bo", 3)


def test_the_same_check_in_on_both_sides_is_there_once() -> None:
    both = JOURNAL + entry(12, "ana", 3)
    other_words = JOURNAL + '  - {date: 2026-01-12, by: "ana", results: {traffic: 3}}\n'
    assert clean(JOURNAL, both, both + entry(19, "bo", 4)) == both + entry(19, "bo", 4)
    assert clean(JOURNAL, both, other_words) == clean(JOURNAL, other_words, both) == both


def test_a_check_in_that_one_side_deleted_stays_deleted() -> None:
    base = JOURNAL + entry(12, "ana", 3)
    assert clean(base, JOURNAL, base + entry(19, "bo", 4)) == JOURNAL + entry(19, "bo", 4)
    everything_gone = PLAN
    assert clean(JOURNAL, everything_gone, JOURNAL + entry(19, "bo", 4)) == JOURNAL.replace(MONDAY, entry(19, "bo", 4))


def test_a_check_in_that_both_sides_changed_is_one_entry_still() -> None:
    ours = JOURNAL.replace("traffic: 101}", "traffic: 102}")
    theirs = JOURNAL.replace("by: ana\n", "by: ana\n    note: Paid search is down.\n")
    assert clean(JOURNAL, ours, theirs) == theirs.replace("traffic: 101}", "traffic: 102}")
    assert marked(JOURNAL, ours, JOURNAL.replace("traffic: 101}", "traffic: 99}")) == JOURNAL.replace(
        "    results: {traffic: 101}\n",
        "<<<<<<< ours\n    results: {traffic: 102}\n=======\n    results: {traffic: 99}\n>>>>>>> theirs\n",
    )


def test_unrelated_edits_of_the_plan_are_both_kept_with_their_comments() -> None:
    ours = PLAN.replace("target: 120\n", "target: 130  # agreed in January\n")
    ours = ours.replace("# The plan of the spring.", "# The plan of the spring, second edition.")
    theirs = PLAN.replace("baseline: 100\n", "baseline: 100\n        # see the board\n        owner: Bo\n")
    theirs = theirs.replace("first of all", "above all")
    result = clean(PLAN, ours, theirs)
    assert "        baseline: 100\n        # see the board\n        owner: Bo\n        target: 130  # agreed" in result
    assert "second edition" in result
    assert "Be found  # above all" in result


def test_a_value_and_the_remark_behind_it_are_two_things() -> None:
    ours = PLAN.replace("title: Be found  #", "title: Be the first to be found  #")
    theirs = PLAN.replace("# first of all", "# the heart of it")
    assert clean(PLAN, ours, theirs) == PLAN.replace(
        "Be found  # first of all", "Be the first to be found  # the heart of it"
    )


def test_the_same_edit_on_both_sides_is_made_once() -> None:
    same = PLAN.replace("target: 120", "target: 130")
    assert clean(PLAN, same, same + "kpis: []\n") == same + "kpis: []\n"
    assert clean(PLAN, same, same.replace("title: A chatbot", "title: A bot")) == same.replace("A chatbot", "A bot")


def test_a_contradiction_is_marked_around_just_its_line() -> None:
    ours = PLAN.replace("target: 120", "target: 130").replace("A chatbot", "A bot")
    theirs = PLAN.replace("target: 120", "target: 110").replace("Be found", "Be seen")
    wanted = "<<<<<<< ours\n        target: 130\n=======\n        target: 110\n>>>>>>> theirs\n"
    expected = (
        PLAN.replace("        target: 120\n", wanted).replace("A chatbot", "A bot").replace("Be found", "Be seen")
    )
    assert marked(PLAN, ours, theirs) == expected


def test_deleted_here_and_changed_there_is_a_contradiction() -> None:
    result = PLAN.partition("      - id: traffic")[2].partition("      - id: chatbot")[0]
    traffic = "      - id: traffic" + result
    ours, theirs = PLAN.replace(traffic, ""), PLAN.replace("target: 120", "target: 130")
    assert marked(PLAN, ours, theirs) == PLAN.replace(
        traffic, "<<<<<<< ours\n=======\n" + traffic.replace("120", "130") + ">>>>>>> theirs\n"
    )
    assert marked(PLAN, theirs, ours) == PLAN.replace(
        traffic, "<<<<<<< ours\n" + traffic.replace("120", "130") + "=======\n>>>>>>> theirs\n"
    )
    # even when only a remark is new: whether it may go is not for us to say
    assert ">>>>>>>" in marked(PLAN, ours, PLAN.replace("target: 120", "target: 120  # do not touch"))
    assert clean(PLAN, ours, PLAN.replace("Be found", "Be seen")) == ours.replace("Be found", "Be seen")


def test_a_comment_written_below_what_the_other_side_deletes_is_kept() -> None:
    new = "      # for next quarter\n      - id: links\n        title: Links\n        count: 1\n"
    at = "      - id: chatbot"
    traffic = PLAN[PLAN.index("      - id: traffic") : PLAN.index(at)]
    deleted, added = PLAN.replace(traffic, ""), PLAN.replace(at, new + at)
    assert clean(PLAN, deleted, added) == clean(PLAN, added, deleted) == added.replace(traffic, "")


def test_what_stands_on_one_line_is_merged_member_by_member() -> None:
    ours = PLAN.replace("due: 2026-02-15", "due: 2026-03-01").replace("[search, web]", "[search, web, ours]")
    theirs = PLAN.replace("{id: vendor, title: Vendor chosen,", "{id: vendor, title: Contract signed,")
    theirs = theirs.replace("[search, web]", "[web, theirs]")
    result = clean(PLAN, ours, theirs)
    assert "- {id: vendor, title: Contract signed, due: 2026-03-01}\n" in result
    assert "tags: [web, ours, theirs]\n" in result
    theirs = theirs.replace("due: 2026-02-15", "due: 2026-04-01")
    result = marked(PLAN, ours, theirs)
    assert (
        "<<<<<<< ours\n          - {id: vendor, title: Contract signed, due: 2026-03-01}\n=======\n"
        "          - {id: vendor, title: Contract signed, due: 2026-04-01}\n>>>>>>> theirs\n"
    ) in result


def test_new_items_of_both_sides_in_one_place_are_both_kept() -> None:
    new = "      - id: {0}\n        title: {0}\n        count: 2\n"
    at = "      - id: chatbot"
    ours, theirs = (PLAN.replace(at, new.format(id) + at) for id in ("links", "pages"))
    assert clean(PLAN, ours, theirs) == PLAN.replace(at, new.format("links") + new.format("pages") + at)


def test_the_same_new_item_with_different_values() -> None:
    new = "      - id: links\n        title: Links\n        count: {0}\n"
    at = "      - id: chatbot"
    ours, theirs = (PLAN.replace(at, new.format(count) + at) for count in (2, 3))
    assert "<<<<<<< ours\n        count: 2\n=======\n        count: 3\n>>>>>>> theirs\n" in marked(PLAN, ours, theirs)


@pytest.mark.parametrize("cycle", ["", "    cycle: 2026-H2\n"])
def test_one_id_in_two_places_contradicts_itself_unless_its_cycles_are_apart(cycle: str) -> None:
    """Each side gives a new thing the same id in another objective; together it would mean two things."""
    ours = PLAN + "      - {id: reach, title: Reach, count: 4}\n"
    theirs = (
        f"{PLAN}  - id: fame\n    title: Be known\n{cycle}    key_results:\n      - {{id: reach, title: R, count: 9}}\n"
    )
    merged = merge(PLAN, ours, theirs)
    assert (merged.fallback_reason is None and not merged.conflicts) == bool(cycle), merged
    together = ours + theirs.removeprefix(PLAN)
    assert (flaw(PLAN, ours, theirs, together) is None) == bool(cycle)


def test_an_edit_follows_an_item_to_its_new_id() -> None:
    renamed = PLAN.replace("- id: traffic\n", "- id: visits\n        formerly: [traffic]\n")
    edited = PLAN.replace("target: 120", "target: 130")
    assert clean(PLAN, renamed, edited) == renamed.replace("target: 120", "target: 130")
    assert clean(PLAN, edited, renamed) == renamed.replace("target: 120", "target: 130")


def test_one_id_in_two_cycles_is_two_things() -> None:
    two = (
        HEAD
        + "objectives:\n"
        + "".join(
            f"  - id: mail\n    title: Mail\n    cycle: {cycle}\n    key_results:\n"
            f"      - {{id: a, title: A, count: {count}}}\n"
            for cycle, count in (("2026-Q1", 1), ("2026-Q2", 2))
        )
    )
    ours, theirs = two.replace("count: 2", "count: 4"), two.replace("count: 1", "count: 3")
    assert clean(two, ours, theirs) == two.replace("count: 2", "count: 4").replace("count: 1", "count: 3")


def test_amendments_of_both_sides_stay() -> None:
    at = "        target: 120\n"
    one = "        amended:\n          - {{date: 2026-02-0{0}, field: {1}, from: 1, to: 2, why: x}}\n"
    ours = PLAN.replace(at, at + one.format(2, "target"))
    theirs = PLAN.replace(at, at + one.format(1, "due"))
    result = clean(PLAN, ours, theirs)
    assert "field: target" in result
    assert "field: due" in result
    assert result.count("amended:") == 1


AMENDED = "        amended:\n          - {{date: 2026-02-{0}, field: target, from: 120, to: {1}, why: {2}}}\n"


def amended(day: int, to: int, why: str, text: str = PLAN) -> str:
    return text.replace("        target: 120\n", f"        target: {to}\n{AMENDED.format(day, to, why)}")


@pytest.mark.parametrize("to", [110, 115])
def test_two_amendments_of_one_field_contradict_each_other(to: int) -> None:
    """Both say what was true before; put together, ten days would have another target than either side knew."""
    ours, theirs = amended(10, 110, "sooner"), amended(20, to, "later")
    result = marked(PLAN, ours, theirs)
    assert result.index("<<<<<<<") < result.index("sooner") < result.index("=======") < result.index("later")
    assert (
        result.replace(result[result.index("=======") : result.index(">>>>>>> theirs\n")], "")
        .replace("<<<<<<< ours\n", "")
        .replace(">>>>>>> theirs\n", "")
        == ours
    )
    together = ours.replace("why: sooner}\n", "why: sooner}\n" + AMENDED.format(20, to, "later").partition("\n")[2])
    assert "contradict each other" in str(flaw(PLAN, ours, theirs, together))


def test_one_amendment_on_both_sides_and_another_on_one() -> None:
    base = amended(10, 110, "first")
    again = base.replace("target: 110\n", "target: 100\n", 1).replace(
        "why: first}\n", "why: first}\n          - {date: 2026-02-20, field: target, from: 110, to: 100, why: again}\n"
    )
    assert clean(PLAN, base, base) == base
    assert clean(base, again, base) == again
    assert clean(base, again, base.replace("More traffic", "More visits")) == again.replace(
        "More traffic", "More visits"
    )
    assert clean(PLAN, base, PLAN.replace("More traffic", "More visits")) == base.replace("More traffic", "More visits")


def test_one_id_in_two_cycles_has_two_pasts() -> None:
    other = PLAN[PLAN.index("  - id: seo") :].replace("  - id: seo\n", "  - id: seo\n    cycle: 2026-H2\n")
    base = PLAN + other
    first, second = base.replace(PLAN, amended(10, 110, "sooner")), PLAN + amended(20, 115, "later", other)
    assert merge(base, first, second).conflicts == 0
    assert flaw(base, first, second, amended(10, 110, "sooner") + amended(20, 115, "later", other)) is None


def test_a_merge_by_lines_keeps_what_both_sides_have() -> None:
    shared = JOURNAL + entry(12, "tom", 105)
    ours, theirs = shared + entry(19, "ana", 110), shared + entry(20, "tom", 111)
    good = ours + entry(20, "tom", 111)
    for base in (JOURNAL, shared):
        assert flaw(base, ours, theirs, good) is None
        assert flaw(base, ours, theirs, good.replace(entry(12, "tom", 105), "")) == "a check-in would be lost"


def test_two_kinds_in_one_key_result_contradict_each_other() -> None:
    """Each side is right, and their values do not meet; together they are no key result."""
    base = PLAN.replace("        baseline: 100\n        target: 120\n", "        count: 2\n")
    ours = base.replace("        count: 2\n", "        count: 2\n        unit: pages\n")
    theirs = base.replace("        count: 2\n", "        done_when: All done\n")
    ours = ours.replace("        count: 2\n", "").replace("        unit: pages\n", "        at_least: 3\n")
    result = marked(base, ours, theirs)
    block = "      - id: traffic\n        title: More traffic\n        {0}\n"
    assert result == base.replace(
        block.format("count: 2"),
        "<<<<<<< ours\n"
        + block.format("at_least: 3")
        + "=======\n"
        + block.format("done_when: All done")
        + ">>>>>>> theirs\n",
    )


def test_a_moved_item_takes_the_other_sides_edit_along() -> None:
    head, _, rest = PLAN.partition("      - id: traffic")
    traffic, _, chatbot = rest.partition("      - id: chatbot")
    swapped = head + "      - id: chatbot" + chatbot + "      - id: traffic" + traffic
    assert clean(PLAN, swapped, PLAN.replace("target: 120", "target: 130")) == swapped.replace("120", "130")
    assert clean(PLAN, PLAN.replace("target: 120", "target: 130"), swapped) == swapped.replace("120", "130")


def test_line_ends_mark_and_final_newline_are_kept() -> None:
    ours, theirs = JOURNAL + entry(12, "ana", 3), JOURNAL + entry(19, "bo", 4)
    expected = JOURNAL + entry(12, "ana", 3) + entry(19, "bo", 4)
    crlf = [text.replace("\n", "\r\n") for text in (JOURNAL, ours, theirs, expected)]
    assert clean(*crlf[:3]) == crlf[3]
    assert clean(*("\ufeff" + text for text in (JOURNAL, ours, theirs))) == "\ufeff" + expected
    assert clean(*(text[:-1] for text in (JOURNAL, ours, theirs))) == expected[:-1]
    assert clean(JOURNAL[:-1], ours, theirs[:-1]) == expected
    # an editor that turned all line ends over: that edit is kept too
    assert clean(JOURNAL, ours, crlf[2]) == crlf[3]


def test_a_file_that_both_sides_made() -> None:
    ours, theirs = JOURNAL + entry(12, "ana", 3), JOURNAL + entry(19, "bo", 4)
    assert clean("", ours, theirs) == JOURNAL + entry(12, "ana", 3) + entry(19, "bo", 4)


def test_anchors_mean_the_same_after_the_merge() -> None:
    base = (
        HEAD
        + "lead: &lead Ana\nobjectives:\n"
        + "".join(
            f"  - id: {id}\n    title: T\n    owner: *lead\n"
            f"    key_results:\n      - {{id: {id}1, title: A, count: 1}}\n"
            for id in "ab"
        )
    )
    assert clean(base, base.replace("count: 1", "count: 2", 1), base.replace("title: T", "title: U", 1))
    # theirs lends Ana's name once more while ours gives the lead to Bo: together that would say something nobody meant
    ours = base.replace("&lead Ana", "&lead Bo")
    theirs = base.replace("id: b1, title: A,", "id: b1, title: A, owner: *lead,")
    assert "both sides" in unsure(base, ours, theirs)


UNSURE = {
    "not YAML": (JOURNAL, JOURNAL + "\tx", JOURNAL + entry(12, "bo", 1)),
    "markers left from another merge": (JOURNAL, "<<<<<<< ours\n" + JOURNAL, JOURNAL + entry(12, "bo", 1)),
    "a key twice": (JOURNAL, JOURNAL + "check_ins: []\n", JOURNAL + entry(12, "bo", 1)),
    "mixed line ends": (JOURNAL, JOURNAL.replace("\n", "\r\n", 1), JOURNAL + entry(12, "bo", 1)),
    "a list, no mapping": ("- a\n", "- b\n", "- c\n"),
    "lines against brackets": (
        JOURNAL,
        PLAN + "check_ins: [{date: 2026-01-05, by: ana, results: {traffic: 101}}, {date: 2026-01-06, by: x}]\n",
        JOURNAL + entry(12, "bo", 1),
    ),
    "indented anew": (JOURNAL, PLAN + "check_ins:\n" + textwrap.dedent(MONDAY), JOURNAL + entry(12, "bo", 1)),
    "the entries of a day turned over": (
        JOURNAL + entry(5, "ana", 7),
        JOURNAL.replace(MONDAY, entry(5, "ana", 7) + MONDAY),
        JOURNAL + entry(5, "ana", 7) + entry(5, "bo", 8),
    ),
    "a text that the file's end cuts off": (
        JOURNAL,
        JOURNAL + "  - date: 2026-01-12\n    by: ana\n    note: |\n      one",
        JOURNAL + entry(19, "bo", 1),
    ),
    "two documents": (JOURNAL, JOURNAL + "---\na: 1\n", JOURNAL + entry(12, "bo", 1)),
}


@pytest.mark.parametrize("case", UNSURE.values(), ids=UNSURE)
def test_when_it_is_unsure_it_says_so_and_gives_no_text(case: tuple[str, str, str]) -> None:
    base, ours, theirs = case
    assert unsure(base, ours, theirs)
    assert unsure(base, theirs, ours)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (entry(19, "bo", 4), ""),
        (entry(12, "ana", 3), entry(12, "ana", 3) * 2),
        ("target: 120", "target: 12"),
        ("weight: 3}", "weight: 3"),
        ("tags: [search, web]", "tags: [search]"),
    ],
)
def test_a_weaver_that_makes_mistakes_is_found_out(right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = JOURNAL + entry(12, "ana", 3), JOURNAL + entry(19, "bo", 4)
    assert right in clean(JOURNAL, ours, theirs)
    weave = TreeMerger.weave

    def slipping(self: TreeMerger, *trees: Tree) -> list[Piece]:
        return [rendered(weave(self, *trees), str).replace(right, wrong)]

    monkeypatch.setattr(TreeMerger, "weave", slipping)
    assert unsure(JOURNAL, ours, theirs)


def test_nothing_is_never_a_result() -> None:
    assert "empty file" in unsure("a: 1\n", "a: 1\n", "")
    assert unsure("", "", "\n") is not None


def test_a_merge_by_lines_is_looked_at_too() -> None:
    ours, theirs = JOURNAL + entry(12, "ana", 3), JOURNAL + entry(19, "bo", 4)
    good = JOURNAL + entry(12, "ana", 3) + entry(19, "bo", 4)
    assert flaw(JOURNAL, ours, theirs, good) is None
    assert "lost" in str(flaw(JOURNAL, ours, theirs, ours))
    assert "not valid YAML" in str(flaw(JOURNAL, ours, theirs, ours + "check_ins: []\n"))
    assert "not a valid OKR file" in str(flaw(JOURNAL, ours, theirs, good.replace("target: 120", "hold: maybe")))
    # where a side cannot be read, nothing better can be asked of the result
    assert flaw(JOURNAL, "\t", theirs, "\t") is None


def test_two_texts_apart() -> None:
    assert apart("a\nb\nc\n", "a\nx\ny\nc\n") == "a\n<<<<<<< ours\nb\n=======\nx\ny\n>>>>>>> theirs\nc\n"
    assert apart("a\na\n", "a\na\na") == "a\na\n<<<<<<< ours\n=======\na\n>>>>>>> theirs\n"


def test_one_side_unchanged_is_the_other_side() -> None:
    theirs = JOURNAL.replace("title: More traffic", "title:   'More traffic'").replace("\n# Newest", "\n\n# Newest")
    assert merge(JOURNAL, JOURNAL, theirs) == Merged(theirs)


def test_a_comment_that_would_be_lost_leaves_the_merge_to_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data does not show it, and it may be the one that says why."""
    weave = TreeMerger.weave

    def forgetful(self: TreeMerger, *trees: Tree) -> list[Piece]:
        pieces = weave(self, *trees)
        return [each.replace("  # first of all", "") if isinstance(each, str) else each for each in pieces]

    ours, theirs = JOURNAL + entry(12, "ana", 104), JOURNAL.replace("target: 120", "target: 130")
    assert merge(JOURNAL, ours, theirs).fallback_reason is None
    monkeypatch.setattr(TreeMerger, "weave", forgetful)
    assert merge(JOURNAL, ours, theirs).fallback_reason == "a comment would be lost"
    # one side took it out, and nobody else minds
    gone = ours.replace("  # first of all", "")
    assert merge(JOURNAL, gone, theirs).fallback_reason is None
