"""publiccode.yml, by the rules of the standard 0.4 that a catalogue's reader would refuse it for."""

import yaml

from tests.house.source import ROOT

MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}


def test_publiccode_holds_what_the_standard_asks():
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert said.keys() >= MANDATORY
    assert said["publiccodeYmlVersion"] == "0.4"
    assert said["maintenance"]["type"] == "community"
    assert said["maintenance"]["contacts"]
    assert said["localisation"]["availableLanguages"] == ["fr", "en"]
    for text in said["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
