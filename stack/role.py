"""The hall's own account in the database: it owns one database and is not the server's superuser."""

import psycopg2.extensions
from psycopg2 import sql

NAME, DATABASE = "hall", "hall"


def make(link: psycopg2.extensions.connection, password: str) -> None:
    """There afterwards, with this password, whatever was there before. CREATEDB is for the databases of tests."""
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        role = sql.SQL(verb + " ROLE {} LOGIN CREATEDB PASSWORD {}")
        cursor.execute(role.format(sql.Identifier(NAME), sql.Literal(password)))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(NAME))
            )
