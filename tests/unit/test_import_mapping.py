"""Mapping files: what ships can be used everywhere, what is wrong is named."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import InvalidInput
from desktop_app.services.imports.mapping import load_mapping, load_preset, presets
from desktop_app.system.profiles import load_profile


def test_every_preset_can_be_used():
    assert "nyc-council" in presets()
    for name in presets():
        mapping = load_preset(name)
        assert mapping.name == name
        for profile in ("pe", "cr", "neutral"):
            assert mapping.query_type.codes() <= set(load_profile(profile).request_types)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "no sirve"),
        ("name = 'x'", "«key» y «opened»"),
        ("name = 'x'\n[columns]\nkey = 3\nopened = 'b'", "«key» no es del tipo"),
        ("name = 'x'\nnada = 1\n[columns]\nkey = 'a'\nopened = 'b'\notro = 'c'", "«nada», «columns.otro»"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\n[dates]\nformats=['%d/%m']", "no tiene año"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\n[dates]\nzone='Lima'", "zona «Lima»"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\n[file]\nencoding='nada'", "codificación «nada»"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\n[file]\ndelimiter='::'", "un solo carácter"),
        (
            "name = 'x'\n[columns]\nkey='a'\nopened='b'\n[level]\nvalue='urgente'",
            "«urgente» no vale en [level]",
        ),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\n[channel]\ncolumn='c'", "van juntos"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\ncitizen_phone='c'", "«citizen_name»"),
        ("columns = 3", "«columns» no es del tipo"),
        ("name = 'x'\n[columns]\nkey='a'\nopened='b'\nplace=[{label='z'}]", "«place» no es del tipo"),
    ],
)
def test_a_mapping_that_is_wrong_says_what(tmp_path, text, words):
    path = tmp_path / "columnas.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_mapping(path)
    assert words in str(caught.value)
    assert "columnas.toml" in str(caught.value)
