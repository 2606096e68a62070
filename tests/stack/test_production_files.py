"""docker-compose.yml, Dockerfile and lock files keep the promises of docs/operations.md."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.journeys.running import COMMANDS

REPO = Path(__file__).resolve().parents[2]
COMPOSE_TEXT = (REPO / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
HARMLESS_DEFAULTS = {"HALL_VERSION", "WEB_WORKERS", "WORKER_CONCURRENCY", "PAPERS_CONCURRENCY"}
LOCKS = sorted((REPO / "requirements").glob("*.txt"))


def test_every_part_of_the_hall_is_there():
    assert set(SERVICES) == {"web", "live", "worker", "papers", "beat", "migrate", "postgres", "valkey", "proxy"}
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert "appendonly yes" in " ".join(SERVICES["valkey"]["command"])
    assert SERVICES["migrate"]["restart"] == "no"


def test_what_is_secret_comes_from_the_environment_or_nothing_starts():
    used = re.findall(r"(?<!\$)\$\{(\w+)([^}]*)\}", COMPOSE_TEXT)
    optional = {name for name, rest in used if not rest.startswith(":?")}
    assert optional <= HARMLESS_DEFAULTS
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY", name):
                assert re.fullmatch(r"\$\{\w+:\?.+\}", value), name


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_lasting_service_is_watched_restarted_and_not_all_powerful(name):
    service = SERVICES[name]
    assert "no-new-privileges:true" in service["security_opt"]
    if name != "migrate":
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"
    if name != "postgres":
        assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["user"] not in ("0", "root")


def test_only_the_proxy_can_be_reached_and_data_lie_in_named_volumes():
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert set(COMPOSE["volumes"]) == {"postgres-data", "valkey-data", "hall-data"}


def test_event_streams_are_not_held_back_by_the_proxy():
    caddy = (REPO / "docker/Caddyfile").read_text()
    live = caddy[caddy.index("handle /live/*") : caddy.index("reverse_proxy web:8000")]
    assert "flush_interval -1" in live


def test_every_file_the_image_copies_is_in_the_repository_and_in_the_build_context():
    context = (REPO / ".dockerignore").read_text().split()
    for source in re.findall(r"^COPY (?!--from)(\S+) ", (REPO / "Dockerfile").read_text(), re.MULTILINE):
        assert (REPO / source).exists(), source
        assert f"!{source}" in context


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_pins_hashes_and_names_no_index(lock):
    text = lock.read_text()
    pinned = re.findall(r"^\S+==\S+", text, re.MULTILINE)
    assert len(pinned) > 50
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"https?://|file:|--index-url|--extra-index-url|--find-links", text)


def test_the_lock_files_agree_with_each_other():
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([\w.-]+)==(\S+)", (REPO / f"requirements/{name}.txt").read_text(), re.MULTILINE))

    dev, run, production = pins("dev"), pins("run"), pins("production")
    assert production.items() <= run.items() <= dev.items()


@pytest.mark.parametrize("name", ["worker", "papers"])
def test_a_worker_has_the_same_queues_and_bounds_in_production_in_make_run_and_in_the_tests(name):
    def bounds(command: str) -> dict[str, str]:
        return dict(re.findall(r"--(queues|hostname|pool|max-[a-z-]+) (\S+)", command))

    at_home = dict(re.findall(r"^(\w+): (.+)$", (REPO / "Procfile").read_text(), re.MULTILINE))[name]
    assert bounds(at_home) == bounds(SERVICES[name]["command"]) == bounds(COMMANDS[name])
    assert name != "papers" or bounds(at_home)["max-memory-per-child"], "drawing holds fonts in memory: it is bounded"


def test_secrets_for_an_installation_are_made_without_anything_installed():
    made = subprocess.run([sys.executable, "-I", "-c", _RUN_KEYS], cwd=REPO, capture_output=True, text=True, check=True)
    names = {line.split("=")[0] for line in made.stdout.splitlines()}
    assert names >= {"SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD"}


_RUN_KEYS = "import sys, runpy; sys.path[:] = [p for p in sys.path if 'site-packages' not in p] + ['.']; \
runpy.run_module('stack.keys', run_name='__main__')"
