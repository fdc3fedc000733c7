"""dragoman reads news of how states treat one another and keeps the record."""

__version__ = "0.1.0"
