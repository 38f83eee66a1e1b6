"""The wheel of this very installation, for computers that join: what the hub runs, they run.

Built from the packages as they lie here (a checkout or an installed wheel alike), byte for byte the
same each time, so that its name is its digest and a line can pin it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import schemas
from schemas.wire.layout import make_private

DISTRIBUTION = "signalbox-fleet"
PACKAGES = ("archiver", "broker", "console", "edge_agent", "schemas", "signalbox")
DATA = (".toml", ".sql", ".script")
STATIC = "console/static/"
PROGRAMS = ("edge_agent/agents/shell/bash",)
"""No modules: started by agents, and so executable also where pip has unpacked them."""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows: the same files make the same bytes."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A built wheel. `sha256`: hex."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        """Its file name, which pip reads the version from."""
        return self.path.name


def build(folder: Path) -> Wheel:
    """The wheel, in `folder/<sha256>/` (0700); others there, of before, go. Raises OSError."""
    body, name = _packed()
    digest = hashlib.sha256(body).hexdigest()
    make_private(folder)
    home = make_private(folder / digest)
    path = home / name
    if not path.exists() or path.read_bytes() != body:
        fresh = path.with_name(f".{name}.new")
        fresh.write_bytes(body)
        fresh.chmod(0o600)
        os.replace(fresh, path)
    for other in folder.iterdir():
        if other.name != digest:
            for file in other.iterdir():
                file.unlink()
            other.rmdir()
    return Wheel(path, digest)


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """(name in the wheel, file) of every package below `root`, in order."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or "__pycache__" in name:
                continue
            ours = name.startswith(STATIC) or name in PROGRAMS
            if ours or (_is_package_file(path) and _in_package(root, path)):
                yield name, path


def _is_package_file(path: Path) -> bool:
    return path.suffix in (".py", *DATA) or path.name == "py.typed"


def _in_package(root: Path, path: Path) -> bool:
    """Whether each folder above it is a package; what a build tool has left there is none."""
    parents = path.relative_to(root).parents
    return all((root / parent / "__init__.py").exists() for parent in list(parents)[:-1])


def _packed() -> tuple[bytes, str]:
    root = Path(schemas.__file__).resolve().parents[1]
    installed = distribution(DISTRIBUTION)
    version = installed.version
    base = DISTRIBUTION.replace("-", "_")
    about = f"{base}-{version}.dist-info"
    members = [(name, path.read_bytes()) for name, path in files(root)]
    metadata = installed.read_text("METADATA") or installed.read_text("PKG-INFO") or ""
    licence = installed.read_text("licenses/LICENSE") or (root / "LICENSE").read_text("utf-8")
    members += [
        # The text below the headers, for the project's page, is of no use to a machine.
        (f"{about}/METADATA", (metadata.partition("\n\n")[0] + "\n").encode()),
        (f"{about}/licenses/LICENSE", licence.encode()),
        (
            f"{about}/WHEEL",
            b"Wheel-Version: 1.0\nGenerator: signalbox\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        ),
        (f"{about}/entry_points.txt", (installed.read_text("entry_points.txt") or "").encode()),
    ]
    record = "".join(f"{name},{_record(data)},{len(data)}\n" for name, data in members)
    members.append((f"{about}/RECORD", f"{record}{about}/RECORD,,\n".encode()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.external_attr = (0o100755 if name in PROGRAMS else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue(), f"{base}-{version}-py3-none-any.whl"


def _record(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
