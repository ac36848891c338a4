"""Rehearse the day, draw it for a desk and for a phone, take both as PNG."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from loa.core import config

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PHONE = 600  # what is narrower is taken at twice the points, as phones show it


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.faulty_day", description=__doc__)
    parser.add_argument("--out", type=Path, default=PICTURES, help="folder of the pictures")
    out = parser.parse_args().out
    home = config.load().data_dir
    home.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="rehearsal-", dir=home)).absolute()
    try:
        # As `loa simulate` does: never where people work.
        os.environ["LOA_DATA_DIR"] = str(scratch)
        os.environ["LOA_DATABASE_URL"] = ""
        os.environ["LOA_LOG_FORMAT"] = "text"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.settings")
        _make(home, scratch, out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _make(home: Path, scratch: Path, out: Path) -> None:
    import django  # noqa: PLC0415 - only now is the data folder known

    django.setup()
    from tools.faulty_day import day, draw, page  # noqa: PLC0415 - needs setup

    lived = day.rehearse(home, scratch)
    for name, layout in (("faulty-day", draw.DESKTOP), ("faulty-day-phone", draw.PHONE)):
        svg = page.picture(lived, layout)
        if layout is draw.DESKTOP:
            (out / f"{name}.svg").write_text(svg, encoding="utf-8")
        _take(svg, out / f"{name}.png", layout.width)
        print(out / f"{name}.png")


def _take(svg: str, to: Path, width: int) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - drawing needs no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LOA_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],
        )
        page = browser.new_page(
            viewport={"width": width, "height": 800}, device_scale_factor=1 if width > PHONE else 2
        )
        page.set_content(f"<body style='margin:0'>{svg}", wait_until="load")
        page.evaluate("document.fonts.ready")
        page.locator("svg").screenshot(path=str(to))
        browser.close()


if __name__ == "__main__":
    main()
