"""The short forms of the campaign on the record; `make campaign` runs the long ones.

Each runs in a process of its own, which forks writers and puts another disk under SQLite.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).parent / "campaigns" / "record.py"


@pytest.mark.parametrize(
    ("name", "share"), [("killed", 0.003), ("cut", 0.002), ("tampered", 0.015), ("crowded", 0.006)]
)
def test_nothing_acknowledged_is_lost_and_every_tampering_is_found(name: str, share: float) -> None:
    command = [sys.executable, str(CAMPAIGN), "--only", name, "--share", str(share), "--workers", "1"]
    path = os.pathsep.join((str(CAMPAIGN.parent.parent), *filter(None, sys.path)))
    ended = subprocess.run(
        command, check=False, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.endswith("\n0 flaws\n")
