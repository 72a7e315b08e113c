#!/usr/bin/env bash
# Builds the private environment in .venv: uv if it is missing, Python 3.10, the pinned and
# hashed requirements, then this project. Does nothing when all of that is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv/.requirements
wanted=$(cat requirements/dev.txt pyproject.toml scripts/bootstrap.sh | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

find_uv() {
  if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
  if [ ! -x .uv/bin/uv ]; then
    local python
    for python in python3.10 python3 /usr/bin/python3; do
      if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        say "Fetching uv, the installer (once) ..."
        rm -rf .uv
        "$python" -m venv .uv && .uv/bin/python -m pip install --quiet uv && break
      fi
    done
  fi
  [ -x .uv/bin/uv ] || { say "Hammy needs python3 with its venv module, or uv, to start."; exit 2; }
  echo .uv/bin/uv
}

uv=$(find_uv)
say "Preparing Python 3.10 and Hammy's libraries (the first time takes a few minutes) ..."
"$uv" venv --quiet --clear --python 3.10 .venv
"$uv" pip install --quiet --python .venv/bin/python --no-deps --require-hashes -r requirements/dev.txt
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
echo "$wanted" > "$stamp"
