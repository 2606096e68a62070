"""Everything between "the services are up" and "the processes may start": migrations, assets, the demonstration hall."""

import contextlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

import psycopg2

from stack.manage import Manage
from stack.places import REPO, Places
from stack.say import say
from stack.stamps import Stamps, files, fingerprint

CATALOGUE = "matters/data/catalogue.jsonl"
OWN_APPS = ("hall", "matters", "applications", "queueing", "complaints")


def lock_print() -> str:
    return fingerprint(files("requirements/run.txt", "requirements/dev.txt"))


class Preparation:
    def __init__(self, places: Places, environment: Mapping[str, str]):
        self.places = places
        self.environment = environment
        self.manage = Manage(environment)
        self.stamps = Stamps(places)

    def everything(self) -> None:
        """Assets and database side by side: each waits for the other only at the end."""
        with ThreadPoolExecutor(max_workers=2) as lanes:
            both = [lanes.submit(self.assets), lanes.submit(self.database)]
            try:
                for lane in as_completed(both):
                    lane.result()
            except BaseException:
                self.manage.cancel()
                raise

    def assets(self) -> None:
        self._translations()
        self._static()

    def database(self) -> None:
        self._migrations()
        self._demonstration()

    def _translations(self) -> None:
        sources = files(*(f"{app}/locale/**/*.po" for app in OWN_APPS))
        print_ = fingerprint(sources)
        made = all(source.with_suffix(".mo").exists() for source in sources)
        if not (made and self.stamps.is_done("translations", print_)):
            say("编译界面译文 …", "compiling translations")
            self.manage("compile_translations")
            self.stamps.done("translations", print_)

    def _static(self) -> None:
        sources = files("static/**/*", "*/static/**/*", "hall/config/settings/*.py")
        print_ = fingerprint(sources, lock_print(), self.environment["DJANGO_SETTINGS_MODULE"])
        proof = REPO / "staticfiles" / ("" if self.places.for_tests else "staticfiles.json")
        if not (proof.exists() and self.stamps.is_done("static", print_)):
            say("收集静态文件 …", "collecting static files")
            self.manage("collectstatic", "--no-input", "--verbosity=0")
            self.stamps.done("static", print_)

    def _migrations(self) -> None:
        """Skipped only when the same sources were migrated and the database still says so itself."""
        sources = files(*(f"{app}/**/migrations/*.py" for app in OWN_APPS), "hall/config/settings/*.py")
        if self.stamps.is_done("migrations", fingerprint(sources, lock_print(), self._applied())):
            return
        say("更新数据库结构 …", "migrating the database")
        self.manage("migrate", "--no-input", "--verbosity=0")
        self.stamps.done("migrations", fingerprint(sources, lock_print(), self._applied()))

    def _demonstration(self) -> None:
        """The first time in this database; a first time that was cut short is simply done again."""
        database = self._identity()
        if self.stamps.is_done("catalogue", database) is False:
            say("载入事项目录 …", "loading the catalogue")
            self.manage("import_catalogue", CATALOGUE)
            self.stamps.done("catalogue", database)
        if self.stamps.is_done("demonstration", database) is False:
            say("载入演示大厅 …", "loading the demonstration hall")
            self.manage("load_demo_hall")
            self.stamps.done("demonstration", database)

    def _ask(self, question: str) -> list[tuple[object, ...]]:
        link = psycopg2.connect(self.environment["DATABASE_URL"], connect_timeout=5)
        with contextlib.closing(link), link.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    def _identity(self) -> str:
        question = (
            "SELECT system_identifier, oid FROM pg_control_system(), pg_database WHERE datname = current_database()"
        )
        return repr(self._ask(question))

    def _applied(self) -> str:
        try:
            return self._identity() + repr(self._ask("SELECT app, name FROM django_migrations ORDER BY app, name"))
        except psycopg2.errors.UndefinedTable:
            return "nothing"


def accounts(places: Places, environment: Mapping[str, str]) -> str:
    """What `demo_accounts` prints; kept, because asking takes a second of a start that should take few."""
    sources = files("hall/config/demo/*.py", "hall/config/management/commands/*.py")
    stamps = Stamps(places)
    kept = places.data / "demo-accounts.txt"
    if not (kept.exists() and stamps.is_done("accounts", fingerprint(sources))):
        kept.write_text(Manage(environment)("demo_accounts"))
        stamps.done("accounts", fingerprint(sources))
    return kept.read_text()
