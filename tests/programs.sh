#!/usr/bin/env bash
# Installs the programs that tests use and that are missing. Tests never pass by skipping: without them they fail.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v g++ >/dev/null || missing+=(g++)
PATH="$PATH:/usr/sbin" command -v smtp-sink >/dev/null || missing+=(postfix)
[ ${#missing[@]} -eq 0 ] && exit 0
install="apt-get install -y --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "The tests need: ${missing[*]}. Install them with your system's package manager." >&2
  exit 1
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "The tests need: ${missing[*]}. Type: sudo $install" >&2
    exit 1
  fi
  run=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
"${run[@]}" apt-get update -qq && "${run[@]}" $install >/dev/null
