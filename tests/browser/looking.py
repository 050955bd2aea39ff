"""What a test may ask of a page in a real browser.

The data pages' tests use these: ``faults`` (axe), ``tab_walk`` (keyboard), ``sideways`` (400%
zoom), and ``policy_breaks`` (the content security policy). Each answers with a list of readable
lines, empty when all is well, so that a failed assertion shows what to correct. A page that is
open is made larger or smaller by ``resize``, which waits until it is laid out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request, ViewportSize

ASSETS = Path(__file__).parents[2] / "src/holdfast/web/assets"
AXE = ASSETS / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# The rules of axe whose answer may change with the colours alone: names, roles and order do not.
OF_COLOUR = ["color-contrast", "link-in-text-block"]

# 1280 CSS pixels at 400% are 320: WCAG 1.4.10 asks that a page needs no sideways scrolling then.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}

# The Tab key goes on from where the last click or focus was: put that at the very top. What is in
# focus is noted as each press ends, and taken from the page for many presses at once.
_WALK = """() => {
  const met = new Set();
  const focused = () => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const look = getComputedStyle(it), box = it.getBoundingClientRect();
    const words = (it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText
      || document.getElementById(it.getAttribute("aria-labelledby"))?.innerText || it.id || "");
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
    const seen = ring || look.boxShadow !== "none" || ["checkbox", "radio"].includes(it.type);
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
    const again = met.has(it);
    met.add(it);
    return {words: it.tagName.toLowerCase() + ": " + words.trim().split("\\n")[0], seen, onScreen,
      again};
  };
  removeEventListener("keyup", window.noting, true);
  window.walked = [];
  window.noting = (press) => press.key === "Tab" && walked.push(focused());
  addEventListener("keyup", window.noting, true);
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
}"""
PRESSES = 10

_SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter((it) => it.getBoundingClientRect().right > wide + 1
      && !it.parentElement.closest(".holdfast-table"))
    .map((it) => it.tagName.toLowerCase() + "." + it.className + " reaches "
      + Math.round(it.getBoundingClientRect().right));
}"""


# What passed is counted and not described: its every place would have to be worked out and sent.
_AXE = """async (asked) => {
  const found = await axe.run({...asked, resultTypes: ["violations"]});
  return {passed: found.passes.length, violations: found.violations};
}"""


def faults(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA: rule, what to correct, and the place.

    ``rules`` names the rules to try alone, where the others were tried on the page as it stands.
    """
    # evaluate, not a script tag: it is the tester's own hand, and the policy does not apply.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_AXE, {"runOnly": list(rules) or RULES})
    assert found["passed"], "axe checked nothing"
    return [_line(one, node) for one in found["violations"] for node in one["nodes"]]


def _line(one: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{one['id']}: {one['help']} at {node['target']}: {node['html'][:160]}"


PATIENCE = 30_000  # milliseconds
# The page's scripts hear of a new width as a frame is drawn, before what was asked of that frame.
_LAID_OUT = """([width, height, most]) => new Promise((done) => {
  const drawn = () => innerWidth === width && innerHeight === height
    ? requestAnimationFrame(() => done("")) : requestAnimationFrame(drawn);
  requestAnimationFrame(drawn);
  setTimeout(() => done(`${innerWidth} by ${innerHeight}, ${document.visibilityState}`), most);
})"""


def resize(page: Page, size: ViewportSize | None) -> None:
    """Give the page this size, and wait until it and its scripts have taken it up; none leaves it.

    Chromium answers before: for a moment the menu of a narrow page still stands in a wide one, and
    a Tab pressed then goes to a button that is gone with the next frame. The tab comes to the
    front, since of one that lies behind another a frame is drawn once a second, or never.
    """
    if size is None or size == page.viewport_size:
        return
    page.bring_to_front()
    page.set_viewport_size(size)
    late = page.evaluate(_LAID_OUT, [size["width"], size["height"], PATIENCE])
    assert late == "", f"{PATIENCE / 1000:.0f} s after it was made {size} the page is {late}"


def tab_walk(page: Page, most: int = 200) -> list[str]:
    """Press Tab from the top to the end: the element met at each step, as "a: its words".

    Fails when one has no visible focus or lies off the screen, and when there is no end.
    """
    met: list[str] = []
    page.evaluate(_WALK)
    for _ in range(0, most, PRESSES):
        for _ in range(PRESSES):
            page.keyboard.press("Tab")
        walked = page.evaluate("() => walked.splice(0)")
        for focused in walked:
            if focused is None or focused["again"]:
                return met
            assert focused["seen"], f"the focus cannot be seen on {focused['words']}"
            assert focused["onScreen"], f"the focus is off the screen on {focused['words']}"
            met.append(focused["words"])
        assert len(walked) == PRESSES, f"the page was not told of every press after {met[-1:]}"
    raise AssertionError(f"the Tab key never came back to the top; last: {met[-3:]}")


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; a wide table in its own frame may."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


@contextmanager
def policy_breaks(page: Page) -> Iterator[list[str]]:
    """Listen for what the browser refuses or cannot load. Begin before the page is asked for."""
    heard: list[str] = []

    def said(one: ConsoleMessage) -> None:
        if one.type == "error":
            heard.append(one.text)

    def failed(error: Error) -> None:
        heard.append(str(error))

    def lost(asked: Request) -> None:
        heard.append(f"not loaded: {asked.url}")

    page.on("console", said)
    page.on("pageerror", failed)
    page.on("requestfailed", lost)
    yield heard
    page.remove_listener("console", said)
    page.remove_listener("pageerror", failed)
    page.remove_listener("requestfailed", lost)


@contextmanager
def shown_as(page: Page, **medium: Any) -> Iterator[None]:
    """Show a page in another medium or in forced colours until the end of the block."""
    page.emulate_media(**medium)
    try:
        yield
    finally:
        page.emulate_media(media="null", forced_colors="none")


def shown(page: Page, selector: str) -> bool:
    """Whether anything that matches is visible, in the medium in force."""
    return any(one.is_visible() for one in page.locator(selector).all())
