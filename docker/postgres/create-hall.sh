#!/bin/sh
# Runs once, on an empty volume: the hall's own role is not the superuser of the database server.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$HALL_DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE hall LOGIN PASSWORD :'password';
CREATE DATABASE hall OWNER hall;
SQL
