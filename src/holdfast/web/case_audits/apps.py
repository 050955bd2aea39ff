"""Tells Django that this folder holds models."""

from django.apps import AppConfig


class CaseAudits(AppConfig):
    """Audits of cases: rounds, the cases drawn, grades."""

    name = "holdfast.web.case_audits"
    label = "case_audits"
