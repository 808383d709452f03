"""Word and Excel files behind a password: opened with the words a person gave, or named.

Source: [MS-OFFCRYPTO] 2.3.4 (packages of 2007 and later), 2.3.6 (RC4 in the formats before).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from xml.parsers.expat import ExpatError

from extract.errors import EncryptedFileError

# What Excel encrypts with when a sheet is "protected" but asks for no password: every program
# opens such a file without a word. Source: [MS-OFFCRYPTO] 2.3.7, [MS-XLS] 2.2.10.
_NO_PASSWORD = "VelvetSweatshop"


def decrypted(data: bytes, name: str, passwords: Sequence[str]) -> bytes:
    """Return the file that an encrypted one holds: a package, or a Word or Excel file of old.

    Raises:
        EncryptedFileError: when none of the passwords opens it.
    """
    for password in (*passwords, _NO_PASSWORD):
        opened = _opened(data, password)
        if opened is not None:
            return opened
    raise EncryptedFileError(
        "Không mật khẩu nào mở được tệp Word/Excel."
        if passwords
        else "Tệp Word/Excel được đặt mật khẩu.",
        "None of the passwords opens the Word or Excel file."
        if passwords
        else "The Word or Excel file is protected by a password.",
        remedy="Hãy cho mật khẩu bằng --password-file, hoặc bỏ mật khẩu rồi lưu lại tệp.",
        remedy_en="Give the password with --password-file, or remove it in Word or Excel.",
        file=name,
    )


def _opened(data: bytes, password: str) -> bytes | None:
    """Return what one password opens; None when it is the wrong one, or nothing can be opened."""
    import msoffcrypto  # imported here: few files need it
    from msoffcrypto import exceptions

    plain = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(plain)
    except (
        exceptions.DecryptionError,
        exceptions.FileFormatError,
        exceptions.ParseError,
        # How a torn or forged header ends in the library.
        *(struct.error, ExpatError, OSError, ValueError, LookupError, AttributeError, TypeError),
    ):
        return None
    return plain.getvalue()
