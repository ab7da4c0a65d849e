# Sourced by ./run and ./test: puts the locked packages and the project into a virtual environment.
# shellcheck shell=sh

find_python() {
    for python in python3.11 python3.12 python3.13 python3; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$python"
            return
        fi
    done
    echo "Common Ground needs Python 3.11 or newer, and none was found on this machine." >&2
    exit 1
}

# install_hashed FOLDER LOCK [OPTION]: what the lock names, and nothing that it does not.
install_hashed() {
    if [ -x "$1/bin/uv" ]; then
        UV_SYSTEM_CERTS=1 VIRTUAL_ENV="$PWD/$1" "$1/bin/uv" pip install --quiet --require-hashes \
            ${3:-} -r "requirements/$2.txt"
    else
        "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            ${3:-} -r "requirements/$2.txt"
    fi
}

# install_suggest FOLDER: the sentence model, an optional extra, without the torch that it asks for.
install_suggest() {
    stamp=$1/.installed-suggest
    wanted=$(cksum <requirements/suggest.txt)
    if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
        echo "Installing the sentence model into $1 ..." >&2
        install_hashed "$1" suggest --no-deps
        echo "$wanted" >"$stamp"
    fi
}

# install_locked FOLDER LOCK: nothing is done where the lock and the project are as they were.
install_locked() {
    stamp=$1/.installed-$2
    wanted=$(cat pyproject.toml requirements/installer.txt "requirements/$2.txt" | cksum)
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return
    fi
    echo "Installing Common Ground into $1 ..." >&2
    python=$(find_python)
    if ! "$python" -m venv "$1"; then
        echo "Python could not make a virtual environment; on Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    # uv installs faster and uses the system's certificates; pip alone does as well
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements/installer.txt ||
        echo "The installer uv is not to be had; pip does it alone." >&2
    install_hashed "$1" "$2"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --no-build-isolation --editable .
    echo "$wanted" >"$stamp"
}
