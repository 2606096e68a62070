"""Pictures decoded and written anew, upright, without EXIF, place and whatever else came along."""

import io
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError

from applications.scanning import KEPT_SIDE, MAX_CLEAR_PIXELS, MAX_FRAMES, MAX_PIXELS, MAX_SIDE, Kept, Unfit

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/heif": "HEIF", "image/tiff": "TIFF"}
CLEAR = {"RGBA", "LA", "PA", "La", "RGBa"}
BROKEN = (OSError, UnidentifiedImageError, ValueError, SyntaxError, EOFError, KeyError, TypeError, RuntimeError)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def remade(data: bytes, file_format: str) -> Kept:
    """The pixels only. A scan of several pages becomes a PDF, because a browser shows no TIFF."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whoever draws papers in the same process sets it the other way
    if file_format == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(io.BytesIO(data), formats=[file_format]) as picture:
            measured(picture)
            if file_format == "TIFF" and getattr(picture, "n_frames", 1) > 1:
                return bound(picture)
            return alone(picture, file_format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as huge:
        raise Unfit("picture_too_large") from huge
    except BROKEN as broken:
        raise Unfit("picture_broken") from broken


def measured(picture: Image.Image) -> None:
    """Refuse what is too large before a pixel is decoded."""
    width, height = picture.size
    is_clear = picture.mode in CLEAR or "transparency" in picture.info
    if max(width, height) > MAX_SIDE or width * height > (MAX_CLEAR_PIXELS if is_clear else MAX_PIXELS):
        raise Unfit("picture_too_large")


def alone(picture: Image.Image, file_format: str) -> Kept:
    """One picture: lossless stays lossless, photographs stay photographs."""
    is_lossless = file_format == "PNG" or (file_format == "TIFF" and picture.mode in {"1", "P"})
    clean = flat(picture)
    out = io.BytesIO()
    if is_lossless:
        clean.save(out, "PNG", compress_level=6)
        return Kept("image/png", out.getvalue())
    clean.save(out, "JPEG", quality=85)
    return Kept("image/jpeg", out.getvalue())


def flat(picture: Image.Image) -> Image.Image:
    """Upright, on white, no larger than needed, in grey or colour."""
    if picture.format in {"JPEG", "MPO"}:
        times = max(max(picture.size) / KEPT_SIDE, 1)
        picture.draft(picture.mode, (int(picture.width / times), int(picture.height / times)))
    upright = ImageOps.exif_transpose(small(plain(picture)))
    clean = Image.new("L" if upright.mode == "L" else "RGB", upright.size, "white")
    if upright.mode in CLEAR:
        layer = upright.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
    else:
        clean.paste(upright.convert(clean.mode))
    return clean


def plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be made smaller well: no palette, no single bits, no 16 bits of grey."""
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture


def small(picture: Image.Image) -> Image.Image:
    """No side longer than is kept."""
    picture.load()
    if max(picture.size) > KEPT_SIDE:
        picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
    return picture


def bound(picture: Image.Image) -> Kept:
    """The pages of a scan as one PDF, each page made anew."""
    import pikepdf

    with pikepdf.new() as book:
        for page in pages(picture):
            with pikepdf.open(io.BytesIO(page)) as single:
                book.pages.extend(single.pages)
        out = io.BytesIO()
        book.save(out, deterministic_id=True)
    return Kept("application/pdf", out.getvalue())


def pages(picture: Image.Image) -> Iterator[bytes]:
    """Each page of a scan as a PDF of one page, at the size it had on the glass."""
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > MAX_FRAMES:
            raise Unfit("too_many_frames")
        measured(frame)
        dots = float(frame.info.get("dpi", (300, 300))[0] or 300)
        out = io.BytesIO()
        flat(frame.copy()).save(out, "PDF", resolution=min(max(dots, 72), 600), quality=80)
        yield out.getvalue()
