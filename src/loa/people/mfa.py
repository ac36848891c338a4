"""One-time codes' secrets, encrypted in the database by a key that does not lie there.

Who copies the database, or a backup of it, cannot make anybody's codes. The key is a file of
the installation's own, `secrets/totp`, made on first use and readable by its owner alone.
"""

import base64
import logging
import os
import secrets
from hashlib import sha256
from pathlib import Path

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from loa.people import totp

SEALED = "fernet:"  # what is stored without it comes from before, and is read as it stands
log = logging.getLogger(__name__)


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """What django-allauth asks before it stores a secret, and after it has read one."""

    def encrypt(self, text: str) -> str:
        return SEALED + _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that nobody knows where the key is another."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return _box().decrypt(encrypted_text.removeprefix(SEALED).encode()).decode()
        except InvalidToken:
            # Whatever else came back here would let somebody in.
            log.exception("a one-time code's secret was sealed by another key than %s", _path())
            return totp.new_secret()


def _path() -> Path:
    return Path(settings.DATA_DIR) / "secrets" / "totp"


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(_key(_path())).digest()))


def _key(path: Path) -> bytes:
    """Return the key's file, made whole on first use, whichever process comes first."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".totp-{os.getpid()}-{secrets.token_hex(4)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(beside)
        except FileExistsError:
            log.info("another process has made %s", path)
        finally:
            beside.unlink()
    return path.read_bytes()
