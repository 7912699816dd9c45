#!/usr/bin/env bash
# Calls and words that have no place: sleeps in tests, unsafe C functions, coroutines outside http,
# leftovers, markup the content policy forbids.
set -euo pipefail
bad=0
ban() { # ban PATTERN WHY PATH...
  local pattern=$1 why=$2
  shift 2
  if git grep -nE "$pattern" -- "$@"; then
    echo "^ $why"
    bad=1
  fi
}
ban '\b(sleep_for|sleep_until|usleep)\(' 'wait for a condition, do not sleep' 'server/*.cpp' 'tests/*.cpp'
ban 'waitForTimeout' 'wait for a condition, do not sleep' 'web/*.ts' 'web/*.tsx'
ban '\b(strcpy|strcat|sprintf|gets|system|popen)\(' 'unsafe' 'server/*.cpp' 'server/*.h'
ban '\b(TO''DO|FIX''ME|XX''X)\b' 'finish it or write an issue' 'server' 'web' 'tests' 'tools'
ban 'GTEST_SKIP|test\.only|describe\.(only|skip)|\b(test|it)\.skip\(' 'a skipped test proves nothing' 'server' 'web' 'tests'
ban 'dangerouslySetInnerHTML|\beval\(' 'content from outside must not become code' 'web/apps' 'web/packages'
ban '\bco_await\b' 'coroutines are miscompiled by GCC 12 in places; callbacks here' 'server'
exit $bad
