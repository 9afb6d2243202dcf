"""The preview in a browser: the page follows the sheet while it is written."""

from playwright.sync_api import Page, expect

from tests.test_events import SHEET, Preview, preview

__all__ = ["preview"]


def test_an_open_page_follows_its_sheet_and_stays_where_it_was(
    page: Page, preview: Preview
) -> None:
    right = (preview.project / "referentiel" / SHEET).read_bytes()
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"http://127.0.0.1:{preview.port}/cae/6.1.2/")
    page.evaluate("scrollTo(0, 900)")
    preview.write(f"referentiel/{SHEET}", right + b"\n\nUne phrase toute neuve.\n")
    expect(page.get_by_text("Une phrase toute neuve.")).to_be_attached(timeout=15_000)
    page.wait_for_function("() => Math.abs(scrollY - 900) < 50")
    preview.write(f"referentiel/{SHEET}", right.replace(b"id: 6.1.2\n", b"id: [\n", 1))
    expect(page.locator(".problems")).to_contain_text("ce bloc yaml ne se lit pas", timeout=15_000)
    preview.write(f"referentiel/{SHEET}", right)
    expect(page.locator(".problems")).to_have_count(0, timeout=15_000)
    expect(page.get_by_text("Une phrase toute neuve.")).to_have_count(0)
