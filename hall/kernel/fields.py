"""Model fields for personal data."""

import json
from typing import Any

from django.db import models

from hall.kernel import crypto


class EncryptedField(models.TextField):
    """Text that is plain in Python and encrypted in the database. Searched through its blind index, never directly."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else crypto.decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else crypto.encrypt(str(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"isnull"}:
            raise TypeError(f"{self.name} is encrypted: search its blind index instead")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedField):
    """A structure of plain values (dict, list, text, numbers) that is encrypted in the database; never searched."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        plain = super().from_db_value(value, expression, connection)
        return json.loads(plain) if plain else None

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else super().get_prep_value(json.dumps(value))


class BlindIndexField(models.CharField):
    """The keyed digest of the encrypted field named `of`, kept in step by `pre_save`."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        digest = crypto.blind_index(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, digest)
        return digest
