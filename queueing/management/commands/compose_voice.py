"""Compose the voice clips with an offline synthesiser; a development tool (apt: espeak-ng sox ffmpeg)."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from queueing.spoken_pages import page_clips
from queueing.voice import CHIME, all_clips

TOOLS = ("espeak-ng", "sox", "ffmpeg")
WORDS_A_MINUTE = {"cmn-latn-pinyin": "200", "en-us": "190"}
TRIM = [
    "norm",
    "-3",
    "silence",
    "1",
    "0.005",
    "0.5%",
    "reverse",
    "silence",
    "1",
    "0.005",
    "0.5%",
    "fade",
    "t",
    "0.012",
    "reverse",
    "fade",
    "t",
    "0.004",
]
CHIME_TONES = (("659.25", "0.32"), ("523.25", "0.5"))


class Command(BaseCommand):
    help = "用离线合成器重新生成叫号和取号机朗读的语音片段（static/queueing/voice/）；有真人录音的片段不要覆盖：用 --only 指定"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--only", nargs="*", help="只生成这些片段")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [tool for tool in TOOLS if shutil.which(tool) is None]
        if missing:
            raise CommandError(f"缺少 {'、'.join(missing)}：apt-get install espeak-ng sox ffmpeg")
        folder = Path(settings.BASE_DIR) / "static" / "queueing" / "voice"
        wanted = options["only"] or [CHIME, *all_clips(), *page_clips()]
        for name in wanted:
            self._compose(name, folder)
        self.stdout.write(f"{len(wanted)} 个片段已写入 {folder}")

    def _compose(self, name: str, folder: Path) -> None:
        raw, ready = folder / "_raw.wav", folder / "_ready.wav"
        if name == CHIME:
            _chime(ready)
        else:
            voice, word = (all_clips() | page_clips())[name]
            _run("espeak-ng", "-v", voice, "-s", WORDS_A_MINUTE[voice], "-w", str(raw), word)
            _run("sox", str(raw), "-r", "24000", str(ready), *TRIM)
        ogg = str(folder / f"{name}.ogg")
        encode = [
            "-ac",
            "1",
            "-c:a",
            "libopus",
            "-b:a",
            "28k",
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-flags:a",
            "+bitexact",
        ]
        _run("ffmpeg", "-y", "-loglevel", "error", "-i", str(ready), *encode, ogg)
        raw.unlink(missing_ok=True)
        ready.unlink(missing_ok=True)


def _chime(target: Path) -> None:
    """Two soft tones, falling."""
    parts = []
    for number, (pitch, length) in enumerate(CHIME_TONES):
        part = target.with_name(f"_tone{number}.wav")
        parts.append(str(part))
        _run("sox", "-n", "-r", "24000", "-c", "1", str(part), "synth", length, "sine", pitch, "fade", "h", "0.01", length,
             str(float(length) * 0.8), "gain", "-6")  # fmt: skip
    _run("sox", *parts, str(target))
    for name in parts:
        Path(name).unlink()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603
