"""ESC/POS: a picture as raster bytes, and what a printer's status bytes mean. Text mode prints "?" for rare names."""

from PIL import Image, ImageChops

from queueing.states import PrinterState

START = b"\x1b@"
FEED_AND_CUT = b"\x1bd\x04\x1dVB\x00"
ASK_OFFLINE, ASK_ERROR, ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x03", b"\x10\x04\x04"
ASK_WHEN_DONE = b"\x1dr\x01"  # answered after all that was sent before has been printed
ROWS = 256  # a band: small printers hold no more


def raster(picture: Image.Image) -> bytes:
    """The bytes that print this picture and cut the paper."""
    return b"".join([START, *_bands(picture), FEED_AND_CUT])


def _bands(picture: Image.Image) -> list[bytes]:
    burnt = ImageChops.invert(picture.convert("L")).convert("1")  # a set bit burns
    across = (burnt.width + 7) // 8
    bands = []
    for top in range(0, burnt.height, ROWS):
        band = burnt.crop((0, top, burnt.width, min(top + ROWS, burnt.height)))
        head = b"\x1dv0\x00" + across.to_bytes(2, "little") + band.height.to_bytes(2, "little")
        bands.append(head + band.tobytes())
    return bands


def picture_of(data: bytes) -> Image.Image:
    """The picture in raster bytes: what a printer would burn. For tests, files and the simulated printer."""
    bands, at = [], 0
    while (at := data.find(b"\x1dv0\x00", at)) >= 0:
        across, down = (int.from_bytes(data[at + 4 + n : at + 6 + n], "little") for n in (0, 2))
        bands.append(Image.frombytes("1", (across * 8, down), data[at + 8 : at + 8 + across * down]))
        at += 8 + across * down
    whole = Image.new("1", (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return ImageChops.invert(whole.convert("L")).convert("1")


def state_of(offline: int, error: int, paper: int) -> PrinterState:
    """What the three status bytes say, the worst first."""
    if paper & 0x60 or offline & 0x20:
        return PrinterState.PAPER_OUT
    if offline & 0x04:
        return PrinterState.COVER_OPEN
    if offline & 0x40 or error & 0x6C:
        return PrinterState.BROKEN
    return PrinterState.PAPER_LOW if paper & 0x0C else PrinterState.READY
