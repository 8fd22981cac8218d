"""What helps: a recourse to keep, a space where tenants meet."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.traits import Act, Traits, do, rule, say

RECOURSE = Traits(
    kind=Kind.RECOURSE,
    band="#1C6A67",
    share=0.13,
    pattern=Pattern(6, 6, '<path d="M0 6l6-6M-1 1l2-2M5 7l2-2" stroke-width="1.1"/>'),
    pictogram="signpost",
    legend=12,
    sort="recourse",
    act=do(Act.CARD),
    effect=say("effect.recourse"),
    game=say("game.recourse"),
    rules=rule("rules.recourse.take"),
)

SPACE = Traits(
    kind=Kind.SPACE,
    band="#C488AE",
    share=0.22,
    pattern=Pattern(5, 5, '<circle cx="2.5" cy="2.5" r="1.5"/>'),
    pictogram="people",
    legend=13,
    sort="space",
    act=do(Act.SPACE),
    effect=say("effect.space"),
    game=say("game.space"),
    rules=rule("rules.space", "rules.space.how", "rules.space.rest"),
    short_word=True,
)
