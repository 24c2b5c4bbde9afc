#!/usr/bin/env bash
# The check of a pipeline: prints a table, writes SARIF, and ends with the status of `ecr-auditor check`.
# Reads AUDITOR (the launcher), PATHS, FAIL_ON, SARIF, and SETTINGS, ACCOUNT and REGION where they are not empty.
# With BASE it prints what is new since that revision, and ends with the status of that; in GitHub also as a summary.
set -euo pipefail

read -r -a paths <<<"$PATHS"
options=(--fail-on "$FAIL_ON")
[ -z "${SETTINGS:-}" ] || options+=(--settings "$SETTINGS")
[ -z "${ACCOUNT:-}" ] || options+=(--account "$ACCOUNT")
[ -z "${REGION:-}" ] || options+=(--region "$REGION")

"$AUDITOR" check "${paths[@]}" "${options[@]}" --output sarif >"$SARIF" || true # the table below has the same status
if [ -n "${BASE:-}" ]; then
    options+=(--base "$BASE")
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        "$AUDITOR" check "${paths[@]}" "${options[@]}" --output markdown >>"$GITHUB_STEP_SUMMARY" || true
    fi
fi
"$AUDITOR" check "${paths[@]}" "${options[@]}"
