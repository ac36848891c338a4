"""QR codes as a drawing in the page: sharp on paper, and asked of nobody else."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of white around it, as the standard wants


def svg(text: str, label: str) -> SafeString:
    """Draw a text; dark on white in every scheme, because cameras read it so."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    drawn = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'shape-rendering="crispEdges"><path d="{}" fill="#000"/></svg>',
        len(rows),
        len(rows),
        label,
        drawn,
    )
