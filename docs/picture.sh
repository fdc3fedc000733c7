#!/usr/bin/env bash
# docs/picture.sh [PAGE] [DRAGOMAN]: makes docs/images/page.png, the picture in the README, with Chromium (apt install chromium). EVENT=3 shows e3.
set -euo pipefail
cd "$(dirname "$0")/.."
page=${1:-examples/pages/raxaul-corridor-reopens.txt}
dragoman=${2:-.venv/bin/dragoman}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$dragoman" code "$page" --format html -o "$work/page.html"
# Going to an event must not scroll the headline away: for the picture alone the page gets a style that its own policy would forbid.
sed -i -e 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' -e 's/<\/head>/<style>html{scroll-padding-top:9999px}<\/style><\/head>/' "$work/page.html"
# Only root needs --no-sandbox; a window of a laptop's width, tall enough for the first events.
flags=(--headless=new --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" --window-size=1280,940)
[ "$(id -u)" = 0 ] && flags+=(--no-sandbox)
mkdir -p docs/images
chromium "${flags[@]}" --screenshot=docs/images/page.png "file://$work/page.html#p1t${EVENT:-2}" 2>/dev/null
echo "docs/images/page.png"
