"""One form field as our macros show it, whether it comes from WTForms or from plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from wtforms import Field, Form, SelectFieldBase

PASSED_ON = ("minlength", "maxlength", "min", "max", "step")
"""Flags that WTForms validators set and browsers understand."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    selected: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    name: str
    label: str
    id: str = ""
    description: str = ""
    error: str = ""
    value: str = ""
    required: bool = False
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    checked: bool = False
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.id or self.name

    @property
    def described_by(self) -> str | None:
        """Ids of what a screen reader adds after the label: description first, then error."""
        ids = [f"{self.key}-hint"] if self.description else []
        ids += [f"{self.key}-error"] if self.error else []
        return " ".join(ids) or None


def as_text(value: Any) -> str:
    """What an input's `value` wants to hear: ISO for dates and times, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def choices_of(raw: Iterable[Sequence[Any]], value: Any) -> tuple[Choice, ...]:
    """From `(value, label)` or `(value, label, description)`; `value` is one or several."""
    chosen = {as_text(v) for v in (value if isinstance(value, (list, tuple, set)) else [value])}
    return tuple(
        Choice(as_text(own), str(label), as_text(own) in chosen, str(rest[0]) if rest else "")
        for own, label, *rest in raw
    )


def from_wtforms(source: Field) -> FieldView:
    flags = {name: getattr(source.flags, name, None) for name in PASSED_ON}
    return FieldView(
        name=source.name,
        id=source.id,
        label=str(source.label.text),
        description=str(source.description or ""),
        error=" ".join(str(error) for error in source.errors),
        value=wtforms_value(source),
        required=bool(source.flags.required),
        optional=bool(source.flags.optional),
        choices=wtforms_choices(source),
        checked=source.data is True,
        attrs={k: v for k, v in {**flags, **(source.render_kw or {})}.items() if v is not None},
    )


def wtforms_value(source: Field) -> str:
    say = getattr(source, "_value", None)
    return as_text(say() if say else source.data)


def wtforms_choices(source: Field) -> tuple[Choice, ...]:
    if not isinstance(source, SelectFieldBase):
        return ()
    return tuple(
        Choice(as_text(value), str(label), bool(on), str(extra.get("description", "")))
        for value, label, on, extra in source.iter_choices()
    )


def field_view(source: Field | FieldView | None = None, **given: Any) -> FieldView:
    """What a macro shows. Values given by name win over those of the field."""
    view = base_view(source, given)
    if "choices" in given:
        given["choices"] = choices_of(given["choices"], given.get("value", view.value))
    if "value" in given:
        given["value"] = as_text(given["value"]) if "choices" not in given else ""
    given["attrs"] = {**view.attrs, **given.get("attrs", {})}
    for name in ("label", "description", "error"):
        given[name] = str(given.get(name, getattr(view, name)) or "")
    return replace(view, **given)


def base_view(source: Field | FieldView | None, given: Mapping[str, Any]) -> FieldView:
    if isinstance(source, FieldView):
        return source
    if source is None:
        return FieldView(name=given["name"], label=given["label"], id=given["name"])
    return from_wtforms(source)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary: the same words as at the field, and where that is."""

    target: str
    text: str


def mistakes_of(source: Form | Iterable[Sequence[str]]) -> list[Mistake]:
    """From a WTForms form, or from pairs of field id and text."""
    if isinstance(source, Form):
        return [Mistake(f.id, str(error)) for f in source for error in f.errors]
    return [Mistake(target, str(text)) for target, text in source]
