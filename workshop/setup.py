"""Make the virtual environment and build what is built; says what it is doing.

Runs on the system's Python, so it uses the standard library only.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

STEPS = (
    ("Python environment", ["{python}", "-m", "venv", "{venv}"]),
    ("Python packages", ["{bin}/python", "-m", "pip", "install", "-q", "-e", ".[workshop]"]),
    ("Browser libraries", ["{bin}/python", "workshop/vendor.py"]),
    ("Sample module", ["{bin}/python", "-m", "content_packages.samples.build"]),
    ("Translations", ["{bin}/python", "workshop/translations.py", "--compile"]),
)


def main(venv: str) -> int:
    began = time.monotonic()
    names = {"python": sys.executable, "venv": venv, "bin": f"{venv}/bin"}
    for number, (title, command) in enumerate(STEPS, start=1):
        print(f"[{number}/{len(STEPS)}] {title} …", flush=True)
        done = run([part.format(**names) for part in command])
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            print(f"This step failed: {title}.", file=sys.stderr)
            return 1
    print(f"Ready in {time.monotonic() - began:.0f} seconds.")
    return 0


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
