"""Which folder a case stands in, and keeping a file in it. A case is named by its folder or as `gallery:NAME`."""

import os
from pathlib import Path

from detente.errors import NotPermitted, UnknownName
from detente.store import casefile

GALLERY = Path(__file__).parent.parent / "gallery"


def gallery() -> tuple[str, ...]:
    """The cases that come with detente, the first one first."""
    names = (folder.name for folder in GALLERY.iterdir() if (folder / casefile.FILE).is_file())
    return tuple(sorted(names, key=lambda name: (name != "gaza-2024", name)))


def folder_of(name: str | os.PathLike[str]) -> Path:
    """The folder a case is named by. Raises UnknownName for a gallery name that is not there."""
    kind, colon, slug = str(name).partition(":")
    if kind == "gallery" and colon:
        if slug not in gallery():
            raise UnknownName("gallery case", slug, gallery())
        return GALLERY / slug
    return Path(name)


def is_case(folder: Path) -> bool:
    """A folder with a case file in it, or the file itself, rather than the files of another tool."""
    return folder.is_file() or (folder / casefile.FILE).is_file() or not folder.is_dir()


def home_of(name: str | os.PathLike[str]) -> Path:
    """The folder in which plans, weights and texts stand beside the case so named. Raises UnknownName."""
    folder = folder_of(name)
    return folder.parent if folder.is_file() else folder


def own_home_of(name: str | os.PathLike[str]) -> Path:
    """The same, where something may be written. Raises NotPermitted for a case of the gallery."""
    if str(name).startswith("gallery:"):
        raise NotPermitted("the gallery is kept as it came; copy the folder to change it")
    return home_of(name)


def keep(path: Path, content: str | bytes) -> Path:
    """Write a file, text as UTF-8, with the folders it needs. Raises NotPermitted."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise NotPermitted(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}") from error
    return path
