"""The error tree. Every sentence is safe to show: it never holds client data."""

from __future__ import annotations


class HavenlineError(Exception):
    """Root of all Havenline errors; `sentence` says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UserFacingError(HavenlineError):
    """Something a person can put right; shown calmly, without a traceback."""


class NotFound(UserFacingError):
    """The thing asked for does not exist, or not for this account."""


class InvalidAnswer(UserFacingError):
    """A measure was answered outside its response range or with the wrong count."""


class InvalidEntry(UserFacingError):
    """A form was filled in with something the record cannot hold."""


class StaleEdit(UserFacingError):
    """Somebody else saved a newer version first; both texts are kept on the error."""

    def __init__(self, yours: object, theirs: object) -> None:
        super().__init__(
            "This entry was changed by someone else while you were editing. "
            "Nothing was overwritten: compare the two texts and save again."
        )
        self.yours = yours
        self.theirs = theirs


class WrongSecret(UserFacingError):
    """The passphrase or recovery code does not open this store."""


class SecondFactorNeeded(UserFacingError):
    """The passphrase was right; the account also asks for a code."""


class WrongCode(UserFacingError):
    """The second-factor code does not fit, or was used already."""


class NotPermitted(UserFacingError):
    """This account may not do this, whatever state things are in (permissions.py)."""


class NotAllowedNow(UserFacingError):
    """The account may do this, but not as things stand (policies.py)."""


class DefinitionError(UserFacingError):
    """A data file (instrument, vocabulary, sample) is wrong; names file and key only."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key


class StorageError(UserFacingError):
    """The store could not do what was asked; wraps the database's own error."""


class StoreInUse(StorageError):
    """Another process has the store open."""


class StoreUnusable(StorageError):
    """The store is newer than this program, altered, damaged or not a store."""


class NotYetAvailable(UserFacingError):
    """A command of the contract that a later version brings."""
