"""The one kind of error that is shown to a user: a sentence that names the remedy."""

from __future__ import annotations


class WenzhengError(Exception):
    """Something a user can mend. The message is one clear sentence in Chinese with the remedy."""


class ReadingError(WenzhengError):
    """A file cannot be read as a document."""
