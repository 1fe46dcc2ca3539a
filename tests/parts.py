"""What a browser with a script makes of an answer: a part of a page, put into the page it has."""

from lxml import html

HEADERS = {"HX-Request": "true"}


def whole(content: bytes) -> html.HtmlElement:
    """A page as a browser has it, without the proofs that forms are ours, which change."""
    page = html.document_fromstring(content.decode())
    for proof in page.xpath("//input[@name='csrfmiddlewaretoken']"):
        proof.set("value", "")
    return page


def apply_part(page: html.HtmlElement, content: bytes, *, target: str) -> html.HtmlElement:
    """Put a part in the place of the element with id ``target``, as htmx does (outerHTML)."""
    title, part = _title_and_part(whole(b"<body>" + content + b"</body>"))
    (old,) = page.xpath(f"//*[@id='{target}']")
    part.tail = old.tail
    old.getparent().replace(old, part)
    if title is not None:
        page.find("head/title").text = title
    return page


def _title_and_part(answer: html.HtmlElement) -> tuple[str | None, html.HtmlElement]:
    titles = answer.xpath("//title")
    (part,) = [each for each in answer.find("body") if each.tag != "title"]
    return (titles[0].text_content() if titles else None), part


def text_of(page: html.HtmlElement) -> str:
    """The page as text of its markup, with white space made even, to compare two pages."""
    lines = html.tostring(page, encoding="unicode").split()
    return " ".join(lines)
