"""A template may be a stranger's: it gets values, and nothing by which something is run, opened or changed."""

from datetime import date

import pytest
from jinja2 import UndefinedError
from pydantic import BaseModel

from jeu_oie.circuit.model import Source
from jeu_oie.draw.html import environment, fill, mistake_of
from jeu_oie.errors import InvalidInput, Problem
from jeu_oie.game.kinds import Kind
from jeu_oie.messages import load_catalog
from jeu_oie.resources import Templates

NAME = "page/page.html"
PICKLE = "cos\\nsystem\\n(S'touch mark'\\ntR."
ESCAPES = (
    "{{ cycler.__init__.__globals__.os.system('touch mark') }}",
    "{{ lipsum.__globals__['os'].popen('touch mark').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''['__class__'] }}",
    "{{ ['a']|map('attr', '__class__')|list|first }}",
    "{{ ['a']|map(attribute='__class__')|list|first }}",
    "{{ [source]|groupby('__class__')|map(attribute='grouper')|first }}",
    "{{ [source]|sort(attribute='__dict__.x') }}",
    "{{ '{0.__class__}'.format(source) }}",
    "{{ '{0.__class__.__mro__}'.format_map({'0': source}) }}",
    "{{ ('{0.__class__}'|attr('format'))(source) }}",
    "{{ ('{0.__class__}'|safe).format(source) }}",
    "{{ ['{0.__class__}']|map('attr', 'format')|map('attr', '__self__')|first }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{{ source.parse_raw('" + PICKLE + "', proto='pickle', allow_pickle=True) }}",
    "{{ source.parse_file('/etc/passwd') }}",
    "{{ source.model_construct }}",
    "{{ source.model_fields }}",
    "{{ (source|attr('copy'))() }}",
    "{{ t.translations.install() }}",
    "{{ t.translations._catalog }}",
    "{{ stranger.save() }}",
    "{{ function.__globals__ }}",
    "{{ function.__code__.co_consts }}",
    "{{ kind.__class__.__members__ }}",
    "{{ day.__reduce__() }}",
    "{{ values.append(1) }}",
    "{% do_what_is_not_there %}",
    "{% set x = dict.mro() %}{{ x }}",
    "{{ (1, 2).__class__ }}{{ namespace.__init__ }}",
    "{% for x in range(10**9) %}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../etc/passwd' %}",
    "{% include 'print/../../README.md' %}",
    "{% include '../pyproject.toml' %}",
    "{% extends 'C:\\\\secret' %}",
    "{% import 'os' as os %}{{ os.system('touch mark') }}",
    "{% include self %}",
    "{% include 'page/page.html' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ undefined_value }}",
    "{{ 1 / 0 }}",
    "{{ 'x' * 10**18 }}",
)


class Stranger:
    """As an object of any library that is handed to a template."""

    title = "x"

    def save(self) -> None:
        raise AssertionError("it was called")


Stranger.__module__ = "library"


def function() -> str:
    return "called"


def filled(text: str, **more: str) -> str:
    own = Templates("own", ((NAME, text), *more.items()))
    source = Source(title="Un titre")
    values = {
        "source": source,
        "t": load_catalog("fr"),
        "stranger": Stranger(),
        "function": function,
        "kind": Kind.STEP,
    }
    return fill(NAME, own, **values, day=date(2026, 1, 2), values=[1])


def mistake(text: str) -> Problem:
    with pytest.raises(InvalidInput) as raised:
        filled(text)
    (problem,) = raised.value.problems
    return problem


@pytest.mark.parametrize("text", ESCAPES, ids=range(len(ESCAPES)))
def test_what_a_template_may_not_is_told_as_its_mistake(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    problem = mistake("first line\n" + text)
    assert problem.place.file.startswith("own")
    assert problem.code.startswith("template-")
    assert list(tmp_path.iterdir()) == []


def test_the_guard_sees_what_a_plain_sandbox_lets_through():
    """pydantic's methods unpickle: with jinja2's own rules this would have run."""
    assert issubclass(Source, BaseModel)
    assert hasattr(Source, "parse_raw")
    assert mistake("{{ source.parse_raw('x') }}").code == "template-forbidden"


def test_values_are_looked_into_and_called_as_before():
    text = (
        "{{ source.title }} {{ kind }} {{ kind.value }} {{ day.year }} {{ values[0] }} {{ function() }} "
        "{{ '%s'|format('é') }} {{ '{}'.format('è') }} {{ 'a-b'.split('-')|join }} {{ {'k': 1}.items()|list }} "
        "{% for x in values %}{{ loop.first }}{% endfor %} {{ t('decimal') }} "
        "{% set c = cycler('o', 'p') %}{{ c.next() }} {% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m('<b>') }} "
        "{{ t.language }}"
    )
    assert filled(text) == ("Un titre step step 2026 1 called é è ab [(&#39;k&#39;, 1)] True , o <i>&lt;b&gt;</i> fr")


def test_a_mistake_has_its_line_and_its_template():
    problem = mistake("a\nb\n  {{ source.titel }}\n")
    assert (problem.place.file, problem.place.line, problem.code) == (f"own/{NAME}", 3, "template-undefined")
    assert (problem.excerpt, problem.caret) == ("  {{ source.titel }}", 3)
    assert "titel" in dict(problem.values)["details"]
    with pytest.raises(InvalidInput) as raised:
        filled("{% include 'mine.html' %}", **{"mine.html": "\n{{ 1 / 0 }}"})
    assert raised.value.problems[0].place.file == "own/mine.html"
    assert raised.value.problems[0].place.line == 2
    assert mistake("\n{% if %}").place.line == 2


def test_a_mistake_of_ours_stays_a_fault_of_ours():
    with pytest.raises(UndefinedError):
        fill(NAME)
    with pytest.raises(ZeroDivisionError) as raised:
        fill("page/page.html", Templates("own", (("embed.html", ""),)), words=1 / 0)
    assert mistake_of(raised.value, Templates("own", (("embed.html", ""),))) is None


def test_environments_do_not_pile_up():
    """Serving makes one for each save of a template."""
    for rank in range(12):
        filled(f"{rank}")
    assert environment.cache_info().currsize <= 4
