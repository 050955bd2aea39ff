"""What a test may ask of a page in a real browser.

The data pages' tests use these: ``faults`` (axe), ``tab_walk`` (keyboard), ``sideways`` (400%
zoom), and ``policy_breaks`` (the content security policy). Each answers with a list of readable
lines, empty when all is well, so that a failed assertion shows what to correct.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

ASSETS = Path(__file__).parents[2] / "src/holdfast/web/assets"
AXE = ASSETS / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# The rules of axe whose answer may change with the colours alone: names, roles and order do not.
OF_COLOUR = ["color-contrast", "link-in-text-block"]

# 1280 CSS pixels at 400% are 320: WCAG 1.4.10 asks that a page needs no sideways scrolling then.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}

_FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const look = getComputedStyle(it), box = it.getBoundingClientRect();
  const words = (it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText
    || document.getElementById(it.getAttribute("aria-labelledby"))?.innerText || it.id || "");
  const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  const seen = ring || look.boxShadow !== "none" || ["checkbox", "radio"].includes(it.type);
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
  window.walked = window.walked || new Set();
  const again = window.walked.has(it);
  window.walked.add(it);
  return {words: it.tagName.toLowerCase() + ": " + words.trim().split("\\n")[0], seen, onScreen,
    again};
}"""

# The Tab key goes on from where the last click or focus was: put that at the very top.
_TO_THE_TOP = """() => {
  window.walked = new Set();
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
}"""

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


def tab_walk(page: Page, most: int = 200) -> list[str]:
    """Press Tab from the top to the end: the element met at each step, as "a: its words".

    Fails when one has no visible focus or lies off the screen, and when there is no end.
    """
    met: list[str] = []
    page.evaluate(_TO_THE_TOP)
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None or focused["again"]:
            return met
        assert focused["seen"], f"the focus cannot be seen on {focused['words']}"
        assert focused["onScreen"], f"the focus is off the screen on {focused['words']}"
        met.append(focused["words"])
    raise AssertionError(f"the Tab key never came back to the top; last: {met[-3:]}")


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; a wide table in its own frame may."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


def policy_breaks(page: Page) -> list[str]:
    """Listen for what the browser refuses or cannot load. Call it on a blank page."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda asked: heard.append(f"not loaded: {asked.url}"))
    return heard


def shown(page: Page, selector: str) -> bool:
    """Whether anything that matches is visible, in the medium in force."""
    return any(one.is_visible() for one in page.locator(selector).all())
