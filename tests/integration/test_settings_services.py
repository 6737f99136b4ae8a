"""What Ajustes writes: names, users, calendar, terms, the shared folder; who may, and what other desks may send."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings as hypothesis_settings
from hypothesis import strategies as st
from municipality import LIMA, make_office, opening

from desktop_app import bootstrap
from desktop_app.cli.common import data_folder  # noqa: F401 - the command line shares the folder's format
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed
from desktop_app.domain.level_terms import LONGEST
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.values import Level, Role
from desktop_app.services import directory, exchange, office, reception, settings, users
from desktop_app.services.office import OfficeForm, SpecialDay
from desktop_app.services.users import UserForm
from desktop_app.storage.queries import desk as desk_queries
