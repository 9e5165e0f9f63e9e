import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.prose import Heading, Prose, convert, heading_id, reading_minutes
from plugins.survey import Clip, Figure


def of(text: str) -> Prose:
    """The prose of a text under the title "Cát Cát"."""
    return convert(text, "Cát Cát")


def html(text: str) -> str:
    """The one piece of HTML of a text without figures."""
    [part] = of(text).parts
    assert isinstance(part, str)
    return part


def whats(text: str) -> list[str]:
    """What is wrong in a text."""
    return [mistake.what for mistake in of(text).mistakes]


def test_a_text_becomes_paragraphs() -> None:
    """Latin lines of one paragraph keep the break, which is a space."""
    assert "<p>thung lũng\nMường Hoa</p>" == html("thung lũng\nMường Hoa")


def test_han_lines_join() -> None:
    """Lines of Chinese join, at links and emphasis too; Latin words beside them do not."""
    typed = "沙坝是\n[猫猫村](place/cat-cat)\n旁的**城镇**\n。位于\nSa Pa"
    joined = '沙坝是<a href="ref:place/cat-cat">猫猫村</a>旁的<strong>城镇</strong>。位于\nSa Pa'

    assert f"<p>{joined}</p>" == html(typed)


def test_a_hard_break_between_han_lines_stays() -> None:
    """Two blanks at the end of a line break it, as in a song."""
    assert "<p>沙坝<br>\n番西邦</p>" == html("沙坝  \n番西邦")


def test_code_keeps_its_lines() -> None:
    """Nothing is joined in a block of code."""
    assert "<pre><code>沙坝\n番西邦\n</code></pre>" == html("    沙坝\n    番西邦")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("Đi lúc nào?", "đi-lúc-nào", id="Vietnamese"),
        pytest.param(normalize("NFD", "Đi lúc nào?"), "đi-lúc-nào", id="decomposed"),
        pytest.param("什么时候去？", "什么时候去", id="Chinese"),
        pytest.param("How to get there", "how-to-get-there", id="English"),
        pytest.param("3.147 m", "3-147-m", id="digits"),
        pytest.param("…?!", "section", id="no letter"),
    ],
)
def test_heading_ids_keep_every_letter(text: str, id: str) -> None:
    """Đ and Han stay; marks and spaces become hyphens."""
    assert id == heading_id(text, "-")


def test_headings_are_collected_in_order() -> None:
    """Headings have an id, their plain text and level; a second one of a name gets a number."""
    prose = of("## Đi & về\n\n### Bằng *xe*\n\n### Bằng *xe*\n\n## Ăn `<gì>`\n\nx")

    assert (
        Heading("đi-về", "Đi & về", 2),
        Heading("bằng-xe", "Bằng xe", 3),
        Heading("bằng-xe_1", "Bằng xe", 3),
        Heading("ăn-gì", "Ăn <gì>", 2),
    ) == prose.headings


def test_nothing_is_left_of_the_text_before() -> None:
    """One converter serves every text; each begins anew."""
    of(":::gallery\n\n## A\n\n![b](b.jpg)\n\n[c](place/c) [^1]\n\n# D\n\n[^1]: e")
    prose = of("x")

    assert Prose(parts=("<p>x</p>",), headings=(), links=(), mistakes=(), minutes=1) == prose


def test_no_text_is_no_part() -> None:
    """An empty text has nothing, and leaves nothing of the one before."""
    of("## A\n\nb")

    assert Prose(parts=(), headings=(), links=(), mistakes=(), minutes=1) == of(" \n")


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        pytest.param("[a](place/cat-cat)", ("place/cat-cat",), id="bundle"),
        pytest.param("[a](place/cat-cat#đi-đâu)", ("place/cat-cat#đi-đâu",), id="heading of one"),
        pytest.param("[a](#đi-đâu)", ("#đi-đâu",), id="heading of this text"),
        pytest.param("[a](#a\\_1)", ("#a_1",), id="heading with an escape"),
        pytest.param("[a][b]\n\n[b]: place/cat-cat", ("place/cat-cat",), id="by reference"),
        pytest.param("[a](https://example.org/)", (), id="https"),
        pytest.param("[a](http://example.org/)", (), id="http"),
        pytest.param("[a](mailto:a@example.org)", (), id="mailto"),
        pytest.param("<a@example.org>", (), id="mail in angle brackets"),
        pytest.param("[a](tel:+84)", (), id="tel"),
        pytest.param("<https://example.org/?a=1&b=2>", (), id="address in angle brackets"),
        pytest.param("a[^1]\n\n[^1]: b", (), id="footnote"),
    ],
)
def test_links_to_the_site_are_collected(typed: str, links: tuple[str, ...]) -> None:
    """Links to bundles and headings are for others to check; those outside are not."""
    prose = of(typed)

    assert links == prose.links
    assert () == prose.mistakes


def test_a_link_to_a_bundle_is_marked() -> None:
    """The address of the bundle comes later; till then a scheme of our own stands there."""
    expected = '<p><a href="ref:place/cat-cat#đi">a</a></p>'

    assert expected == html("[a](place/cat-cat#đi)")


@pytest.mark.parametrize(
    "target",
    [
        "",
        "cat-cat",
        "../place/cat-cat",
        "place/Cat-Cat",
        "place/cat-cat/",
        "place/cat-cat/en.md",
        "/en/places/cat-cat/",
        "//evil.example",
        "/\\evil.example",
        "https:///evil.example",
        "https:/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "{attach}../secret",
        "%2e%2e/secret",
        "file:///etc/passwd",
    ],
)
def test_a_link_that_leads_nowhere_is_a_mistake(target: str) -> None:
    """Neither a bundle nor a full address: it is refused, and no address reaches the page."""
    prose = of(f"[a]({target})")

    assert [f"the link {target!r} leads nowhere."] == [found.what for found in prose.mistakes]
    assert () == prose.links
    assert prose.parts[0] == "<p><a>a</a></p>" or "ref:place/cat-cat" in target


def test_a_picture_on_its_own_line_is_a_figure() -> None:
    """It is lifted out of the HTML, between what stands before and after it."""
    prose = of('Một.\n\n![Ruộng bậc thang](terraces.jpg "Tháng Chín")\n\nHai.')

    figure = Figure("terraces.jpg", "Ruộng bậc thang", "Tháng Chín")
    assert ("<p>Một.</p>", figure, "<p>Hai.</p>") == prose.parts
    assert [figure] == list(prose.figures)
    assert () == prose.mistakes


def test_the_words_of_a_figure_are_plain_text() -> None:
    """Escapes and references in alt text and caption are resolved once, and nothing is markup."""
    typed = '![5 \\* & A &amp; B <i>](a.jpg "**C** \\_ &lt;")'

    assert (Figure("a.jpg", "5 * & A & B <i>", "**C** _ <"),) == of(typed).parts


def test_a_figure_may_show_a_picture_of_another_bundle() -> None:
    """The path names kind, key and file."""
    assert [] == whats("![a](place/cat-cat/terraces.jpg)")


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jpg",
        "/etc/passwd.jpg",
        "place/cat-cat/../../secret.jpg",
        "https://example.org/photo.jpg",
        "{static}photo.jpg",
        "photo.svg",
        "photo.gif",
        "Photo.jpg",
        "photo",
    ],
)
def test_a_picture_from_elsewhere_is_a_mistake(path: str) -> None:
    """A path can name a file of a bundle and nothing else."""
    assert [f"the picture {path!r} is not a file of a bundle."] == whats(f"![a]({path})")


def test_a_picture_without_alt_text_is_a_mistake() -> None:
    """The remedy shows the line to write."""
    [mistake] = of("![ ](photo.jpg)").mistakes

    assert "the picture has no alt text." == mistake.what
    assert mistake.remedy.endswith("\n![…](photo.jpg)")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("before ![a](photo.jpg)", id="text before"),
        pytest.param("![a](photo.jpg) after", id="text after"),
        pytest.param("![a](photo.jpg)\n![b](photo.jpg)", id="two in a paragraph"),
        pytest.param("[![a](photo.jpg)](place/cat-cat)", id="in a link"),
    ],
)
def test_a_picture_inside_a_text_is_a_mistake(typed: str) -> None:
    """Pictures stand on lines of their own, and none is left in the HTML."""
    prose = of(typed)

    assert {"the picture 'photo.jpg' stands inside a text."} == {m.what for m in prose.mistakes}
    assert "<img" not in str(prose.parts)


@pytest.mark.parametrize(
    ("typed", "level"),
    [("# A", "#"), ("A\n===", "#"), ("#### A", "####"), ("###### A", "######")],
)
def test_a_heading_of_another_level_is_a_mistake(typed: str, level: str) -> None:
    """Only ## and ### are for writers."""
    assert [f"a heading with {level} stands in the text."] == whats(typed)


@pytest.mark.parametrize(
    ("typed", "tag", "left"),
    [
        pytest.param("<script>alert(1)</script>", "<script>", (), id="block"),
        pytest.param("a <b onclick='x'>b</b>", "<b onclick>", ("<p>a <b>b</b></p>",), id="inline"),
        pytest.param("a <!-- b --> c", "<!-- b -->", ("<p>a  c</p>",), id="comment"),
        pytest.param(
            "> - a <iframe src='x'></iframe>",
            "<iframe>",
            ("<blockquote>\n<ul>\n<li>a </li>\n</ul>\n</blockquote>",),
            id="in a list in a quotation",
        ),
    ],
)
def test_raw_html_is_refused_and_cleaned(typed: str, tag: str, left: tuple[str, ...]) -> None:
    """What is not allowed is a mistake, and does not reach the HTML in any case."""
    prose = of(typed)

    assert [f"{tag} is not allowed."] == [mistake.what for mistake in prose.mistakes]
    assert left == prose.parts


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a[^1]\n\n[^1]: <svg/onload=x()>", id="in a footnote"),
        pytest.param('## <svg onload="x()"> a', id="in a heading"),
        pytest.param("| <svg onload=x()> |\n|---|\n| a |", id="in a table"),
        pytest.param("Một\n:   <svg onload=x()>", id="in a definition"),
    ],
)
def test_raw_html_is_found_wherever_it_stands(typed: str) -> None:
    """No construct of Markdown is a way around."""
    prose = of(typed)

    assert ["<svg> is not allowed."] == [mistake.what for mistake in prose.mistakes]
    assert "svg" not in str(prose.parts)


@pytest.mark.parametrize("typed", ['<a href="ref:place/nowhere">a</a>', "[a](ref:place/nowhere)"])
def test_a_typed_reference_is_refused(typed: str) -> None:
    """Our own scheme is no way around the check of links."""
    prose = of(typed)

    assert 1 == len(prose.mistakes)
    assert () == prose.links


@pytest.mark.parametrize("typed", ["`<script>`", "    <script>x</script>", "&lt;script&gt;"])
def test_html_that_is_shown_is_no_html(typed: str) -> None:
    """A tag in code or written with references is text."""
    assert [] == whats(typed)
    assert "&lt;script&gt;" in html(typed)


def test_what_is_typed_cannot_pass_for_a_figure() -> None:
    """The mark of a figure is a character that is refused in a text."""
    prose = of("\ue0000\ue000\n\n![a](photo.jpg)")

    assert ["a character for private use stands here."] == [m.what for m in prose.mistakes]
    assert ("<p>0</p>", Figure("photo.jpg", "a", "")) == prose.parts


TABLE = "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |"


def test_a_table_says_by_classes_how_it_is_aligned() -> None:
    """Each cell has a class, without one where nothing is said."""
    table = html(TABLE)

    for tag, cells in (("th", "abcd"), ("td", "1234")):
        for name, cell in zip(("left", "center", "right"), cells[:3], strict=True):
            assert f'<{tag} class="is-{name}">{cell}</{tag}>' in table
        assert f"<{tag}>{cells[3]}</{tag}>" in table
    assert "align=" not in table
    assert "style=" not in table


@pytest.mark.parametrize(
    ("before", "label"),
    [
        pytest.param("", "Cát Cát", id="no heading: the title"),
        pytest.param("## Giá vé\n\n", "Giá vé", id="a heading"),
        pytest.param("## Giá\n\n### *Xe* & `vé`\n\nx\n\n", "Xe &amp; vé", id="the nearest heading"),
        pytest.param('## <span lang="zh">沙坝</span> 1\n\n', "沙坝 1", id="a heading with HTML"),
        pytest.param("## 5 \\* &amp; 6\n\n", "5 * &amp; 6", id="a heading with escapes"),
        pytest.param("## Vé[^1]\n\n[^1]: x\n\n", "Vé", id="a heading with a footnote"),
    ],
)
def test_a_table_scrolls_in_a_region_with_a_name(before: str, label: str) -> None:
    """Readers can reach it by keyboard, and hear what it is."""
    region = f'<div aria-label="{label}" class="table-scroll" role="region" tabindex="0">\n<table>'

    assert region in html(before + TABLE)


def test_a_table_in_a_quotation_scrolls_too() -> None:
    """Tables are found at every depth."""
    quoted = "\n".join(f"> {line}" for line in TABLE.splitlines())

    assert 'class="table-scroll"' in html(quoted)


def test_footnotes_link_to_and_fro() -> None:
    """A note stands at the end; both links have a class, and no text speaks English."""
    note = html("a[^1]\n\n[^1]: b")

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in note
    assert '<li id="fn:1">' in note
    assert '<a class="footnote-backref" href="#fnref:1">↩</a>' in note


def test_definitions_are_a_list() -> None:
    """A term and what it means."""
    assert "<dl>\n<dt>Thắng cố</dt>\n<dd>Một món ăn</dd>\n</dl>" == html("Thắng cố\n:   Một món ăn")


def test_a_list_goes_on_from_its_number() -> None:
    """A list that begins with 3 begins with 3."""
    assert '<ol start="3">' in html("3. a\n4. b")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("", 1, id="nothing"),
        pytest.param("một " * 220, 1, id="220 words"),
        pytest.param("một " * 700, 3, id="700 words"),
        pytest.param("沙" * 1200, 3, id="1200 Han characters"),
        pytest.param("沙坝 Sa Pa。" * 400, 3, id="Han with Latin names"),
        pytest.param("một " * 660 + "沙坝", 3, id="words with a Han name"),
    ],
)
def test_reading_takes_whole_minutes(text: str, minutes: int) -> None:
    """220 words or 400 Han characters a minute, and never less than one."""
    assert minutes == reading_minutes(text)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from("aéđ1_½٣-’ \n"), max_size=60).map("".join))
def test_every_run_of_letters_is_a_word(text: str) -> None:
    """220 times over, a text takes as many minutes as it has words."""
    words = len(re.findall(r"[^\W\d_]+", text))

    assert max(1, words) == reading_minutes(f"{text} " * 220)


def test_a_title_on_a_link_is_not_lost_in_silence() -> None:
    """What readers on phones never see is refused, not dropped."""
    [mistake] = of('[a](https://example.org "more")').mistakes

    assert "has a title" in mistake.what


def test_a_private_character_typed_as_a_reference_is_a_mistake_too() -> None:
    """Our own mark for figures cannot be smuggled in as &#xe000;."""
    prose = of("&#xe000;5&#xe000;")

    assert ["a character for private use stands here."] == [found.what for found in prose.mistakes]
    assert "\ue000" not in str(prose.parts)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("Foo[^zz].", "[^zz]", id="note"),
        pytest.param("See [the pass][pass].", "[the pass][pass]", id="reference link"),
    ],
)
def test_what_refers_to_nothing_is_a_mistake(typed: str, left: str) -> None:
    """Markdown would print it as it was typed."""
    assert [f"{left} refers to nothing."] == [mistake.what for mistake in of(typed).mistakes]


def test_what_refers_to_something_is_none() -> None:
    """A note with its line, a link with its definition, brackets in code."""
    typed = "a[^1] [b][c] `[d][e]` [f]\n\n[^1]: g\n\n[c]: https://example.org"

    assert () == of(typed).mistakes


def test_a_video_on_its_own_line_is_a_clip() -> None:
    """Typed as a picture is, of this bundle or of another; no picture is looked for."""
    prose = of('Một.\n\n![Hai người](video:walk "Sớm")\n\n![Núi](video:place/fansipan/peak-2)')

    clips = (Clip("walk", "Hai người", "Sớm"), Clip("place/fansipan/peak-2", "Núi", ""))
    assert ("<p>Một.</p>", *clips) == prose.parts
    assert list(clips) == list(prose.clips)
    assert [] == list(prose.figures)
    assert () == prose.mistakes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("![](video:walk)", "the video has no alt text."),
        ("a ![b](video:walk)", "the picture 'video:walk' stands inside a text."),
        ("![a](walk.mp4)", "'walk.mp4' is not how a video is named here."),
        ("![a](video:walk.mp4)", "'video:walk.mp4' is not how a video is named here."),
        ("![a](video:../walk)", "'video:../walk' is not how a video is named here."),
        (
            "![a](https://youtu.be/sample-fake)",
            "'https://youtu.be/sample-fake' is not how a video is named here.",
        ),
        (
            ":::gallery\n![a](b.jpg)\n![a](video:walk)\n:::",
            "the video 'video:walk' stands in a gallery.",
        ),
        ("[a](video:walk)", "the link 'video:walk' leads nowhere."),
    ],
)
def test_a_video_typed_wrong_is_told(typed: str, expected: str) -> None:
    """Once, and nothing of it is shown as a picture."""
    assert [expected] == whats(typed)


def test_who_names_a_file_learns_how_a_video_is_named() -> None:
    """The remedy shows what to type."""
    [mistake] = of("![a](walk.mp4)").mistakes

    assert "![what it shows](video:walk)" in mistake.remedy
