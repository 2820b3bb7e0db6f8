"""Renames the item under the cursor everywhere, with the proof that nothing else changes its meaning."""

from __future__ import annotations

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.references import Target
from okrctl.core.edit.proposal import Proposal
from okrctl.core.editor.names import Meaning
from okrctl.core.format.literals import parse_id
from okrctl.core.format.types import id_problem
from okrctl.core.planning.misread import misread
from okrctl.core.planning.propose import Doubt, Files, propose
from okrctl.core.planning.rename import rename
from okrctl.flows.editor.desk import Snapshot

_METRIC = "metrics can't be renamed yet: change the id in okrctl.yaml, then fix the findings"


def renamed(snapshot: Snapshot, meant: Meaning, new: str) -> Proposal | str:
    """The texts of all files with the new id, or why there are none."""
    ws = snapshot.session.workspace
    broken = [file.path for file in ws.files if file.incomplete]
    if broken:
        return f"{broken[0]}: okrctl can't read all of it, so the edit could miss something; fix its findings first"
    if not isinstance(meant, Target):
        return _METRIC
    if parse_id(new) is None:
        return f"{new} is not an id: {id_problem(new)}"
    changes = rename(ws, Files(lambda path: snapshot.text(path) or ""), meant, new)
    if isinstance(changes, Mistake):
        return changes.message
    proposal = propose(Files(lambda path: snapshot.text(path) or ""), changes)
    if isinstance(proposal, Doubt):
        return f"{proposal.path} is left as it is: {proposal.refusal.reason}"
    text = misread(ws, proposal.workspace(ws), meant, new)
    return f"{text} would mean something else then" if text else proposal
