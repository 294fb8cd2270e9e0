"""Draws the pictures of the README from real replies: ``python docs/images/render.py`` in the repository root.

Needs the index that set-up builds, Chromium (or ``CHROMIUM=/path``) and a font with Chinese characters and emoji
(Debian: chromium, fonts-noto-cjk, fonts-noto-color-emoji). Messages and buttons are those that Telegram gets.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.keyboards import under_answer
from bot.render import render
from bot.service import Yuanfa, load_service
from bot.settings import load_settings
from bot.sources import source_folders
from bot.texts import TEXTS, Locale

HERE = Path(__file__).resolve().parent
PICTURES = {
    "doxxing.png": "我的手机号和住址被人挂到群里了，怎么办？",
    "citation.png": "旧治安法42条",
    "case.png": "李某判了几年？",
}
WIDTH = 430
TALLEST = 4000
"""Pixels of the window; the page is measured first, then photographed at its own height."""

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip

PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>-</title><style>
* {{ box-sizing: border-box; }}
html, body {{ margin: 0; background: #a9c29a; }}
body {{ width: {width}px; padding: 10px; font: 15px/1.42 "Noto Sans CJK SC", "Noto Color Emoji", sans-serif; }}
main {{ display: flow-root; }}
.message {{ max-width: 392px; padding: 7px 11px; border-radius: 14px; background: #fff; white-space: pre-wrap;
  overflow-wrap: anywhere; margin-bottom: 6px; line-break: strict; }}
.asked {{ background: #e6fbd0; width: fit-content; margin-left: auto; border-bottom-right-radius: 4px; }}
.said {{ border-bottom-left-radius: 4px; }}
blockquote {{ margin: 3px 0; padding: 4px 22px 4px 9px; border-left: 3px solid #3d8fc6; border-radius: 4px;
  background: #eaf4fb; position: relative; }}
blockquote::after {{ content: "\\201D"; position: absolute; right: 7px; top: 0; color: #3d8fc6; font: 22px Georgia, serif; }}
blockquote[expandable] span {{ display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3;
  overflow: hidden; }}
blockquote[expandable]::before {{ content: "\\2304"; position: absolute; right: 6px; bottom: 4px; color: #3d8fc6; }}
.row {{ display: flex; gap: 4px; margin-bottom: 4px; max-width: 392px; }}
.button {{ flex: 1; padding: 7px 4px; border-radius: 8px; background: #7d9a6fcc; color: #fff; text-align: center;
  font-size: 14px; white-space: nowrap; overflow: hidden; }}
</style><body><main><div class="message asked">{question}</div>{reply}</main>
<script>document.title = Math.ceil(document.querySelector("main").getBoundingClientRect().height + 16);</script>
"""


def message(text: str) -> str:
    """One message as Telegram shows it: a quotation is a box of its own, so line ends around it vanish."""
    boxed = re.sub(
        r"\n*<blockquote( expandable)?>(.*?)</blockquote>\n?",
        lambda found: f"<blockquote{found[1] or ''}><span>{found[2].strip()}</span></blockquote>",
        text,
        flags=re.DOTALL,
    )
    return f'<div class="message said">{boxed}</div>'


def page(service: Yuanfa, question: str) -> str:
    """The question, its reply and the buttons below it."""
    answer = service.ask(question)
    parts = [message(text) for text in render(answer)]
    markup = under_answer(answer, TEXTS[Locale.HANS], cases_at=None)
    for row in markup.inline_keyboard if markup else ():
        buttons = "".join(f'<div class="button">{html.escape(one.text)}</div>' for one in row)
        parts.append(f'<div class="row">{buttons}</div>')
    return PAGE.format(width=WIDTH, question=html.escape(question), reply="".join(parts))


def browse(chromium: str, source: Path, *options: str) -> str:
    """Run the browser on a page; what it prints."""
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", *options, source.as_uri()]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def draw(chromium: str, content: str, target: Path) -> None:
    """Photograph a page at its own height."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "chat.html"
        source.write_text(content, "utf-8")
        measured = re.search(
            r"<title>(\d+)</title>",
            browse(chromium, source, "--dump-dom", f"--window-size={WIDTH},{TALLEST}"),
        )
        if measured is None:
            raise SystemExit("expected the browser to measure the page, found no height")
        browse(
            chromium, source, f"--screenshot={target}", f"--window-size={WIDTH},{measured[1]}",
            "--force-device-scale-factor=1.5",
        )  # fmt: skip
    width, height = struct.unpack(">II", target.read_bytes()[16:24])
    print(f"{target.name}: {width} x {height}, {target.stat().st_size // 1024} KB")  # noqa: T201


def main() -> None:
    """Draw every picture."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("expected Chromium on the path or in CHROMIUM, found none")
    settings = load_settings()
    folders = source_folders(settings.data_dir, settings.knowledge_dirs)
    service = load_service(settings.data_dir, folders=folders, model=settings.embedding_model)
    for name, question in PICTURES.items():
        draw(chromium, page(service, question), HERE / name)


if __name__ == "__main__":
    main()
