"""Edits a DOCX file in LibreOffice as a person would: opens it, replaces words, and saves it as DOCX.

Run with the system's own Python, which has LibreOffice's `uno`: `python3 office.py FILE OLD NEW [OLD NEW ...]`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = "/usr/bin/python3"


def missing() -> str:
    """What keeps LibreOffice from being driven, or ''."""
    if shutil.which("soffice") is None:
        return "install LibreOffice (libreoffice-writer-nogui) to run this test"
    if (
        not Path(PYTHON).exists()
        or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    ):
        return "install python3-uno to run this test"
    return ""


def edited(path: Path, *changes: tuple[str, str]) -> Path:
    """The file after LibreOffice has replaced the words and saved it, beside it."""
    words = [each for change in changes for each in change]
    done = subprocess.run(
        [PYTHON, __file__, str(path), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(path.parent)},
    )
    assert done.returncode == 0, done.stderr
    return path.with_suffix(".edited.docx")


def _drive(path: Path, changes: list[tuple[str, str]]) -> None:
    import uno  # type: ignore[import-not-found]
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    pipe = f"detente{os.getpid()}"
    home = tempfile.mkdtemp()
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{home}",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
        for _ in range(240):
            try:
                remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # noqa: BLE001 - not there yet
                time.sleep(0.25)
        desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
        for old, new in changes:
            search = document.createReplaceDescriptor()
            search.SearchString, search.ReplaceString, search.SearchCaseSensitive = old, new, True
            assert document.replaceAll(search) == 1, f"{old!r} stands not once"
        kind = PropertyValue("FilterName", 0, "MS Word 2007 XML", 0)
        document.storeToURL(path.with_suffix(".edited.docx").as_uri(), (kind,))
        document.close(True)
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    given = sys.argv[2:]
    _drive(Path(sys.argv[1]), list(zip(given[::2], given[1::2], strict=True)))
