"""The product's settings, with the gallery's addresses: for the live server of browser tests."""

from holdfast.web.project.settings import *  # noqa: F403

ROOT_URLCONF = "tests.pages.gallery"
