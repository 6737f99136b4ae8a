"""E-mails read without trusting them: broken ones, hostile ones, HTML only, messages within messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.mail_message import (
    MOST_BYTES,
    MOST_TEXT,
    Mail,
    html_words,
    numbers_in,
    own_subject,
    own_words,
    read_mail,
)

HEAD = b"From: =?utf-8?q?Mar=C3=ADa_=C3=91u=C3=B1ez?= <Maria@Example.org>\r\nTo: mesa@muni.gob.pe\r\n"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"] = headers.pop("From", "María Ñuñez <maria@example.org>")
    made["Subject"] = headers.pop("Subject", "Poste caído en mi calle")
    made["Date"] = "Mon, 23 Nov 2026 09:15:00 -0500"
    made["Message-ID"] = "<abc@example.org>"
    for name, value in headers.items():
        made[name] = value
    return made


def test_a_plain_message_is_read_whole() -> None:
    made = message()
    made.set_content("El poste de la esquina cayó.\nGracias.\n")
    mail = read_mail(made.as_bytes())
    assert (mail.sender, mail.address) == ("María Ñuñez", "maria@example.org")
    assert mail.subject == "Poste caído en mi calle"
    assert mail.sent == datetime(2026, 11, 23, 9, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert mail.message_id == "abc@example.org"
    assert mail.text == "El poste de la esquina cayó.\nGracias."
    assert mail.parts == ()


def test_encoded_headers_and_an_address_in_capitals() -> None:
    mail = read_mail(HEAD + b"Subject: =?iso-8859-1?Q?Petici=F3n?=\r\n\r\nhola")
    assert (mail.sender, mail.address, mail.subject) == ("María Ñuñez", "maria@example.org", "Petición")


def test_files_keep_the_names_they_came_with() -> None:
    made = message()
    made.set_content("Adjunto la foto.")
    made.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="../../foto ñ.jpg")
    made.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="acta.pdf")
    mail = read_mail(made.as_bytes())
    assert [(part.name, part.content) for part in mail.parts] == [
        ("../../foto ñ.jpg", b"\xff\xd8\xff"), ("acta.pdf", b"MZ"),
    ]  # fmt: skip


def test_of_a_page_only_the_words_are_taken() -> None:
    made = message()
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Hola&nbsp;se&ntilde;ora</p><script>alert(1)"
        "</script><img src='http://tracker/x.gif'><ul><li>Uno</li><li>Dos</li></ul></body></html>"
    )
    made.set_content(page, subtype="html")
    text = read_mail(made.as_bytes()).text
    assert text == "Hola señora\n\n- Uno\n\n- Dos"
    assert "tracker" not in text


def test_a_head_that_nobody_closed_ends_where_the_body_begins() -> None:
    assert html_words("<html><head><title>x<body><p>Hola") == "Hola"


def test_of_two_forms_of_the_same_words_the_plain_one_is_taken() -> None:
    made = message()
    made.set_content("Lo mismo")
    made.add_alternative("<b>Lo mismo, en HTML</b>", subtype="html")
    assert read_mail(made.as_bytes()).text == "Lo mismo"


def test_a_message_within_a_message_is_a_file() -> None:
    inner = message(Subject="El de adentro")
    inner.set_content("adentro")
    outer = message(Subject="Fwd")
    outer.set_content("Le reenvío:")
    outer.add_attachment(inner)
    mail = read_mail(outer.as_bytes())
    assert mail.text == "Le reenvío:"
    assert [part.name for part in mail.parts] == ["El de adentro.eml"]
    assert read_mail(mail.parts[0].content).text == "adentro"


def test_outlook_s_own_envelope_is_told() -> None:
    made = message()
    made.set_content("Va adjunto")
    made.add_attachment(
        b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    mail = read_mail(made.as_bytes())
    assert mail.parts == ()
    assert any("winmail.dat" in note for note in mail.notes)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Content-Type: text/plain; charset=no-such-thing\r\n\r\nse\xc3\xb1or", "señor"),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\nse\xf1or", "señor"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!no base64", None),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno boundary at all", None),
        (b"Content-Type: multipart/mixed\r\n\r\nhola", None),
        (b'Content-Type: ;;;="\r\n\r\nhola', "hola"),
        (b"Date: yesterday or so\r\n\r\nhola", "hola"),
        (b"Subject: =?utf-8?b?////?=\r\n\r\nhola", "hola"),
    ],
)
def test_what_is_broken_is_read_as_far_as_it_goes(content: bytes, text: str | None) -> None:
    mail = read_mail(HEAD + content)
    assert mail.address == "maria@example.org"
    if text is not None:
        assert mail.text == text


def test_what_is_no_message_says_how_to_save_one() -> None:
    for content in (b"hola", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7"):
        with pytest.raises(InvalidInput, match="Guardar como"):
            read_mail(content)
    with pytest.raises(InvalidInput, match="más de 25 MB"):
        read_mail(HEAD + b"\r\n" + bytes(MOST_BYTES))


def test_a_thousand_parts_and_a_hundred_envelopes_end() -> None:
    many = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nx\r\n" * 1_000
        + b"--b--\r\n"
    )
    assert any("demasiadas partes" in note for note in read_mail(many).notes)
    deep = HEAD
    for level in range(100):
        deep += f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n".encode()
    assert isinstance(read_mail(deep + b"\r\nhola"), Mail)


def test_a_novel_is_cut_and_told() -> None:
    made = message()
    made.set_content("palabra " * 5_000)
    mail = read_mail(made.as_bytes())
    assert len(mail.text) == MOST_TEXT
    assert any("cortado" in note for note in mail.notes)


def test_numbers_of_the_subject_come_first_and_once() -> None:
    mail = read_mail(
        HEAD + b"Subject: Re: Caso 01-01-26-00002-93\r\n\r\nVer 01-01-26-00001-20 y 01-01-26-00002-93.\r\n"
        b"Tel. 901-01-26-00001-20 no"
    )
    assert numbers_in(mail) == ["01-01-26-00002-93", "01-01-26-00001-20"]


def test_what_is_quoted_is_left_out() -> None:
    assert own_words("Gracias.\n\n> Su caso\n> está\nAdiós") == "Gracias.\n\nAdiós"
    assert own_words("Sí.\n-----Mensaje original-----\nDe: yo") == "Sí."
    assert own_words("> todo citado") == "> todo citado"


def test_marks_of_answers_are_left_out_of_a_subject() -> None:
    assert own_subject("Re: RV: Fwd: re[2]: Poste caído: calle 2") == "Poste caído: calle 2"
    assert own_subject("Retiro de basura") == "Retiro de basura"
    assert own_subject("Re: ") == "Re: "


def test_characters_that_turn_a_line_around_are_gone() -> None:
    mail = read_mail("From: a\u202eb <a@b.pe>\r\nSubject: x\u202ey\r\nMessage-ID: <1>\r\n\r\nz".encode())
    assert "\u202e" not in mail.subject + mail.sender


@given(st.binary(max_size=2_000))
def test_any_bytes_after_a_head_are_read(tail: bytes) -> None:
    mail = read_mail(HEAD + tail)
    assert isinstance(mail.text, str)
    assert len(mail.text) <= MOST_TEXT
    assert "\x00" not in mail.text + mail.subject + mail.sender


_HEADERS = st.sampled_from(
    [
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Subject",
        "Date",
        "From",
        "Message-ID",
        "X",
    ]
)
_VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=x", "text/html; charset=utf-7", "base64", "quoted-printable",
            "attachment; filename*=utf-8''%F0%28", 'text/plain; charset=""', "message/rfc822",
            "=?utf-8?q?=?=", "a@b, c@d",
            "uuencode", "message/external-body; access-type=url", "message/delivery-status", "application/x; name*0=",
        ]
    ),
)  # fmt: skip


@given(st.lists(st.tuples(_HEADERS, _VALUES), max_size=8), st.text(max_size=300))
def test_any_headers_are_read(headers: list[tuple[str, str]], body: str) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    content = HEAD + (lines + "\r\n--x\r\n" + lines + "\r\n" + body + "\r\n--x--").encode("utf-8", "replace")
    mail = read_mail(content)
    assert mail.sent is None or mail.sent.tzinfo is not None
    assert all(isinstance(part.content, bytes) for part in mail.parts)


@given(st.text(max_size=500))
def test_any_page_gives_words(page: str) -> None:
    assert isinstance(html_words(page), str)
    assert "alert" not in html_words(f"<p>hola</p><script>alert(1)</script>{'x' if page else ''}")


def test_a_date_without_a_zone_is_utc() -> None:
    mail = read_mail(HEAD + b"Date: Mon, 23 Nov 2026 09:15:00\r\n\r\nx")
    assert mail.sent == datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
