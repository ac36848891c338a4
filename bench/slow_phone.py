"""A page on a slow phone: Chromium's processor four times slower, a weak mobile network."""

from typing import Any

from bench.table import Row
from playwright.sync_api import sync_playwright

SLOWER, LATENCY_MS, BITS = 4, 150, 1_600_000
MOST_BYTES, MOST_LCP_MS = 100_000, 2000
WATCH = """
window.seen = { lcp: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def on_a_slow_phone(address: str) -> list[Row]:
    """Open an address once, with nothing kept; pictures and sound do not count as its size."""
    received: dict[str, int] = {}
    kinds: dict[str, str] = {}

    def response(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        received[event["requestId"]] = int(event["encodedDataLength"])

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        speed = BITS / 8
        tools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
        tools.on("Network.responseReceived", response)
        tools.on("Network.loadingFinished", finished)
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(1500)
        seen = page.evaluate("window.seen")
        browser.close()
    size = sum(
        length for key, length in received.items() if kinds.get(key) not in {"Image", "Media"}
    )
    what = f"CPU {SLOWER} × slower, 1.6 Mbit/s, {LATENCY_MS} ms"
    return [
        Row("  on a slow phone, without pictures", size / 1000, "kB", f"100; {what}",
            size < MOST_BYTES),
        Row("  its largest paint", seen["lcp"], "ms", f"{MOST_LCP_MS}; {what}",
            0 < seen["lcp"] < MOST_LCP_MS),
        Row("  its layout's shift", seen["shift"], "", "0", seen["shift"] == 0),
    ]  # fmt: skip
