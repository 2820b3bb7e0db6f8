"""The entry point: runs the command line and turns every outcome into an exit code.

``okrctl --version`` is answered here, before anything else is imported.
"""

from __future__ import annotations

import gc
import sys

from okrctl import __version__

EXIT_CANNOT_WRITE = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141


def main(argv: list[str] | None = None) -> int:
    """Run okrctl with these arguments (those of the process by default) and return its exit code."""
    args = sys.argv[1:] if argv is None else argv
    if argv is None:
        import os

        # pydantic would read the metadata of every installed package in search of plugins, and run what it finds
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # a run is short and creates few reference cycles; collecting as often as Python does costs 5% of it
        gc.set_threshold(1_000_000, 20)
    try:
        code = _attempt(args)
        _no_more_interrupts(argv)
    except KeyboardInterrupt as stop:
        _no_more_interrupts(argv)
        code = EXIT_INTERRUPTED
        _explain_interrupt(stop)
    _settle("stdout")
    _settle("stderr")
    if code == EXIT_INTERRUPTED and argv is None:
        # Ctrl-C while a text is run as code (dataclasses are made so) makes Python end by that signal in the end,
        # whatever code it is given: the exit code would be another one
        os._exit(code)
    return code


def _attempt(args: list[str]) -> int:
    try:
        _make_output_safe()
        code = _run(args)
        # the library of the language server closes it
        if not sys.stdout.closed:
            sys.stdout.flush()
    except BrokenPipeError:
        code = EXIT_BROKEN_PIPE
    except Exception as error:
        code = _last_resort(error, args)
    return code


def _no_more_interrupts(argv: list[str] | None) -> None:
    """Ignore Ctrl-C once the work is done: until the process ends, it would only make Python print a traceback."""
    # `signal` would be imported for this alone; `_signal` is built in
    import _signal  # type: ignore[import-not-found]

    if argv is None:
        _signal.signal(_signal.SIGINT, _signal.SIG_IGN)


def _explain_interrupt(stop: KeyboardInterrupt) -> None:
    if not stop.args:
        _say("interrupted")
        return
    from okrctl.core.values.safe import line

    _say(line(f"interrupted; {stop}"))


def _run(args: list[str]) -> int:
    if args in (["--version"], ["-V"]):
        sys.stdout.write(f"okrctl {__version__}\n")
        return 0
    from okrctl.cli import run

    return run(args)


def _make_output_safe() -> None:
    """Make all text printable: characters that an encoding lacks become escapes; pipes and files get UTF-8."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _open_closed_streams() -> None:
    """Without a standard stream (``>&-``) Python has None there, and the next file opened takes its number."""
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    import os

    # reading from stdin and writing to the others must fail; a failing write to stderr cannot be reported
    for name, flags, mode in (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, flags), mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _settle(name: str) -> None:
    """Discard buffered output after the pipe closed (``| head``) or the disk filled up, so that exit cannot raise."""
    stream = getattr(sys, name)
    try:
        stream.flush()
    except (OSError, ValueError):
        import os

        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
        except (OSError, ValueError):
            setattr(sys, name, None)


def _say(message: str) -> None:
    import contextlib

    with contextlib.suppress(OSError):
        sys.stderr.write(f"okrctl: {message}\n")
        sys.stderr.flush()


def _somewhere() -> bool:
    """Whether the working directory exists; a shell can be in one that was deleted."""
    import os

    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _last_resort(error: Exception, args: list[str]) -> int:
    """Report an unexpected exception in one line; OKRCTL_DEBUG adds the traceback."""
    import errno
    import os
    import traceback

    full = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EBADF)
    if isinstance(error, OSError) and error.errno in full and not error.filename:
        _say(f"the output could not be written: {error.strerror}")
        return EXIT_CANNOT_WRITE
    if isinstance(error, FileNotFoundError) and not _somewhere():
        _say("the working directory no longer exists; cd to one that does")
        return EXIT_USAGE
    if "-v" in args or "--verbose" in args or os.environ.get("OKRCTL_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    from okrctl.core.values.safe import line

    spot = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(os.path.dirname(spot.filename))}/{os.path.basename(spot.filename)}:{spot.lineno}"
    _say(line(f"internal error in okrctl {__version__}: {type(error).__name__} at {where}: {error}"))
    _say("this is a bug in okrctl, not in your files; set OKRCTL_DEBUG=1 to get a traceback for the bug report")
    return EXIT_INTERNAL


if __name__ == "__main__":
    # `python -m okrctl` imports from the current folder first, which may contain somebody else's typer.py
    if not sys.flags.safe_path:
        del sys.path[0]
    sys.exit(main())
