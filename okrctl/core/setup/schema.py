"""The JSON Schema of all files of the format, generated from the models that validate files.

It contains the rules of those models, and of what can be checked in one file: a key result has one kind, an objective
has a cycle. It accepts what YAML parsers make of a text (numbers, booleans, null for a key without a value).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from okrctl.core.findings.rule import rules
from okrctl.core.format.literals import FORMAT_VERSION, SEVERITIES
from okrctl.core.model.files import department_doc
from okrctl.core.model.registry import kind_keys, kinds
from okrctl.core.model.settings import Config
from okrctl.core.setup.snippets import in_words, kind_snippets, listed

Schema = dict[str, Any]


class _Generator(GenerateJsonSchema):
    def default_schema(self, schema: Any) -> Schema:
        """Without a default: it is in the description, and in files it would be a text."""
        return self.generate_inner(schema["schema"])


def json_schema() -> Schema:
    """The schema: of okrctl.yaml if a file has only keys of okrctl.yaml, else of a department file."""
    department, workspace = department_doc(), Config
    _, made = models_json_schema(
        [(department, "validation"), (workspace, "validation")], by_alias=True, schema_generator=_Generator
    )
    roots, text = (department.__name__, workspace.__name__), str(made)
    # a dataclass behind a text has a definition, too, which nothing refers to
    used = {key: model for key, model in made["$defs"].items() if key in roots or f"#/$defs/{key}'" in text}
    models = {_name(key): _model(_name(key), model) for key, model in used.items()}
    models["KeyResult"]["defaultSnippets"] = kind_snippets()
    models["KeyResult"]["allOf"] = _kind_conditions()
    models["DepartmentFile"]["allOf"] = [_cycle_condition()]
    models["Config"]["properties"]["rules"] = _rules(models["Config"]["properties"]["rules"])
    alone = sorted(models["Config"]["properties"].keys() - models["DepartmentFile"]["properties"].keys())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:okrctl:format:{FORMAT_VERSION}",
        "title": "OKR file",
        "description": f"Files of okrctl, format version {FORMAT_VERSION}: okrctl.yaml and department files.",
        "type": "object",
        "if": {"not": {"required": ["department"]}, "anyOf": [{"required": [key]} for key in alone]},
        "then": {"$ref": "#/$defs/Config"},
        "else": {"$ref": "#/$defs/DepartmentFile"},
        "$defs": in_words(models),
    }


def _name(key: str) -> str:
    return key.removesuffix("Doc")


def _model(name: str, model: Schema) -> Schema:
    """A mapping of the format; custom keys start with x-."""
    properties = {key: _field(field) for key, field in model["properties"].items()}
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return {
        **model,
        "title": words[0] + words[1:].lower(),
        "properties": properties,
        "patternProperties": {"^x-": True},
    }


def _field(schema: Schema) -> Schema:
    """A field as editors show it best: without a generated title and a null default, and with null as one of its
    types."""
    cleaned = {key: value for key, value in _walked(schema).items() if key != "title"}
    options = cleaned.get("anyOf", [])
    if {"type": "null"} not in options:
        return cleaned
    del cleaned["anyOf"]
    options = [option for option in options if option != {"type": "null"}]
    if len(options) > 1 or "$ref" in options[0]:
        return {**cleaned, "anyOf": [*options, {"type": "null"}]}
    return {**cleaned, **_nullable(options[0])}


def _nullable(schema: Schema) -> Schema:
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    wider = dict(schema)
    if "type" in wider:
        wider["type"] = [*([wider["type"]] if isinstance(wider["type"], str) else wider["type"]), "null"]
    if "enum" in wider:
        wider["enum"] = [*wider["enum"], None]
    return wider


def _walked(value: Any) -> Any:
    """The same schema with our names of models, disjoint choices as anyOf, and maps that allow no other keys."""
    if isinstance(value, list):
        return [_walked(item) for item in value]
    if not isinstance(value, dict):
        return value
    walked = {{"oneOf": "anyOf"}.get(key, key): _walked(item) for key, item in value.items() if key != "discriminator"}
    if isinstance(walked.get("$ref"), str):
        walked["$ref"] = walked["$ref"].removesuffix("Doc")
    if "patternProperties" in walked:
        walked["additionalProperties"] = False
    return walked


def _given(key: str) -> Schema:
    """The key exists and has a value."""
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _without(keys: Iterable[str], words: str) -> Schema:
    """These keys must not be there; written as patterns, which editors don't take for keys to complete."""
    return {"patternProperties": {f"^{key}$": {"type": "null", "errorMessage": words} for key in keys}}


def _lacks(words: str) -> Schema:
    """Something must be added; editors show this at the id, which is always there."""
    return _without(["id"], words)


def _unless(keys: Iterable[str], then: Schema) -> Schema:
    return {"if": {"not": {"anyOf": [_given(key) for key in keys]}}, "then": then}


def _either(key: str, others: Iterable[str]) -> Schema:
    return {"if": _given(key), "then": _without(others, f"remove this or {key}: they don't go together")}


def _kind_conditions() -> list[Schema]:
    """Exactly one kind, and no key that belongs only to others.

    A choice between the kinds would be shorter, but editors then name the first one, whatever was meant.
    """
    deciding = [key for kind in kinds() for key in kind.decided_by]
    chosen = [
        _unless(["title", "metric"], _lacks("add a title, or a metric, which has one")),
        _unless(deciding, _lacks(f"add what is to be reached: {listed(deciding)}")),
    ]
    for number, kind in enumerate(kinds()):
        later = [key for other in kinds()[number + 1 :] for key in other.decided_by]
        chosen += [_either(key, later) for key in kind.decided_by if later]
        if kind.alternatives:
            chosen.append(_either(kind.alternatives[0], kind.alternatives[1:]))
    for key in kind_keys():
        if key not in deciding:
            fitting = [wanted for kind in kinds() if key in kind.own_keys() for wanted in kind.decided_by]
            chosen.append(_unless(fitting, _without([key], f"only goes with {listed(fitting)}")))
    return chosen


def _cycle_condition() -> Schema:
    """Every objective has a cycle, its own or the file's."""
    return {"if": {"not": _given("cycle")}, "then": {"properties": {"objectives": {"items": _given("cycle")}}}}


def _rules(field: Schema) -> Schema:
    """Severities by code, each with what its rule flags; YAML 1.1 parsers read `off` as false."""
    severities = [*SEVERITIES, False, None]
    codes = {rule.code: {"description": f"{rule.name}: {rule.summary}", "enum": severities} for rule in rules()}
    return {
        "description": field["description"],
        "type": ["object", "null"],
        "properties": codes,
        "additionalProperties": False,
    }
