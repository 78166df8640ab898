#!/usr/bin/env bash
# What people and CI run: restore, build, format check, test. The last line gives the totals.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

configuration=${CONFIGURATION:-Release}
log=$(mktemp)
format_log=$(mktemp)
trap 'rm -f "$log" "$format_log"' EXIT

# The storage tests run on Azurite too; without it they are skipped, and say so.
azurite=artifacts/azurite
if [ ! -f "$azurite/node_modules/azurite/package.json" ]; then
  if command -v node >/dev/null && command -v npm >/dev/null; then
    echo "Installing Azurite 3.37.0 from npm into $azurite (about 365 MB, once)."
    mkdir -p "$azurite"
    # It asks for Node.js 22 and runs on 20 as well; npm's warnings about that are no news.
    npm install --prefix "$azurite" --no-save --ignore-scripts --no-audit --no-fund --loglevel error azurite@3.37.0 ||
      echo "Azurite cannot be installed: the tests on it will be skipped." >&2
  else
    echo "Node.js with npm is not installed: the tests on Azurite will be skipped." >&2
  fi
fi

# The SMTP tests talk to a real server; without it they are skipped, and say so.
if [ ! -f artifacts/smtp-server/node_modules/smtp-server/package.json ] && command -v npm >/dev/null; then
  echo "Installing smtp-server 3.21.6 from npm into artifacts/smtp-server (1 MB, once)."
  mkdir -p artifacts/smtp-server
  npm install --prefix artifacts/smtp-server --no-save --ignore-scripts --no-audit --no-fund --loglevel error smtp-server@3.21.6 ||
    echo "smtp-server cannot be installed: the tests on it will be skipped." >&2
fi

dotnet restore FundingAlerts.sln --locked-mode
dotnet build FundingAlerts.sln --configuration "$configuration" --no-restore -warnaserror
# Beside the tests: it takes two minutes, and half of the tests' time is waiting.
dotnet format FundingAlerts.sln --verify-no-changes --no-restore >"$format_log" 2>&1 &
format=$!

failed=0
passed=0
skipped=0
for project in tests/*Tests tests/*EndToEnd; do
  [ -d "$project" ] || continue
  name=$(basename "$project")
  echo "== $name"
  # "Total: 657, Errors: 0, Failed: 0, Skipped: 2, Not Run: 0" closes each run; the exit code alone would hide that nothing ran.
  status=0
  dotnet "$project/bin/$configuration/net10.0/$name.dll" -noColor | tee "$log" || status=$?
  count() { sed -n "s/.* Total:.*/&/p" "$log" | tail -1 | sed -nE "s/.* $1: ([0-9]+).*/\\1/p"; }
  total=$(count Total)
  lost=$(($(count Failed || echo 0) + $(count Errors || echo 0)))
  skips=$(count Skipped)
  if [ "${total:-0}" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$lost" -eq 0 ]; }; then
    echo "$name ended with $status after ${total:-0} tests." >&2
    lost=$((lost + 1))
  fi
  passed=$((passed + ${total:-0} - lost - ${skips:-0}))
  failed=$((failed + lost))
  skipped=$((skipped + ${skips:-0}))
done

if ! wait "$format"; then
  cat "$format_log" >&2
  echo "The formatting is not as 'dotnet format FundingAlerts.sln' leaves it; run that." >&2
  failed=$((failed + 1))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
