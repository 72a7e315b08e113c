#!/usr/bin/env bash
# Pins every dependency by version and hash. Package addresses are left out on purpose:
# each machine uses the index it is configured for.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=${UV:-uv}
compile() {
  "$UV" pip compile pyproject.toml "$@" --python-version 3.10 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
}
compile -o requirements/runtime.txt
compile --extra dev -c requirements/runtime.txt -o requirements/dev.txt
