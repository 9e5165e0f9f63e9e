import json
from pathlib import Path
from typing import Any

import pytest

from plugins.problems import BuildStopped
from plugins.report import FILE, Report, read_last
from tests.small import Small, small_site
from tests.specimens import write_bundle

PLACE = "diem-den/cat-cat/index.html"


@pytest.fixture(scope="module")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of all sites here."""
    return tmp_path_factory.mktemp("renditions")


@pytest.fixture
def site(tmp_path: Path, renditions: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A site that was built, at a moment at which all of it is out."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    found = small_site(tmp_path / "project", renditions)
    found.build()
    return found


def last(site: Small) -> dict[str, Any]:
    """What the last build left for programs."""
    return read_last(site.config.cache)


def pages(site: Small, how: str) -> dict[str, list[str]]:
    """The files of pages that were added, changed or removed, with the reasons."""
    return {line["file"]: line["reasons"] for line in last(site)["pages"][how]}


def test_the_first_build_adds_every_page(site: Small) -> None:
    """And says why it was a full one."""
    found = last(site)

    assert "there is no store yet" == found["full"]
    assert {name for name in site.tree() if name.endswith(".html")} == set(pages(site, "added"))
    assert {("full build: there is no store yet",)} == {
        tuple(reasons) for reasons in pages(site, "added").values()
    }
    assert ([], []) == (found["pages"]["changed"], found["pages"]["removed"])
    assert found["rendered"] == len(found["pages"]["added"])
    assert {"total": len(site.tree()), "written": len(site.tree())} == found["files"]


def test_every_page_is_listed_with_its_address(site: Small) -> None:
    """As a cache or a search engine knows it, in the order of the files."""
    lines = last(site)["pages"]["added"]

    assert {"url": "/diem-den/cat-cat/", "file": PLACE} == {
        name: value
        for line in lines
        if line["file"] == PLACE
        for name, value in line.items()
        if name != "reasons"
    }
    assert sorted(line["file"] for line in lines) == [line["file"] for line in lines]


def test_a_build_of_nothing_lists_nothing(site: Small) -> None:
    """It was no full one."""
    report = site.build()
    found = last(site)

    assert None is found["full"]
    assert {"added": [], "changed": [], "removed": []} == found["pages"]
    assert (0, 0, len(site.tree())) == (
        found["rendered"],
        found["files"]["written"],
        found["files"]["total"],
    )
    assert "Rendered: 0" in report.lines(0)


def test_a_page_that_has_changed_is_listed_with_the_reason(site: Small) -> None:
    """And no other: neither lists nor neighbours show a text."""
    site.text("place/fansipan/vi.md", title="Tên fansipan", body="Chữ khác.")
    report = site.build()

    assert {"diem-den/fansipan/index.html": ["changed: place/fansipan%vi"]} == (
        pages(site, "changed")
    )
    assert ({}, {}) == (pages(site, "added"), pages(site, "removed"))
    assert ["     1 changed: place/fansipan%vi"] == report.explanation()


def test_a_page_of_which_the_output_has_the_bytes_already_is_not_listed(site: Small) -> None:
    """It was rendered, and nothing came of it."""
    site.write("theme/templates/place.html", _same(site, "place.html"))
    report = site.build()

    assert 3 < len(report.rendered)
    assert {"added": [], "changed": [], "removed": []} == last(site)["pages"]
    assert len(report.rendered) == last(site)["rendered"]


def _same(site: Small, name: str) -> str:
    """A template in other words that say the same."""
    return (site.config.theme / "templates" / name).read_text("utf-8") + "{# a note #}"


def test_a_new_page_is_added(site: Small) -> None:
    """With its reason, beside the lists that change."""
    write_bundle(site.config.content, "page/about")
    site.build()

    assert {"about/index.html": ["changed: page/about", "new"]} == pages(site, "added") or (
        {"about/index.html": ["new"]} == pages(site, "added")
    )


def test_a_page_that_is_gone_is_removed(site: Small) -> None:
    """Its file has left the output."""
    (site.config.content / "place" / "cat-cat" / "en.md").unlink()
    site.build()

    assert {"en/places/cat-cat/index.html": ["its subject is gone"]} == pages(site, "removed")
    assert "en/places/cat-cat/index.html" not in site.tree()


def test_a_page_that_moves_is_removed_here_and_added_there(site: Small) -> None:
    """So that its old address can be forgotten by whoever knows it."""
    site.text("place/fansipan/vi.md", title="Tên fansipan", front="slug: dinh\n")
    site.build()
    [removed] = last(site)["pages"]["removed"]

    assert ("/diem-den/fansipan/", "diem-den/fansipan/index.html") == (
        removed["url"],
        removed["file"],
    )
    assert {"changed: place/fansipan", "changed: place/fansipan:vi"} == set(removed["reasons"])
    assert {"diem-den/dinh/index.html"} == set(pages(site, "added"))


def test_a_page_that_somebody_has_damaged_is_changed(site: Small) -> None:
    """By the build, which says that the file was not as it was written."""
    (site.config.output / PLACE).write_text("other words")
    site.build()

    assert {PLACE: ["its file is not as it was written"]} == pages(site, "changed")


def test_a_page_that_somebody_has_removed_is_added(site: Small) -> None:
    """Whoever copies what is listed has it all."""
    (site.config.output / PLACE).unlink()
    site.build()

    assert {PLACE: ["its file is not as it was written"]} == pages(site, "added")


def test_a_full_build_lists_what_differs_alone(site: Small) -> None:
    """With the reason why it was a full one, and with what is gone since the last build."""
    site.text("place/fansipan/vi.md", title="Tên fansipan", body="Chữ khác.")
    (site.config.content / "place" / "cat-cat" / "en.md").unlink()
    before = len(last(site)["pages"]["added"])
    report = site.build(version="2")

    assert last(site)["full"] == report.why_full
    assert report.why_full.startswith("the program, its settings or its libraries")
    assert before - 1 == last(site)["rendered"]
    assert f"Rendered: {before - 1} ({report.why_full})" in report.lines(0)
    assert "diem-den/fansipan/index.html" in pages(site, "changed")
    assert PLACE not in pages(site, "changed")
    assert {} == pages(site, "added")
    assert {"en/places/cat-cat/index.html"} == set(pages(site, "removed"))


def test_the_next_moment_at_which_the_site_changes_is_named(site: Small) -> None:
    """Where nothing is to come, there is none."""
    assert None is last(site)["next_change"]
    assert not [line for line in site.build().lines(0) if line.startswith("Next")]
    write_bundle(
        site.config.content, "story/later", facts="embargo_until: 2030-01-02T03:00+07:00\n"
    )
    site.text("story/later/vi.md", title="Sau", front="cover_alt: Terraces.\n")
    report = site.build()

    assert "2030-01-02T03:00:00+07:00" == last(site)["next_change"]
    assert "Next:     2030-01-02T03:00:00+07:00 (the site changes by itself)" in report.lines(0)


def test_a_picture_whose_time_ends_is_named_as_the_reason(site: Small) -> None:
    """From then on the site is not built as it is."""
    path = site.config.content / "place" / "cat-cat" / "facts.yaml"
    path.write_text(
        path.read_text("utf-8").replace("medium:", "expires: 2027-03-31\n    medium:"), "utf-8"
    )
    report = site.build()

    assert "2027-04-01T00:00:00+07:00" == last(site)["next_change"]
    assert "Next:     2027-04-01T00:00:00+07:00 (a picture may no longer be shown)" in (
        report.lines(0)
    )


def test_the_moment_for_which_a_site_was_built_is_named(site: Small) -> None:
    """In the zone of the site."""
    assert "2026-05-29T03:26:40+07:00" == last(site)["built_for"]


def test_the_summary_counts(site: Small) -> None:
    """Pages by language, renditions, what is not translated, files."""
    site.text("place/fansipan/vi.md", title="Tên fansipan", body="Chữ khác.")
    lines = site.build().lines(warnings=3)
    counts = {
        lang: sum(name.startswith(f"{lang}/") for name in site.tree()) for lang in ("en", "zh")
    }
    total = sum(name.endswith(".html") for name in site.tree())
    vietnamese = total - sum(counts.values())

    assert [
        f"Pages:    vi {vietnamese}, en {counts['en']}, zh {counts['zh']}",
        "Rendered: 1",
        "Pictures: 0 renditions made, 3 reused",
        "Missing:  9 translations",
        f"Files:    {len(site.tree())}, of which 1 changed",
        "Warnings: 3",
    ] == lines[:-1]


def test_reasons_are_explained_by_count(site: Small) -> None:
    """The commonest first."""
    site.text("place/fansipan/vi.md", title="Tên khác", body="Chữ khác.")
    site.write("theme/templates/story.html", _same(site, "story.html"))
    report = site.build()
    counts = [int(line.split()[0]) for line in report.explanation()]

    assert sorted(counts, reverse=True) == counts
    assert "     1 template: story.html" in report.explanation()
    assert any(line.endswith(" changed: place/fansipan:vi") for line in report.explanation())


def test_a_build_that_stops_leaves_the_lists_of_the_last_one(site: Small) -> None:
    """They are those of what is in the output."""
    before = (site.config.cache / FILE).read_bytes()
    site.text("place/fansipan/vi.md", body="[x](place/nowhere)")

    with pytest.raises(BuildStopped):
        site.build()
    assert before == (site.config.cache / FILE).read_bytes()


def test_the_lists_are_written_in_one_step(site: Small) -> None:
    """Nothing else is left beside them, and people can read them."""
    [path] = site.config.cache.glob(f"{FILE}*")

    assert json.loads(path.read_text("utf-8")) == last(site)
    assert 10 < len(path.read_text("utf-8").splitlines())


def test_before_the_first_build_there_are_no_lists(tmp_path: Path) -> None:
    """Whoever asks is told so by the usual exception."""
    with pytest.raises(FileNotFoundError):
        read_last(tmp_path)


def test_lists_are_the_same_for_the_report_itself(site: Small) -> None:
    """What the build returns is what it has written."""
    report: Report = site.build(version="3")

    assert len(report.rendered) == last(site)["rendered"] == report.looked_at
