"""The routes: pages, forms, and JSON."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from secrets import compare_digest, token_urlsafe
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from okrctl.core.values.stop import Stop
from okrctl.render.data import json
from okrctl.web import data, edits, forms, pages
from okrctl.web.edits import Edit, Form, Outcome, Waiting, one, run
from okrctl.web.guard import Gate, Guard
from okrctl.web.kept import Answer, Asked, Kept

_MOST_DONE = 100
_MOST_FIELDS = 5000


def application(kept: Kept, gate: Gate) -> Guard:
    """The whole server, as an ASGI application."""
    live = Server(kept, gate)
    routes = [
        Route("/", live.report),
        Route("/source/{path:path}", live.source),
        Route("/version", live.version),
        Route("/health", live.health),
        Route("/api/v1/openapi.json", live.openapi),
        Route("/api/v1/show/{ref:path}", live.show),
        Route("/api/v1/{name}", live.data),
        Route("/checkin", live.check_ins),
        Route("/checkin/{department}", live.check_in, methods=["GET"]),
        Route("/checkin/{department}", live.posted(live.checked_in), methods=["POST"]),
        Route("/requests", live.requests),
        Route("/confirm", live.posted(live.confirmed), methods=["POST"]),
        Route("/ask", live.posted(live.asked), methods=["POST"]),
        Route("/done/{name}", live.done),
    ]
    return Guard(
        Starlette(routes=routes, exception_handlers={404: _nothing_here, 405: _nothing_here, Stop: _stopped}), gate
    )


@dataclass
class Server:
    """Answers accepted requests. Handlers run in threads, since reading and writing files takes time."""

    kept: Kept
    gate: Gate
    _waiting: Waiting = field(default_factory=Waiting)
    _done: OrderedDict[str, Outcome] = field(default_factory=OrderedDict)
    _writes: Lock = field(default_factory=Lock)

    def report(self, request: Request) -> Response:
        """The pages of the report."""
        from okrctl.flows.report.site import site_of

        asked = data.asked_of(request.query_params.multi_items())
        live, revision = pages.Live(self.gate.read_only), f"?at={quote(asked.at)}" if asked.at else ""

        def shown(path: str, line: int) -> str:
            return f"/source/{quote(path)}{revision}#L{line}"

        found = self.kept.answer("report", asked, lambda looked: (pages.report(site_of(looked, shown), live), True))
        return _sent(request, found, "text/html; charset=utf-8", {"Content-Security-Policy": pages.report_policy()})

    def source(self, request: Request) -> Response:
        """The lines of a file of the workspace."""
        path = request.path_params["path"]
        session = self.kept.looked(data.asked_of(request.query_params.multi_items(), refs=False)).session
        known = any(path == file.path for file in session.workspace.files)
        text = session.text(path) if known else None
        if text is None:
            raise Stop(f"there is no file {path} in this workspace")
        return _html(pages.page("live-source", self._live(request), path=path, lines=text.splitlines()))

    def version(self, request: Request) -> Response:
        """A name for the present contents of the files, which changes with them."""
        return PlainTextResponse(self.kept.version())

    async def health(self, request: Request) -> Response:
        """Whether the server answers; it tells nothing of the company."""
        return JSONResponse({"status": "ok"})

    async def openapi(self, request: Request) -> Response:
        """What /api/v1 offers."""
        return Response(json.render(data.openapi()), media_type="application/json")

    def data(self, request: Request) -> Response:
        """The JSON of a report."""
        name = request.path_params["name"]
        endpoint = data.ENDPOINTS.get(name)
        if endpoint is None:
            raise Stop(f"there is no report {name}", hint=f"available: {', '.join(data.ENDPOINTS)}, show/REF")
        asked = data.asked_of(request.query_params.multi_items(), dict(endpoint.more), refs=endpoint.refs)
        return self._json(request, name, asked, endpoint.make)

    def show(self, request: Request) -> Response:
        """The JSON of one item."""
        ref = request.path_params["ref"]
        asked = data.asked_of(request.query_params.multi_items(), refs=False)
        return self._json(request, f"show/{ref}", asked, data.shown(ref))

    def _json(self, request: Request, kind: str, asked: Asked, make: Callable[..., tuple[Any, bool]]) -> Response:
        def text(looked: Any) -> tuple[str, bool]:
            found, whole = make(looked, asked)
            return json.render(found), whole

        return _sent(request, self.kept.answer(kind, asked, text), "application/json", {})

    def check_ins(self, request: Request) -> Response:
        """The departments, with the number of check-ins due in each."""
        return _html(pages.page("live-checkins", self._live(request), **forms.departments(self.kept.looked())))

    def check_in(self, request: Request, form: Form | None = None, complaints: tuple[str, ...] = ()) -> Response:
        """The form for a department's check-in, or for correcting one."""
        given = dict(form) if form is not None else {k: [v] for k, v in request.query_params.items() if k == "correct"}
        looked = self.kept.looked()
        found = forms.check_in(looked, request.path_params["department"], given)
        live = self._live(request, given, complaints, one(given, "correct"))
        return _html(pages.page("live-checkin", live, **found), 422 if complaints else 200)

    def checked_in(self, request: Request, form: Form) -> Response:
        """A filled-in check-in: shown first, and written once the user has confirmed it."""
        department = request.path_params["department"]

        def edit(user: str | None) -> Edit:
            return edits.check_in(self.kept.settings, forms.known(self.kept.looked(), department), form, user)

        return self._submitted(request, form, f"Check-in of {department}", self.check_in, edit)

    def requests(self, request: Request, form: Form | None = None, complaints: tuple[str, ...] = ()) -> Response:
        """Requests to confirm, and a form to ask for something."""
        found = forms.requests(self.kept.looked())
        live = self._live(request, dict(form or {}), complaints)
        return _html(pages.page("live-requests", live, **found), 422 if complaints else 200)

    def confirmed(self, request: Request, form: Form) -> Response:
        """A promise."""
        return self._submitted(
            request, form, "Promise", self.requests, lambda _: edits.confirm(self.kept.settings, form)
        )

    def asked(self, request: Request, form: Form) -> Response:
        """A request to another department."""
        return self._submitted(request, form, "Request", self.requests, lambda _: edits.ask(self.kept.settings, form))

    def done(self, request: Request) -> Response:
        """What was written."""
        outcome = self._done.get(request.path_params["name"])
        if outcome is None:
            return RedirectResponse("/", 303)
        return _html(pages.page("live-done", self._live(request), outcome=outcome))

    def posted(self, handle: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
        """A handler that gets the form's values, once it is certain that one of our forms was sent."""

        async def receive(request: Request) -> Response:
            form = _parsed(await request.body(), request.headers.get("content-type", ""))
            if form is None or not compare_digest(one(form, "csrf").encode(), self.gate.csrf.encode()):
                return PlainTextResponse("this form is from an earlier run of the server; reload the page\n", 403)
            return await run_in_threadpool(handle, request, form)

        return receive

    def _submitted(
        self,
        request: Request,
        form: Form,
        title: str,
        again: Callable[[Request, Form, tuple[str, ...]], Response],
        edit_of: Callable[[str | None], Edit],
    ) -> Response:
        """Show what a form would change; write it if exactly that was shown and confirmed."""
        go = one(form, "go")
        if go == "edit":
            return again(request, form, ())
        try:
            edit = edit_of(request.scope.get("okrctl.user"))
        except Stop as stop:
            return again(request, form, (f"{stop.message}; {stop.hint}" if stop.hint else str(stop.message),))
        notes: tuple[str, ...] = ()
        if go in ("write", "commit"):
            with self._writes:
                shown, seen = self._waiting.take(one(form, "shown")), edit.seen()
                if shown == seen:
                    return self._written(run(lambda console: edit.write(console, go == "commit")))
            sent = "this was sent already, or the server was started again since; look whether it is written"
            notes = (sent if shown is None else "the files have changed since this was shown: it is now this",)
        told = run(edit.show)
        if told.refused and not told.results:
            return again(request, form, told.complaints or ("nothing was done",))
        told = Outcome(told.results, (*notes, *told.notes), told.complaints, told.refused)
        live = self._live(request, form)
        return _html(pages.change(live, title, told, self._waiting.put(edit.seen()), commits=edit.commits))

    def _written(self, outcome: Outcome) -> Response:
        name = token_urlsafe(8)
        self._done[name] = outcome
        while len(self._done) > _MOST_DONE:
            self._done.popitem(last=False)
        # reloading the page must not write again
        return RedirectResponse(f"/done/{name}", 303)

    def _live(
        self, request: Request, given: Form | None = None, complaints: tuple[str, ...] = (), correcting: str = ""
    ) -> pages.Live:
        user = request.scope.get("okrctl.user") or ""
        return pages.Live(self.gate.read_only, self.gate.csrf, user, given or {}, complaints, correcting)


def _parsed(body: bytes, kind: str) -> Form | None:
    """The fields of a form; None if it isn't one."""
    if kind.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return None
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        return None
    return {name: [value.replace("\r\n", "\n") for value in values] for name, values in found.items()}


def _sent(request: Request, found: Answer, kind: str, headers: dict[str, str]) -> Response:
    headers = {**headers, "ETag": found.tag, **({} if found.whole else {"Okrctl-Incomplete": "1"})}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers={**headers, "Content-Type": kind})


def _html(page: pages.Page, code: int = 200) -> Response:
    return HTMLResponse(page.text, code, {"Content-Security-Policy": page.policy})


async def _nothing_here(request: Request, error: Exception) -> Response:
    code = getattr(error, "status_code", 404)
    return _refusal(request, "there is no such page" if code == 404 else "this request isn't supported", None, code)


async def _stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, Stop)
    return _refusal(request, error.message or "nothing was done", error.hint, 400)


def _refusal(request: Request, message: str, hint: str | None, code: int) -> Response:
    if request.url.path.startswith("/api/"):
        return Response(json.render({"error": message, "hint": hint}), code, media_type="application/json")
    return _html(pages.page("live-refused", pages.Live(True), message=message, hint=hint), code)
