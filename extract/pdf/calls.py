"""Calls into pdfium that a page makes by the thousand."""

from __future__ import annotations

import ctypes
from typing import Any

ADDRESS = ctypes.c_void_p


def bare(function: Any, *kinds: Any, returns: Any = ctypes.c_int) -> Any:
    """Return a function of pdfium that takes bare addresses.

    The binding's own prototypes check and wrap each pointer, which costs more than the call.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(returns, *kinds)(address)


def address_of(pointer: Any) -> int:
    """Return the address that a pointer of the binding holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
