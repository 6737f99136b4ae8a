"""Bundles, enrolment and carriers: how desks and offices come to agree."""
