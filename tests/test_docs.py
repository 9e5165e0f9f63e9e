"""What exists is documented."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import pelicanconf
from plugins.schema import KINDS
from plugins.schema.award import Facts as AwardFacts
from plugins.schema.base import Picture, Source, Video
from plugins.schema.festival import Dates
from plugins.schema.place import Climate, Coordinates
from tests.conftest import ROOT

GUIDES = ("docs/writing.en.md", "docs/writing.vi.md")
RECORDS: list[type[BaseModel]] = [Picture, Video, Source, Dates, Climate, Coordinates, AwardFacts]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_guide(guide: str, kind: str) -> None:
    """Each kind has its name in bold."""
    assert f"**{kind}**" in read(guide)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_key_stands_in_the_guide(guide: str) -> None:
    """Each key of facts and words is explained."""
    models = [*RECORDS, *(k.facts for k in KINDS.values()), *(k.words for k in KINDS.values())]
    keys = {key for model in models for key in model.model_fields}
    explained = set(re.findall(r"`([a-z_]+)(?:: \w+)?`", read(guide)))

    assert keys - explained == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_example_of_facts_is_right(guide: str) -> None:
    """The YAML that writers copy passes the check of a story."""
    from plugins.yaml_text import read as read_yaml

    example = re.search(r"```yaml\n(.*?)```", read(guide), re.DOTALL)
    assert example

    KINDS["story"].facts.model_validate(read_yaml(example[1]).values)


def test_every_module_is_described() -> None:
    """docs/architecture.md names every module of plugins/."""
    names = {path.stem for path in (ROOT / "plugins").iterdir() if path.stem[0] not in "_."}
    described = set(re.findall(r"^\| `([a-z_]+)` \|", read("docs/architecture.md"), re.MULTILINE))

    assert names == described


def test_every_setting_of_ours_is_described() -> None:
    """docs/architecture.md names every setting that Pelican does not know."""
    from pelican.settings import DEFAULT_CONFIG

    elsewhere = {"TIMEZONE", "I18N_SUBSITES", "I18N_TEMPLATES_LANG", "I18N_GETTEXT_LOCALEDIR"}
    settings = {name for name in vars(pelicanconf) if name.isupper()}
    ours = settings - set(DEFAULT_CONFIG) - elsewhere
    text = read("docs/architecture.md")

    assert [name for name in sorted(ours) if f"`{name}`" not in text] == []


def test_every_environment_variable_of_ours_is_described() -> None:
    """docs/architecture.md names every variable that the program or its settings read."""
    sources = [*(ROOT / "plugins").rglob("*.py"), ROOT / "pelicanconf.py", ROOT / "publishconf.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r"environ\.get\(\"(\w+)", text)) - {"SITE_STABLE_THEME"}
    assert {"SITE_URL", "SITE_PICTURE_CACHE_SECRET"} <= names

    assert [name for name in sorted(names) if f"`{name}`" not in read("docs/architecture.md")] == []


def test_every_task_is_in_the_readme() -> None:
    """README.md names each task of tasks.py."""
    names = re.findall(r"^@task.*?^def (\w+)\(", read("tasks.py"), re.MULTILINE | re.DOTALL)
    assert names

    assert [name for name in names if f"`{name}`" not in read("README.md")] == []


def test_the_readme_is_short() -> None:
    """At most 80 lines."""
    assert len(read("README.md").splitlines()) <= 80


def test_every_link_between_documents_leads_somewhere() -> None:
    """Relative links of README and docs name files that exist."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    dead = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#]+)\)", _without_code(document))
        if "://" not in target and not (document.parent / target).exists()
    ]

    assert dead == []


def _without_code(document: Path) -> str:
    text = document.read_text(encoding="utf-8")
    return re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
