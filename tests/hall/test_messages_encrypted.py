"""The text of a message holds links that are keys: the database has it encrypted only."""

from importlib import import_module

import pytest
from django.db import connection

from hall.models import OutgoingMessage
from hall.verbs.messages import queue_message
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db

LINK = "http://127.0.0.1/rate/3Xk9pQ7vTz2mWd8sLr/"


@pytest.fixture
def message() -> OutgoingMessage:
    values = {"number": "A001", "window": "12"}
    made = queue_message("called", hall=HallFactory(), phone="13812340001", dedupe_key="1", values=values)
    assert made is not None
    return made


def stored(message: OutgoingMessage) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM hall_outgoingmessage WHERE id = %s", [message.pk])
        return str(cursor.fetchone()[0])


def test_the_database_does_not_know_the_text(message):
    message.text = LINK
    message.save()
    assert "3Xk9" not in stored(message)
    message.refresh_from_db()
    assert message.text == LINK


def test_nothing_searches_the_text(message):
    with pytest.raises(TypeError):
        OutgoingMessage.objects.filter(text__contains="rate")


def test_texts_written_before_are_encrypted_once_and_can_go_back(message):
    migration = import_module("hall.migrations.0004_message_text_is_encrypted")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hall_outgoingmessage SET text = %s", [LINK])
    with connection.schema_editor() as editor:
        migration.encrypt_texts(None, editor)
    assert "3Xk9" not in stored(message)
    message.refresh_from_db()
    assert message.text == LINK
    with connection.schema_editor() as editor:
        migration.decrypt_texts(None, editor)
    assert stored(message) == LINK
