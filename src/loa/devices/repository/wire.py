"""The classes of python-tuf and securesystemslib, imported once.

The libraries document them under these names, but import them there without re-exporting
them, which a strict type checker refuses; the ignore stands here and nowhere
else.
"""

from securesystemslib.signer import (  # type: ignore[attr-defined]  # see above
    CryptoSigner,
    SSlibKey,
)
from tuf.api.exceptions import RepositoryError as TufError
from tuf.api.metadata import (  # type: ignore[attr-defined]  # see above
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError

AnySigned = Root | Timestamp | Snapshot | Targets

__all__ = [
    "AnySigned",
    "CryptoSigner",
    "DelegatedRole",
    "Delegations",
    "DeserializationError",
    "Key",
    "MetaFile",
    "Metadata",
    "Root",
    "SSlibKey",
    "Snapshot",
    "SuccinctRoles",
    "TargetFile",
    "Targets",
    "Timestamp",
    "TufError",
]
