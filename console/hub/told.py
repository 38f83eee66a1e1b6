"""Who has an inbox at the broker: kept on disk, because the gateway may not read them back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.wire import ids, private_file, strictjson
from schemas.wire.errors import Refused
from schemas.wire.layout import make_private
from schemas.wire.strictjson import canon


class Told:
    """`names`: of whom an inbox stands there. Raises `Refused("bad-config")` for an odd file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            raw = strictjson.loads_object(path.read_bytes(), 1024 * 1024)
            self.names = {ids.check_name(name) for name in raw["people"]}
        except FileNotFoundError:
            self.names = set()
        except (OSError, KeyError, TypeError, Refused) as error:
            raise Refused("bad-config", f"{path}: {error}") from None

    def add(self, names: Iterable[str]) -> None:
        self._keep(self.names | set(names))

    def remove(self, name: str) -> None:
        self._keep(self.names - {name})

    def _keep(self, names: set[str]) -> None:
        if names != self.names:
            make_private(self._path.parent)
            private_file.write(self._path, canon({"people": sorted(names), "v": 1}))
            self.names = names
