"""The flowchart that Mermaid draws: whatever a text holds, it is read as that text."""

import pytest

from jeu_oie.exchange.flow import escape, flow_of, mermaid_of
from jeu_oie.messages import load_catalog
from tests.exchange.harmful import HARMFUL
from tests.exchange.making import every_key, of, shipped
from tests.game.making import SHIPPED, circuit
from tests.house.source import ROOT

MERMAID = ROOT / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
PARSE = "text => mermaid.parse(text).then(() => '', error => String(error))"
DRAW = """async text => {
    const { svg } = await mermaid.render("drawn", text);
    document.body.innerHTML = svg;
    return [...document.querySelectorAll(".nodeLabel")].map(label => label.textContent);
}"""


def text_of(made):
    return mermaid_of(flow_of(made, load_catalog(made.language)))


@pytest.fixture(scope="module")
def page(chromium):
    assert MERMAID.exists(), "no Mermaid found: script/test installs it"
    with chromium().new_page() as page:
        page.add_script_tag(path=MERMAID)
        page.evaluate("mermaid.initialize({ startOnLoad: false })")
        yield page


@pytest.mark.browser
def test_the_parser_sees_a_fault(page):
    assert page.evaluate(PARSE, 'flowchart TD\n  a["un " deux"]')


@pytest.mark.browser
def test_every_circuit_is_read(page):
    origins = [*map(shipped, SHIPPED), every_key(), *map(of, range(3000, 3020))]
    texts = [text_of(origin.circuit) for origin in origins if origin.circuit]
    assert [fault for text in texts if (fault := page.evaluate(PARSE, text))] == []


@pytest.mark.browser
def test_a_label_shows_its_text_to_the_letter(page):
    labels = [text for text in HARMFUL if len(text) < 100 and text.strip() == text]
    titles = [*labels, "end", "1. liste", "**gras** _x_ `code`", "%%{init: {}}%%", "A --> B", "click", "#35; &lt;"]
    made = circuit(steps=[{"id": f"s{rank}", "title": title} for rank, title in enumerate(titles)])
    shown = ["".join(label.split()) for label in page.evaluate(DRAW, text_of(made))]
    unknown = "Qui agit : pas trouvé"
    assert shown[1:-1] == ["".join(f"{title}{unknown}".split()) for title in titles]


def test_only_letters_and_harmless_signs_stand_as_they_are():
    assert escape('Été, 5 "a"\n<b>;#') == "Été, 5 #34;a#34;<br/>#60;b#62;#59;#35;"
