"""Runs the hall on one machine: PostgreSQL, Valkey and the project's own processes, from one command."""
