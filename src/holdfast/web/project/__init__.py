"""The Django project: its settings, addresses, headers and page assets."""
