"""PostgreSQL and Valkey from wheels: whose they are, what they may, and what they leave alone."""

import os
import shutil
import stat
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from stack import demote, keys
from stack.places import Places
from stack.services import Services
from tests.stack.conftest import SmallHall

pytestmark = pytest.mark.stack
ONLY_DAC_READ_SEARCH = 1 << 2


def modes(folder: Path) -> dict[Path, tuple[int, int]]:
    return {step: (stat.S_IMODE(step.stat().st_mode), step.stat().st_uid) for step in folder.parents}


def test_secrets_are_made_once_and_only_what_is_missing_is_added(tmp_path):
    file = tmp_path / "secrets.env"
    first = keys.kept(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.kept(file) == first
    keys.write(file, {"SECRET_KEY": "from an older release"})
    later = keys.kept(file)
    assert later["SECRET_KEY"] == "from an older release"
    assert set(later) == set(first)
    assert len({*first.values(), *keys.fresh().values()}) == 2 * len(first), "nothing is a fixed default"


@pytest.mark.skipif(os.geteuid() != 0, reason="only when started as root")
def test_started_by_root_below_a_closed_folder_the_servers_are_nobody_special(small_hall: SmallHall):
    before = modes(small_hall.root / "x")
    small_hall.root.parent.chmod(0o700)
    small_hall.bring_wheels()
    assert small_hall.stack("services", "up").returncode == 0
    for words in (("postgres", "-D"), ("valkey-server",)):
        server = small_hall.one(*words)
        assert 0 not in server.uids()
        status = Path(f"/proc/{server.pid}/status").read_text()
        held = next(line for line in status.splitlines() if line.startswith("CapEff"))
        assert int(held.split()[1], 16) in (0, ONLY_DAC_READ_SEARCH)
    assert modes(small_hall.root / "x") == before
    assert small_hall.stack("services", "down").returncode == 0
    assert small_hall.processes() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only when started as root")
def test_a_folder_that_everybody_may_enter_needs_no_capability(tmp_path):
    account = demote.account_for(tmp_path)
    assert account is not None and account.pw_uid != 0
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not demote.can_enter(account, closed / "data")
    assert demote.can_enter(account, Path("/usr/bin/env"))


def test_no_password_no_entry_and_only_from_this_machine(small_hall: SmallHall):
    small_hall.stack("services", "up")
    services = Services(Places(small_hall.root / ".data"), environ={})
    url = services.postgres.url()
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(url.replace(keys.kept(services.places.secrets)["DATABASE_PASSWORD"], "guess"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=services.valkey.port).ping()
    link = psycopg2.connect(url)
    with link.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,), "the hall is not the database's superuser"
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == ("on",)
    link.close()
    client = redis.Redis.from_url(services.valkey.url())
    assert client.config_get("append*")["appendonly"] == "yes"
    assert client.config_get("append*")["appendfsync"] == "everysec"
    ours = {process.pid for process in small_hall.processes()}
    heard = {link.laddr.ip for link in psutil.net_connections("tcp") if link.pid in ours}
    assert heard == {"127.0.0.1"}


def test_a_database_that_somebody_names_is_used_and_left_alone(tmp_path):
    named = {"DATABASE_URL": "postgres://a:b@127.0.0.1:5999/theirs"}
    services = Services(Places(tmp_path), environ=named)
    services.places.make()
    assert services.ours() == [services.valkey]
    assert services.environment()["DATABASE_URL"] == named["DATABASE_URL"]
    own = {"DATABASE_URL": services.postgres.url(), "REDIS_URL": services.valkey.url()}
    assert len(Services(Places(tmp_path), environ=own).ours()) == 2, "our own address, exported into a shell, is ours"


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only when started as root, with setpriv")
@pytest.mark.parametrize(("withheld", "works"), [("-dac_read_search", True), ("-dac_read_search,-dac_override", False)])
def test_where_the_capability_is_withheld_another_one_serves_or_the_reason_is_told(small_hall, withheld, works):
    small_hall.prefix = ["setpriv", f"--bounding-set={withheld}"]
    small_hall.root.parent.chmod(0o700)
    done = small_hall.stack("services", "up")
    assert (done.returncode == 0) is works, done.stderr
    assert works or "普通账户无法进入" in done.stderr
    small_hall.stack("services", "down")
