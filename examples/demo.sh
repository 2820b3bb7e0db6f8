#!/usr/bin/env bash
# Makes a folder with a fresh shop and two example companies in it, and looks at them. Needs okrctl on the PATH.
#   examples/demo.sh [FOLDER]      ./demo without one; made anew each time
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
demo="${1:-demo}"

if [ -e "$demo" ] && [ ! -e "$demo/.made-by-okrctl-demo" ]; then
  echo "$demo is there and was not made by this script; name another folder" >&2
  exit 2
fi
rm -rf -- "$demo"
mkdir -p -- "$demo"
touch -- "$demo/.made-by-okrctl-demo"
cd -- "$demo"

say() { printf '\n\n== %s\n' "$*"; }

show() {
  printf '\n$ okrctl %s\n' "$*"
  okrctl "$@"
}

# Some of these weeks do not go well, so findings (exit 1) are part of the show; anything worse is not.
show_findings() {
  show "$@" || [ $? -eq 1 ]
}

quietly() {
  local file="$1" date="$2"
  shift 2
  okrctl -q checkin "$file" --date "$date" --by "you@example.com" "$@" >/dev/null
}

say "A fresh shop: nine departments from the ecommerce template"
show init shop --template ecommerce --organization "My Shop" --start 2026-01-01 --var 'free_shipping_above=$50'
cd shop
show validate --format concise

say "Some weeks go by: nine check-ins, the first of them in full; two departments keep silent"
show checkin customer-service.yaml --date 2026-01-16 --by you@example.com --note "Returns after the holidays" \
  --set processing-time=+5% --set response-time=95 --set resolution-rate=86 --set return-portal=designed
quietly product.yaml 2026-01-16 --set product-descriptions=31 --set order-value=+1%
quietly founder.yaml 2026-02-13 --set net-profit-margin=+0.1% --set operating-expenses=-0.2% --set revenue=+0.3% \
  --set customer-acquisition=+0.4% --set customer-churn=-0.1% --set new-markets=0 \
  --unchanged rest
quietly product.yaml 2026-02-13 --set order-value=+3% --set product-descriptions=52 --set return-policy=done \
  --set product-inquiries=-6% --set new-products=4 --set packaging-material=-1.5% --set standard-packaging=measured \
  --unchanged rest
quietly inventory.yaml 2026-02-13 --set in-stock-rate=93.5 --set stockouts=-2% --confidence wms=3 \
  --kr-note wms="The vendor asks for four more weeks" --unchanged rest
quietly marketing.yaml 2026-02-13 --set conversion-rate=+1% --set order-value=+1% --set organic-traffic=+2% \
  --set followers=+9% --set engagement=10.6 --set behavior-tracking=surveys --set recommendations=chosen \
  --unchanged rest
quietly customer-service.yaml 2026-02-13 --set processing-time=-6% --set response-time=70 --set resolution-rate=89 \
  --set return-inquiries=-4% --set satisfaction-survey=mail-and-chat --unchanged rest
quietly finance.yaml 2026-02-13 --set operating-expenses=-0.4% --set kpi-system=margins --set gross-margin=+0.2% \
  --unchanged rest
quietly technology.yaml 2026-02-13 --set app-rating=4.4 --set compliance-audit=customer-data --set app-conversion=+1% \
  --unchanged rest
show_findings validate --today --as-of 2026-02-14 --select OKR8 --format concise
show status --as-of 2026-02-14
show deps --as-of 2026-02-14

say "A company in the middle of its year"
cd ..
cp -R -- "$here/northwind-outdoor" "$here/corner-shop" .
cd northwind-outdoor
show_findings validate --format concise
show status --as-of 2026-06-19
show score marketing/seo --explain --as-of 2026-06-19
show deps --as-of 2026-06-19

say "And one shop in one file"
cd ../corner-shop
show status --all --as-of 2026-06-05

say "All of it is in $demo: try okrctl --help"
