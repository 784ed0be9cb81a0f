"""Files as Hugging Face's datasets reads them, which most trainers stand on. To be imported before PyTorch's stand-in."""
import os
import tempfile
from urllib.parse import urljoin

import datasets

datasets.disable_progress_bars()


def table(path, cache=None):
    builder = {"csv": "csv", "parquet": "parquet"}.get(path.rsplit(".", 1)[1], "json")
    return datasets.load_dataset(builder, data_files=path, split="train", cache_dir=cache)


def rows(path, load_images=False):
    """The rows of a file, with the images' names, or with the images, loaded as docs/formats.md has it for TRL."""
    with tempfile.TemporaryDirectory() as cache:
        written = table(path, cache)
        yield from with_images(written, os.path.dirname(path)) if load_images and "images" in written.column_names else written


def with_images(written, folder):
    found = written.map(lambda row: {"images": [urljoin(folder + "/", place) for place in row["images"] or []]})
    return found.cast_column("images", datasets.List(datasets.Image()))
