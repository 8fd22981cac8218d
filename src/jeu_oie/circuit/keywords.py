"""Which thing a title speaks of, where its author chose no picture (« icon: »): by a table of French and English stems.

Accents and case apart; the first row found wins: dangers first, gas before everything (pictures.md).
"""

import re

from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.pictures import Picture

STEMS: tuple[tuple[Picture, str], ...] = (
    (Picture.GAS, r"odeurs? de gaz|fuites? de gaz|gaz|gas (?:leak|smell)|smell of gas"),
    (Picture.FIRE, r"feu|incendi|flamme|fire"),
    (Picture.SMOKE, r"fumee|monoxyde|smoke|monoxide"),
    (Picture.ELECTRICITY, r"electrocut|choc electrique|electric shock"),
    (Picture.DANGER, r"danger|menace|coups\b|violen|threat|assault"),
    (Picture.ILL, r"malade|blesse|mal de tete|nausee|injur"),
    (Picture.FLOOD, r"inond|degats? des eaux|flood|water damage"),
    (Picture.LEAK, r"fuite|leak|burst"),
    (Picture.DRAIN, r"evacuation|bouche|wc\b|toilet|canalisation|chasse d.eau|drain|blocked pipe"),
    (Picture.HOT_WATER, r"eau chaude|ballon|chaudiere|chauffe.eau|hot water|boiler"),
    (Picture.TAP, r"robinet|goutte|joint\b|\btap|faucet|drip"),
    (Picture.SHOWER, r"douche|\bbain|shower|\bbath"),
    (Picture.DAMP, r"humid|moisi|salpetre|\bdamp|mould|mold"),
    (Picture.HEATING, r"chauffage|radiateur|heating|heater"),
    (Picture.COLD, r"froid|isolation|\bcold"),
    (Picture.VENTILATION, r"vmc|ventil|aeration"),
    (Picture.POWER_CUT, r"plus d.electricite|sans courant|panne de courant|coupure|no (?:power|electricity)|power cut"),
    (Picture.ELECTRICITY, r"electri|disjoncteur|courant\b"),
    (Picture.LIGHT, r"lumiere|ampoule|eclairage|\blight"),
    (Picture.LIFT, r"ascenseur|\blift|elevator"),
    (Picture.LOCK, r"serrure|verrou|badge|\block"),
    (Picture.KEY, r"\bcles?\b|\bkeys?\b"),
    (Picture.MAILBOX, r"boites? aux lettres|mailbox|letterbox"),
    (Picture.DOORBELL, r"sonnette|interphone|doorbell|intercom"),
    (Picture.STAIRS, r"escalier|stair"),
    (Picture.WINDOW, r"fenetre|vitre|window"),
    (Picture.SHUTTER, r"volet|\bstore\b|shutter|blind"),
    (Picture.CLEANING, r"menage\b|proprete|\bsale|poubelle|clean|dirty|rubbish"),
    (Picture.DOOR, r"portes?\b|poignee|\bhall\b|\bdoor"),
    (Picture.PEST, r"cafard|souris|\brats?\b|nuisible|punaise|cockroach|mice|vermin|bedbug"),
    (Picture.ROOF, r"\btoit|plafond|\broof|ceiling"),
    (Picture.NOISE, r"bruit|musique|tapage|\bfete|crie|noise|music|party"),
    (Picture.ANIMAL, r"chien|aboie|animal|\bdog|bark"),
    (Picture.SMELL, r"odeur|puanteur|smell|stink"),
    (Picture.DAMAGE, r"degrad|vandal|tags?\b|graffiti"),
    (Picture.PEOPLE, r"hall occupe|squat|trafic\b|drug deal"),
    (Picture.SPEECH, r"insult|harcel|on se plaint|harass|complains? about me"),
    (Picture.PARKING, r"stationn|parking|garage"),
    (Picture.DISABILITY, r"handicap|disab"),
    (Picture.MOVE, r"mutation|echang|demenag|changer de logement|\bmove|swap"),
    (Picture.FAMILY, r"famille|enfant|naissance|family|child"),
    (Picture.MONEY, r"argent|loyer|ressource|qui paie|dette|rent\b|money|debt|who pays"),
    (Picture.WATER, r"\beau\b|\beaux\b|water"),
    (Picture.REGISTERED, r"recommande|lrar|mise en demeure|registered|formal notice"),
    (Picture.APPOINTMENT, r"rendez.vous|creneau|appointment"),
    (Picture.WEBSITE, r"en ligne|\bsite\b|signal logement|online|website"),
    (Picture.SMS, r"\bsms\b|text message"),
    (Picture.MOBILE, r"numero a jour|number up to date"),
    (Picture.PHONE, r"appel|telephon|j.appelle|\bcall"),
    (Picture.COMPANY, r"entreprise|technicien|prestataire|contractor|technician"),
    (Picture.WORK, r"travaux|repar|works?\b|repair"),
    (Picture.VISIT, r"controle|visite|etat des lieux|visit|inspect"),
    (Picture.INSURANCE, r"assurance|insurance"),
    (Picture.COPY, r"copie|papier|copy|papers"),
    (Picture.PHOTO, r"photo"),
    (Picture.ADVICE, r"adil|conseil|juriste|\badvice|lawyer"),
    (Picture.MEETING, r"\bcdc\b|\bccl\b|commission|caleol|rencontre|reunion|committee|meeting"),
    (Picture.CONCILIATION, r"concili|mediation|accord\b|mediat|agreement"),
    (Picture.COURT, r"\bjuge|tribunal|plainte|expulsion|court|judge"),
    (Picture.TOWN_HALL, r"mairie|prefecture|town hall"),
    (Picture.ASSOCIATION, r"association"),
    (Picture.RECORDED, r"enregistr|\bnote|recorded|logged"),
    (Picture.FORM, r"questionnaire|enquete|dossier|demande|survey|\bform\b|request"),
    (Picture.LETTER, r"lettre|courrier|j.ecris|ecrit|letter|write"),
    (Picture.DESK, r"accueil|agence|guichet|desk|office"),
    (Picture.DAY, r"date\b|jour\b|day\b"),
    (Picture.LANDLORD, r"bailleur|landlord"),
)
TABLE = tuple((picture, re.compile(rf"\b(?:{stems})")) for picture, stems in STEMS)


def picture_for(title: str) -> Picture | None:
    """The thing that ``title`` speaks of; None where no stem is found."""
    said = plain(title).replace("’", "'")
    return next((picture for picture, stems in TABLE if stems.search(said)), None)
