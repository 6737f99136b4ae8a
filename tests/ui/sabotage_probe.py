"""Run as a program: the tour with a program that records every attention as an e-mail."""

from __future__ import annotations

import sys
from dataclasses import replace

from desktop_app.__main__ import main
from desktop_app.domain.values import Channel
from desktop_app.services import reception

_honest = reception.register_attention


def _record_wrongly(ctx, form, draft=None):
    return _honest(ctx, replace(form, channel=Channel.EMAIL), draft)


if __name__ == "__main__":
    reception.register_attention = _record_wrongly
    sys.exit(main(sys.argv[1:]))
