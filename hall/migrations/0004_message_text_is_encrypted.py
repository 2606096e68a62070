"""Texts of messages hold the links of ratings and tickets: they are encrypted like telephones."""

from typing import Any

from django.db import migrations

import hall.kernel.fields
from hall.kernel import crypto

BATCH = 2000


def encrypt_texts(apps: Any, schema_editor: Any) -> None:
    _rewrite(schema_editor.connection, crypto.encrypt)


def decrypt_texts(apps: Any, schema_editor: Any) -> None:
    _rewrite(schema_editor.connection, crypto.decrypt)


def _rewrite(connection: Any, changed: Any) -> None:
    """Every text, in batches by number; stored as it is, so past the field."""
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT id, text FROM hall_outgoingmessage WHERE id > %s ORDER BY id LIMIT %s", [last, BATCH]
            )
            rows = cursor.fetchall()
            if not rows:
                return
            cursor.executemany(
                "UPDATE hall_outgoingmessage SET text = %s WHERE id = %s", [(changed(text), pk) for pk, text in rows]
            )
            last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("hall", "0003_messages_are_found_by_time")]

    operations = [
        migrations.AlterField("outgoingmessage", "text", hall.kernel.fields.EncryptedField(verbose_name="内容")),
        migrations.RunPython(encrypt_texts, decrypt_texts),
    ]
