"""Pictures of forms (PNG, JPEG, TIFF, BMP): read where character recognition is installed."""

from __future__ import annotations

import io

from assistant.errors import BrokenFile, UnsupportedFormat
from assistant.formats import guard, ocr
from assistant.formats.base import Grid


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """One grid for all pages of the picture. Raises UnsupportedFormat without recognition."""
    if not ocr.is_installed():
        raise UnsupportedFormat(
            f"“{name}”是图片，无法直接读出文字；请提供 Word、Excel 或带文字层的 PDF"
            "（或安装文字识别：pip install -r requirements-ocr.txt）。"
        )
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as picture:
            guard.check_pages(getattr(picture, "n_frames", 1), name)
            pages = [page.copy() for page in ImageSequence.Iterator(picture)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BrokenFile(f"“{name}”打不开：图片已损坏或过大；请重新扫描或导出后再试。") from error
    rows = [row for number, page in enumerate(pages, 1) for row in ocr.picture_rows(page, number)]
    return (Grid(tuple(rows), name, from_picture=True),)
