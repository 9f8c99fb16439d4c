# shellcheck shell=bash
# A Chromium for the browser tests, as TESTS_CHROMIUM. It is the system's: none is downloaded.

find_chromium() {
  local name
  for name in "${TESTS_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
    '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then
      TESTS_CHROMIUM=$(command -v "$name")
      export TESTS_CHROMIUM
      return
    fi
  done
  return 1
}

want_chromium() {
  find_chromium || stop 'the browser tests need Chromium, and there is none that starts' \
    "install it with: $(install_command) $(all_names chromium)" \
    'or name one: TESTS_CHROMIUM=/path/to/chromium'
}
