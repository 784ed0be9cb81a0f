"""How images are shown where rows are compared: in the text of their turn, by width and height, which are each image's own."""
import os
import struct

MARK = "<image>"


def size(file):
    """An image's mark, from the head of a PNG."""
    with open(file, "rb") as png:
        return mark(*struct.unpack(">II", png.read(24)[16:]))


def mark(width, height):
    return f"<image {width}x{height}>"


def of_parts(turns, images):
    """Turns whose parts say where the next of the images stands, or hold it."""
    images = iter(images)
    said = [{**turn, "content": _text(turn["content"], images)} for turn in turns]
    assert next(images, None) is None, turns
    return said


def _text(content, images):
    if isinstance(content, str):
        return content
    texts = []
    for part in content:
        image = part.get("image") if part["type"] == "image" else None
        texts.append(part["text"] if part["type"] == "text" else next(images) if image is None else mark(*image.size))
    return "".join(texts)


def of_marks(turns, images):
    """Turns whose texts have a mark where the next of the images stands."""
    images = iter(images)
    said = []
    for turn in turns:
        first, *others = turn["content"].split(MARK)
        said.append({**turn, "content": first + "".join(next(images) + text for text in others)})
    assert next(images, None) is None, turns
    return said


def of_run(turns, row, run):
    """Turns of a run's own row."""
    places = iter(row.get("images", []))
    return [{**turn, "content": _text(turn["content"], (size(os.path.join(run, place)) for place in places))} for turn in turns]
