"""Saving files."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_WRITE = "tests/shell/test_write.py::test_"
_FAULTS = "tests/shell/test_write_faults.py::test_old_or_new_and_the_truth_about_it"
_BATCH = "tests/shell/test_batch.py::test_"

MUTANTS = (
    Mutant(
        "file-not-synced",
        "okrctl/shell/durable.py",
        "            os.fsync(file.fileno())\n",
        "",
        (_FAULTS,),
        "A power cut after “done” leaves an empty file.",
    ),
    Mutant(
        "folder-not-synced",
        "okrctl/shell/write.py",
        "            warnings += sync_folder(real.parent, shown)\n",
        "",
        (f"{_WRITE}a_folder_that_cannot_be_synced_is_a_doubt_not_an_error",),
        "A power cut after “done” brings the old file back.",
    ),
    Mutant(
        "no-lock",
        "okrctl/shell/locks.py",
        "fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        (f"{_WRITE}waits_for_the_lock_and_gives_up_in_the_end",),
        "Of two people who check in at once one loses the entry.",
    ),
    Mutant(
        "lock-of-the-link",
        "okrctl/shell/write.py",
        "    real = Path(os.path.realpath(path))\n    shown = path.as_posix()\n",
        "    real = path\n    shown = path.as_posix()\n",
        (f"{_WRITE}a_link_stays_a_link",),
        "A link is replaced by a copy, and the real file goes stale.",
    ),
    Mutant(
        "written-in-place",
        "okrctl/shell/write.py",
        "        os.replace(temporary, real)\n",
        "        real.write_bytes(after)\n",
        (_FAULTS,),
        "A crash in the middle of writing leaves half a file.",
    ),
    Mutant(
        "others-changes-not-looked-for",
        "okrctl/shell/write.py",
        "        if now != before or (latest",
        "        if (latest",
        (f"{_WRITE}somebody_elses_change_is_kept",),
        "What an editor saved meanwhile is overwritten.",
    ),
    Mutant(
        "other-file-of-the-same-text",
        "okrctl/shell/write.py",
        " or (latest.st_ino, latest.st_dev) != (status.st_ino, status.st_dev)",
        "",
        (f"{_WRITE}an_equal_file_put_in_its_place_counts_as_a_change",),
        "A file that was swapped meanwhile is replaced with the owner and mode of the one before.",
    ),
    Mutant(
        "temporary-file-left",
        "okrctl/shell/durable.py",
        "        temporary.unlink()\n",
        "        pass\n",
        (f"{_WRITE}somebody_elses_change_is_kept",),
        "Every refused write litters the repository.",
    ),
    Mutant(
        "leftovers-stay",
        "okrctl/shell/write.py",
        "            clear_leftovers(real, locked=True)\n",
        "",
        (f"{_WRITE}leftovers_of_this_file_are_cleared_away",),
        "What a crash left behind stays for ever and is committed by `git add .`.",
    ),
    Mutant(
        "read-only-overwritten",
        "okrctl/shell/durable.py",
        "    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):\n",
        "    if False:\n",
        (f"{_WRITE}a_read_only_file_stays_as_it_is",),
        "A file that was closed on purpose is changed.",
    ),
    Mutant(
        "mode-not-kept",
        "okrctl/shell/durable.py",
        "    os.chmod(temporary, stat.S_IMODE(like.st_mode) & 0o777)\n",
        "",
        (f"{_WRITE}keeps_the_mode",),
        "Colleagues can no longer read a file after a check-in.",
    ),
    Mutant(
        "new-file-over-an-old-one",
        "okrctl/shell/durable.py",
        "        os.link(temporary, path)\n",
        "        os.replace(temporary, path)\n",
        (f"{_WRITE}write_new_loses_a_race_politely",),
        "Of two who make the same file at once one loses everything.",
    ),
    Mutant(
        "lost-write-is-a-success",
        "okrctl/shell/write.py",
        "    except LockError as error:\n",
        "    except (LockError, OSError) as error:\n        if isinstance(error, OSError):\n"
        "            return Written(real)\n",
        (_FAULTS,),
        "On a full disk okrctl says “checked in” and nothing was written.",
    ),
    Mutant(
        "batch-not-taken-back",
        "okrctl/shell/batch.py",
        "        for path, undo in reversed(self.undo):\n",
        "        for path, undo in []:\n",
        (f"{_BATCH}an_error_at_the_last_step_puts_everything_back",),
        "An error in the middle of a rollover leaves half of it done.",
    ),
    Mutant(
        "batch-over-changes",
        "okrctl/shell/batch.py",
        "        if data != before:\n",
        "        if False:\n",
        (f"{_BATCH}nothing_when_a_file_is_not_as_planned",),
        "A rollover overwrites what somebody saved meanwhile.",
    ),
)
