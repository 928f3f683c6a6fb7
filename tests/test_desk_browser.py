"""The desk in a real browser: by keyboard, without scripts, on a narrow screen, and with nothing forbidden tried."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import uvicorn

from desks import GAZA
from detente.desk.web.application import application
from detente.desk.web.desk import Desk
from detente.desk.web.keeping import Keeper
from detente.desk.web.viewer import alone
from detente.desk.web.ways import WAYS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PATHS = (
    *(way.path for way in WAYS if not way.named and not way.signed),
    "/plans/ninety-days-assumed",
    "/plans/ninety-days-assumed/what-if",
    "/plans/ninety-days-assumed/seams",
    "/texts/ninety-days",
    "/texts/ninety-days/convergence",
    "/futures/ninety-days",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A desk on a free port of this machine."""
    keeper = Keeper(patience=120)
    held: list[str] = []
    server = uvicorn.Server(uvicorn.Config(lambda *_: None, port=0, log_level="error", lifespan="off"))
    listening = server.config.bind_socket()
    held.append(f"127.0.0.1:{listening.getsockname()[1]}")
    server.config.app = application(Desk(GAZA, keeper), held, lambda _: alone())
    running = threading.Thread(target=server.run, args=([listening],), daemon=True)
    running.start()
    yield f"http://{held[0]}"
    server.should_exit = True
    running.join(30)
    listening.close()
    keeper.close()


def opened(browser: "Browser", **more: object) -> "Page":
    return browser.new_context(**more).new_page()  # type: ignore[arg-type]  # options of the browser's own


def test_no_page_tries_what_is_forbidden_or_is_wider_than_a_narrow_screen(browser: "Browser", address: str) -> None:
    page = opened(browser, viewport={"width": 390, "height": 844})
    heard: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert heard == []
    assert [each for each in asked if not each.startswith(address)] == []


def test_whatever_is_pressed_is_large_enough(browser: "Browser", address: str) -> None:
    page = opened(browser, viewport={"width": 390, "height": 844})
    small = (
        "els => els.map(e => e.getBoundingClientRect()).filter(b => b.height && (b.height < 24 || b.width < 24)).length"
    )
    for path in PATHS:
        page.goto(address + path)
        assert page.eval_on_selector_all("nav a, .links a, select, input, button, summary", small) == 0, path


def test_from_the_case_to_what_if_by_keyboard_alone(browser: "Browser", address: str) -> None:
    page = opened(browser)
    page.goto(address + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for words in ("Plans", "What if?"):
        _tab_to(page, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.goto(address + "/plans/ninety-days-assumed/what-if")
    _tab_to(page, "Days of the halt in fighting")
    page.keyboard.type("45")
    page.locator("#told", has_text="Days of the halt in fighting: 45 days").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    assert "fill=halt-days%3D45" in page.url


def _tab_to(page: "Page", words: str) -> None:
    """Press Tab until what is in focus bears these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        named = "e => (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent).trim()"
        if page.evaluate(f"({named})(document.activeElement)") == words:
            return
    raise AssertionError(words)


def test_without_scripts_a_blank_is_tried_by_a_button(browser: "Browser", address: str) -> None:
    page = opened(browser, java_script_enabled=False)
    page.goto(address + "/plans/ninety-days-assumed/what-if")
    page.select_option("select", "halt-days=80")
    page.click("button")
    assert "whatever they turn out to be: no" in page.inner_text("#told")


def test_on_paper_there_is_no_navigation(browser: "Browser", address: str) -> None:
    page = opened(browser)
    page.goto(address + "/plans/ninety-days-assumed/what-if")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert not page.is_visible("form")
    assert page.is_visible("h1")
