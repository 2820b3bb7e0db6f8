"""Headings and words of other tools, folded and by language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

_DROPPED = re.compile(r"[^\w ]|_")


@lru_cache(maxsize=8192)
def fold(text: str, keep: str = "") -> str:
    """A heading without case, accents, punctuation and repeated spaces; characters of ``keep`` stay."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    if keep:
        plain = "".join(each if each.isalnum() or each in keep or each.isspace() else " " for each in plain)
    else:
        plain = _DROPPED.sub(" ", plain)
    return " ".join(plain.split())


# English, German, French, Spanish and Portuguese; Chinese where it occurred. Folded: "Schlüsselergebnis" has no umlaut
HEADINGS: dict[str, str] = {
    "id": "id|goal id|objective id|key result id|row id|external id|externalid|legacy id|kennung|identifiant",
    "kind": "type|object type|art|typ|tipo|item type",
    "title": "goal name|okr name|title|name|summary|goal title|titel|titre|titulo|nom|nombre",
    "objective": "objective name|objective text|zielbezeichnung|objective|objectives|objective title|goal|goals|"
    "problem area|ziel|ziele|objektiv|objectif|objectifs|objetivo|objetivos|目标",
    "key result": "key result name|key result title|kr name|kr title|key result text|key result|key results|kr|krs|"
    "metric name|outcome|schlusselergebnis|schlusselergebnisse|ergebnis|kennzahl|resultat cle|resultats cles|"
    "resultado clave|resultados clave|resultado chave|resultados chave|child items|关键结果",
    "baseline": "baseline|start value|starting value|initial|initial value|from|metric start value|ausgangswert|"
    "startwert|depart|valeur initiale|valeur de depart|inicio|valor inicial|初始值",
    "value": "achieved value|achieved|latest value|latest|value|current|current value|actual|actual value|now|"
    "end q actual|aktuell|ist|istwert|wert|valeur|actuel|valeur actuelle|valor|valor actual|atual|valor atual|当前值",
    "target": "goal value|target amount|goal amount|objetivo final|target|target value|metric target value|zielwert|"
    "soll|sollwert|cible|valeur cible|meta|valor meta|目标值",
    "owner": "owner|owners|owner email|owner emails|owner email id|assignee|assignees|lead|champion|responsible|dri|"
    "accountable|verantwortlich|verantwortlicher|verantwortliche|responsable|responsavel|dono|负责人|contributors|who|"
    "wer|zustandig|zustandige person|besitzer|quien|qui|pilote|proprietaire|quem|encargado",
    "progress": "progress|progress percent|completion|fortschritt|avancement|progression|progreso|avance|"
    "progresso|进度",
    "score": "score|grade|final score|bewertung|note finale|nota|puntuacion|pontuacao|评分",
    "mid score": "mid q score|mid quarter score|mid score",
    "projected": "projected score|projected|forecasted grade|prognose",
    "confidence": "confidence|zuversicht|konfidenz|confiance|confianza|confianca",
    "unit": "unit|units|einheit|unite|unidad|unidade",
    "objective weight": "objective weight|gewicht des ziels",
    "weight": "weight|importance|contribution|gewicht|gewichtung|poids|peso",
    "department": "department|departments|team|teams|group|unit team|space|abteilung|bereich|departement|equipe|"
    "departamento|equipo|time",
    "period": "timeframe|time frame|time period|okr cycle|goal period|period|cycle|goal cycle|quarter|quartal|"
    "zeitraum|trimestre|periode|periodo|ciclo",
    "start": "start date|startdatum|beginn|date de debut|debut|fecha de inicio|data de inicio|expected start date|"
    "starts on",
    "end": "target date|deadline|due by|finish date|frist|termin|stichtag|date limite|end date|due date|due|due at|"
    "due on|faellig|fallig|enddatum|echeance|date de fin|fecha de fin|fecha limite|data de fim|prazo|"
    "expected end date|ends on",
    "date": "date|day|check in date|checkin date|datum|tag|date du point|fecha|data",
    "by": "by|author|user|von|par|por",
    "note": "note|notes|comment|comments|remark|bemerkung|kommentar|commentaire|remarque|comentario|nota de check in",
    "why": "description|why|context|notes on goal|beschreibung|warum|descripcion|descricao|detail",
    "status": "status|state|progress status|statut|estado|etat",
    "direction": "key result type|target type|limit type|operator|direction|richtung",
    "tags": "tags|labels|categories|okr type|schlagworte|etiquetas",
    "priority": "priority|prioritat|prioridad|prioridade|priorite",
    "parent": "parent goal|parent okr|parent name|aligned with|parent|parent id|aligns to|aligned to|"
    "parent objective|ubergeordnetes ziel|uebergeordnetes ziel",
    "corporate": "corporate|corporate objective|ubergeordnetes unternehmensziel|uebergeordnetes unternehmensziel",
    "group": "group|gruppe|groupe|grupo",
    "total": "total|sum|summe|gesamt|somme|suma|soma",
}
KINDS: dict[str, Literal["objective", "key result", "other"]] = {
    **dict.fromkeys(("objective", "goal", "ziel", "objectif", "objetivo"), "objective"),
    **dict.fromkeys(
        ("key result", "kr", "metric", "schlusselergebnis", "resultat cle", "resultado clave"), "key result"
    ),
}
FIELDS: dict[str, str] = {alias: field for field, aliases in HEADINGS.items() for alias in aliases.split("|")}
TOTALS = frozenset([*HEADINGS["total"].split("|"), "totals", "average", "mittel", "moyenne", "promedio", "media"])

_YES = frozenset(
    ["yes", "ja", "oui", "si", "sim", "true", "done", "x", "✅", "✓", "complete", "completed", "erledigt", "fertig"]
)
_NO = frozenset(["no", "nein", "non", "nao", "false", "open", "🚫", "❌", "incomplete", "offen"])
DROPPED = frozenset(
    ["dropped", "cancelled", "canceled", "abandoned", "verworfen", "gestrichen", "abandonne", "cancelado", "archived"]
)
_AT_MOST = re.compile(
    r"at most|not greater|stay(s|ing)? below|stay(s)? at or below|below|no more than|hochstens|maximal|nicht mehr als|"
    r"unter|au plus|maximum|como maximo|no maximo|≤|<="
)
_AT_LEAST = re.compile(
    r"at least|stay(s|ing)? above|"
    r"stay(s)? at or above|not less|no less than|mindestens|nicht weniger|au moins|al menos|"
    r"pelo menos|≥|>="
)
_PLACEHOLDER = re.compile(
    r"\$[A-Z]\b|\b_?[A-Z]<sub>|\[_?\$?[A-Z](<sub>\d*</sub>)?%?_?\][\[(]|\bTBD\b|\?\?\?|\bXX+\b|\[X%\]", re.ASCII
)


def field_of(heading: str) -> str | None:
    """The field that a heading means, in any of the languages; None if it is unknown."""
    plain = fold(heading.replace("%", " percent ") if "%" in heading else heading)
    found = FIELDS.get(plain) or FIELDS.get(plain.removesuffix(" percent")) or FIELDS.get(fold(heading))
    if found is None and "/" in heading:
        # one heading in two languages
        both = {FIELDS.get(fold(part)) for part in heading.split("/")}
        found = both.pop() if len(both) == 1 else None
    return found


def truth(text: str) -> bool | None:
    """Whether a cell means yes or no; None for anything else."""
    plain = fold(text) or text.strip()
    return True if plain in _YES else False if plain in _NO else None


def bound_in(*texts: str) -> str:
    """``at_least`` or ``at_most`` if the words express just one of them; else empty."""
    plain = " ".join(fold(text, keep="≤≥<=") for text in texts)
    most, least = bool(_AT_MOST.search(plain)), bool(_AT_LEAST.search(plain))
    return "" if most == least else "at_most" if most else "at_least"


def has_placeholder(text: str) -> bool:
    """Whether there is a placeholder instead of a number: ``$N``, ``N<sub>0</sub>``, ``[X%][x]``, ``TBD``."""
    return _PLACEHOLDER.search(text) is not None


def people(text: str) -> list[str]:
    """The names in a cell of owners."""
    parts = re.split(r"\s*[,;&/\n]\s*|\s+(?:and|und|et|y|e)\s+", text.strip())
    return list(dict.fromkeys(part.strip().lstrip("@") for part in parts if part.strip(" -–?@")))
