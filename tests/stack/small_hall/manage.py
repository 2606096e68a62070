"""Stands in for Django's manage.py: notes what was asked, and breaks off when told to."""

import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
verb = sys.argv[1]
with open(HERE / "asked.log", "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\n")
if (HERE / f"break-{verb}").exists():
    sys.exit("broken off on purpose")
if verb == "collectstatic":
    (HERE / "staticfiles").mkdir(exist_ok=True)
    (HERE / "staticfiles" / "staticfiles.json").touch()
if (HERE / f"linger-{verb}").exists():
    time.sleep(600)
if verb == "demo_accounts":
    print("window01  demo-password")
