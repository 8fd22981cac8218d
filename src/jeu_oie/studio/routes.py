"""All that can be asked for, in one place."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from jeu_oie.messages import Words
from jeu_oie.studio.editing import Editing
from jeu_oie.studio.guard import SAVE, WRITES, Guard
from jeu_oie.studio.keys import Keys
from jeu_oie.studio.shelf import Shelf
from jeu_oie.studio.views import Views

CIRCUIT = "/c/{landlord}/{circuit}"


def application(shelf: Shelf, words: Words, port: int, keys: Keys, report: Callable[[Exception], None]) -> ASGIApp:
    views = Views(shelf, words, port, keys)
    editing = Editing(views)
    routes = [
        Route("/", views.index),
        Route("/live.css", views.style),
        Route("/live.js", views.script),
        Route("/font-{weight:int}.woff2", views.font),
        Route(f"{CIRCUIT}/", views.preview),
        Route(f"{CIRCUIT}/events", views.events),
        Route(f"{CIRCUIT}/print/", views.prints),
        Route(f"{CIRCUIT}/editor", editing.page),
        Route(f"{CIRCUIT}/editor/files", editing.files),
        Route(f"{CIRCUIT}/editor/events", editing.events),
        Route(f"{CIRCUIT}/editor/{SAVE}", editing.save, methods=WRITES),
        Route(f"{CIRCUIT}/{{name:path}}", views.file),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: views.failed, Exception: views.broken})
    return Guard(app, port, keys, words, report)
