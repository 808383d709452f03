"""The soak of `make soak`, small: every report accounted for, whatever is killed meanwhile."""

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak.py"


def test_a_small_quarter_survives_random_kills(tmp_path: Path) -> None:
    words = ["--reports", "40", "--pages", "1", "--kills", "2", "--folder", str(tmp_path / "soak")]
    done = subprocess.run(
        [sys.executable, str(SOAK), *words], capture_output=True, text=True, check=False
    )
    assert "40 of 40 accounted for, 0 things wrong" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
