"""Which letter is due, and the date that it proposes: by facts alone."""

from datetime import date, datetime, timedelta

from jeu_oie.circuit.times import Starts
from jeu_oie.game.days import Counting, days_after, end_of, ends, last_day, months_after, next_working
from jeu_oie.game.letters.facts import Dossier, Egg, LetterFacts, moment_of

# How long a letter gives, in days; the first where it is urgent (« ce que je propose ; la loi n’en fixe pas »).
GIVEN = {"report": (1, 15), "remind": (2, 8), "notice": (5, 15)}
OTHERWISE_GIVEN = (15, 15)
TOLD_GIVEN = (1, 8)  # after a call, where nobody announces anything
COMMISSION_MONTHS = 2  # after the demand of a decent home (loi du 6 juillet 1989, article 20-1)


def announced_end(facts: LetterFacts, dossier: Dossier) -> datetime | None:
    """When the announced delay is over; None where no date can be counted."""
    delay = facts.delay
    if delay is None or delay.term is None:
        return None
    match delay.starts:
        case Starts.APPOINTMENT | Starts.RECEIPT:
            begun = dossier.of("visit" if delay.starts is Starts.APPOINTMENT else "answer")[-1:]
        case Starts.UNKNOWN:
            begun = dossier.of("call", "letter")[-1:]
        case _:
            begun = dossier.of("call", "letter")[:1]
    return next((ends(each.day, each.hour, delay.term) for each in begun if each.day), None)


def due_end(facts: LetterFacts, dossier: Dossier) -> datetime | None:
    """Until when one waits: what is announced, and what the last letter proposed; None where nothing has a date."""
    known = [end for end in (announced_end(facts, dossier),) if end]
    if sent := dossier.of("letter")[-1:]:
        known += [end_of(limit_of(sent[0], facts))]
    elif not known and (told := dossier.of("call")[:1]) and told[0].day:
        known += [end_of(days_after(told[0].day, TOLD_GIVEN[facts.kind != "urgent"], Counting.DAYS))]
    return max(known, default=None)


def limit_of(sent: Egg, facts: LetterFacts) -> date:
    """The date that a letter proposed; what this program would have proposed where nobody has noted it."""
    assert sent.day
    return sent.limit or given(sent.letter, sent.day, facts)


def given(name: str, day: date, facts: LetterFacts) -> date:
    number = GIVEN.get(name, OTHERWISE_GIVEN)[facts.kind != "urgent"]
    return next_working(days_after(day, number, Counting.DAYS))


def proposed(name: str, facts: LetterFacts, dossier: Dossier) -> date:
    """``{limite}``: the announced day where it is still to come and sure, else days of ours."""
    end = announced_end(facts, dossier)
    if end and end > dossier.now and is_told(facts, dossier):
        return last_day(end)
    return given(name, dossier.today, facts)


def is_told(facts: LetterFacts, dossier: Dossier) -> bool:
    """Whether the announced delay may stand in a letter: nobody is accused on a doubtful fact."""
    return facts.delay is not None and (dossier.ticked or not facts.delay.doubt)


SILENT = ("danger", "follow", "not-ours")  # kinds of which nothing is written


def choose(facts: LetterFacts, dossier: Dossier) -> str | None:
    """The id of the letter that is due; None where none is, or nothing may be written."""
    if facts.letter == "none" or facts.kind in SILENT:
        return None
    match facts.kind:
        case "accused":
            return "hear"
        case "deadline":
            return "offer" if facts.letter == "offer" and dossier.choice in answers_left(dossier) else None
        case "neighbours":
            return choose_neighbours(facts, dossier)
        case "right":
            return choose_right(facts, dossier)
        case _:
            return choose_repair(facts, dossier)


def answers_left(dossier: Dossier) -> tuple[str, ...]:
    """What one may still answer to an offer: a visit only where the written date leaves two days."""
    far = dossier.written is not None and dossier.written >= dossier.today + timedelta(days=2)
    return ("a", "b", "c") if far else ("a", "c")


def waits(facts: LetterFacts, dossier: Dossier) -> bool:
    end = due_end(facts, dossier)
    return end is None or dossier.now < end


def sent_letters(dossier: Dossier) -> list[str]:
    return [each.letter or "report" for each in dossier.of("letter")]


def choose_neighbours(facts: LetterFacts, dossier: Dossier) -> str | None:
    sent = sent_letters(dossier)
    if not dossier.of("fact") or len(sent) > 1 or (sent and waits(facts, dossier)):
        return None
    return "neighbours"


def choose_right(facts: LetterFacts, dossier: Dossier) -> str | None:
    sent = sent_letters(dossier)[-1:]
    if not facts.letter or not sent:
        return facts.letter or None
    if sent == ["decency"]:
        return commission(dossier)
    if sent != ["report"] or waits(facts, dossier):
        return None
    return "cdc" if facts.subject else "remind"


def choose_repair(facts: LetterFacts, dossier: Dossier) -> str | None:
    sent, told = dossier.of("letter")[-1:], dossier.of("call", "letter")
    last = sent_letters(dossier)[-1] if sent else ""
    if not any(each.kind in ("call", "letter") for each in dossier.eggs) or (dossier.in_writing and not sent):
        return "report"
    if facts.charge == "tenant" or not told:
        return None
    missed = dossier.of("no-visit")[-1:]
    if missed and last in ("", "report") and moment_of(missed[0]) >= moment_of(told[-1]):
        return "remind"
    if last == "decency":
        return commission(dossier)
    return None if waits(facts, dossier) else next_rung(last, decency=facts.decency, urgent=facts.kind == "urgent")


def next_rung(last: str, *, decency: bool, urgent: bool) -> str | None:
    """The letter after ``last`` (empty: one only spoke), once the day of that one is past."""
    match last:
        case "":
            return "remind"
        case "report" | "remind" if decency and not urgent:
            return "decency"
        case "report":
            return "remind"
        case "remind":
            return "notice"
        case "notice":
            return "decency" if decency else "cdc"
        case _:
            return None


def commission(dossier: Dossier) -> str | None:
    """The commission, two months after the demand of a decent home."""
    asked = [each.day for each in dossier.of("letter") if each.letter == "decency" and each.day][-1]
    return "cdc" if dossier.now >= end_of(months_after(asked, COMMISSION_MONTHS)) else None
