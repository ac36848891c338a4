"""Office files whose bytes depend on what stands in them, and on nothing else.

A docx and an xlsx are zip archives, and an archive keeps the hour at which each part was
written. With one fixed hour, and the parts in the order in which they came, the same report
gives the same bytes, so that its hash can be told before it is sent.
"""

import zipfile
from io import BytesIO

FIXED_HOUR = (1980, 1, 1, 0, 0, 0)  # the first that an archive can tell


def steady(archive: bytes) -> bytes:
    """Return the same archive with every part dated to one fixed hour.

    Raises zipfile.BadZipFile for anything that is not an archive.
    """
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(archive)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, FIXED_HOUR)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(part.filename))
    return packed.getvalue()
