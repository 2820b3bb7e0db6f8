#!/usr/bin/env bash
# Makes a shop with nine departments and a quarter of check-ins every two weeks, and shows what its founder sees on a Monday.
# Needs okrctl on the PATH.
#   examples/demo.sh [FOLDER]      ./demo by default; made anew each time
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
demo="${1:-demo}"
day=2026-03-23

if [ -e "$demo" ] && [ ! -e "$demo/.made-by-okrctl-demo" ]; then
  echo "$demo exists and was not made by this script; name another folder" >&2
  exit 2
fi
rm -rf -- "$demo"
mkdir -p -- "$demo"
touch -- "$demo/.made-by-okrctl-demo"
program="$(command -v okrctl)"
# the Python that okrctl is installed in
python="$(sed -n '1s/^#! *//p' "$program")"
[ -x "$python" ] || python="$(dirname -- "$program")/python"
program="${program#"$PWD/"}"

show() {
  printf '\n$ okrctl %s\n' "$*"
  okrctl --root "$shop" "$@"
}

shop="$demo/shop"
printf '$ okrctl init %s --template ecommerce\n' "$shop"
okrctl init "$shop" --template ecommerce --organization "My Shop" --start 2026-01-01 --var 'free_shipping_above=$50'
cp -R -- "$here/northwind-outdoor" "$here/corner-shop" "$demo/"

printf '\nAdding a quarter of check-ins, every two weeks: '
"$python" "$here/weeks.py" "$shop"

show validate
show score --as-of "$day"
show status --as-of "$day" --since last-monday
show deps --as-of "$day"

printf '\n%s holds this shop and two example companies. Go on with:\n' "$demo"
printf '  %s --root %s --as-of %s show marketing/conversion-rate\n' "$program" "$shop" "$day"
printf '  %s --root %s/northwind-outdoor --as-of 2026-06-19 status\n' "$program" "$demo"
