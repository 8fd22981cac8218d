# What the verbs of script/ share; read by them (". script/lib.sh"), never run.
# Each verb is a few lines: it says what it needs, then calls the tool.
# shellcheck shell=sh disable=SC2086 # some variables hold a list of names
set -eu
cd "$(dirname "$0")/.."

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-fr}}}" in en*) language=en ;; *) language=fr ;; esac

# say "en français" "in English": one sentence on the standard error.
say() {
    if [ "$language" = en ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}

die() {
    say "$@"
    exit 1
}

# The environment that is worked in: .venv, or for a while one beside it (.venv-…).
venv=.venv

# Where an environment keeps its commands (Windows has its own name).
bin() {
    if [ -d "$venv/Scripts" ]; then echo "$venv/Scripts"; else echo "$venv/bin"; fi
}

# privileged: root, or able to become it; asks for a password only where somebody can type it.
privileged() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# install_debian PACKAGE…: true once they are installed. The lists are read once, and only when something is missing.
lists_read=no
install_debian() {
    command -v apt-get >/dev/null && privileged || return 1
    say "Installation de : $*" "Installing: $*"
    if [ "$lists_read" = no ]; then
        quietly as_root apt-get update -qq || true # a foreign source that does not answer must not stop us
        lists_read=yes
    fi
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# quietly COMMAND…: what it prints is shown only if it fails.
quietly() {
    printed=$("$@" 2>&1) && return
    printf '%s\n' "$printed" >&2
    return 1
}

# suitable PYTHON: 3.11 or newer. equipped PYTHON: able to make an environment with pip in it.
suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
equipped() { suitable "$1" && "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# release PYTHON: 3.11, 3.13…
release() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# The names under which a Python may be found, the one to work with first.
debian=/usr/bin/python3
pythons="python3 $debian python3.14 python3.13 python3.12 python3.11 python py"

# find_python TEST: the first Python that passes it.
find_python() {
    for candidate in ${PYTHON:-} $pythons; do
        if "$1" "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

need_python() {
    python=$(find_python equipped) && return
    install_debian python3 python3-venv || true
    python=$(find_python equipped) && return
    die "Il faut Python 3.11 ou plus récent, avec venv. Debian, Ubuntu : sudo apt install python3-venv ;
macOS : brew install python ; Windows : winget install Python.Python.3.13. Puis relancez $0." \
        "Python 3.11 or newer with venv is needed. Debian, Ubuntu: sudo apt install python3-venv;
macOS: brew install python; Windows: winget install Python.Python.3.13. Then run $0 again."
}

# What an environment was made from: the lock, the project's own metadata, and where it stands.
fingerprint() { { cat "requirements/$1.txt" pyproject.toml && pwd; } | cksum; }

# made SET: true if the environment holds what requirements/SET.txt locks.
made() {
    [ -x "$(bin)/python" ] && [ "$(cat "$venv/made-$1" 2>/dev/null)" = "$(fingerprint "$1")" ] &&
        "$(bin)/python" -c 'import jeu_oie' 2>/dev/null
}

# need_environment SET: the environment from locked versions, each file checked by its hash. SET is run, dev (dev holds run),
# lowest or supply.
need_environment() {
    made "$1" || make_environment "$1"
    [ -z "$(find src/jeu_oie/locale -name '*.po' -newer "$venv/made-catalogs" 2>&1)" ] || compile_catalogs
}

# What gettext reads is made of the catalogs that people edit; kept in no repository.
compile_catalogs() { "$(bin)/python" hatch_build.py && : >"$venv/made-catalogs"; }

make_environment() {
    need_python
    say "Préparation de $venv avec $("$python" --version)…" "Making $venv with $("$python" --version)…"
    if ! "$(bin)/python" -m pip --version >/dev/null 2>&1; then
        rm -rf "$venv"
        "$python" -m venv "$venv"
    fi
    rm -f "$venv"/made-*
    # The pip that a Python brings may be one that takes another version than the lock's for what is asked of an extra
    # (before 23.3): a locked one takes its place, then installs the rest.
    for set in pip "$1"; do
        printed=$(pip --require-hashes -r "requirements/$set.txt" 2>&1) || die_of_pip "$set" "$printed"
    done
    # The checkout itself, in place: what builds it is locked too, so nothing else is fetched.
    pip --no-index --no-deps --no-build-isolation --editable .
    [ "$1" != dev ] || fingerprint run >"$venv/made-run"
    fingerprint "$1" >"$venv/made-$1"
}

pip() { PIP_DISABLE_PIP_VERSION_CHECK=1 "$(bin)/python" -m pip install --quiet "$@"; }

# die_of_pip SET PRINTED: what pip printed, then the cause that stands in it, and its cure; where none does, no guess.
die_of_pip() {
    printf '%s\n' "$2" >&2
    lock=requirements/$1.txt
    case "$2" in
    *"No space left on device"* | *"Disk quota exceeded"*)
        die "Les bibliothèques n'ont pas pu être installées : le disque est plein (df -h .). Faites de la place, puis relancez $0." \
            "The libraries could not be installed: the disk is full (df -h .). Make room, then run $0 again." ;;
    *"DO NOT MATCH THE HASHES"*)
        die "Un fichier reçu n'est pas celui que $lock attend (son empreinte diffère, voir ci-dessus) : rien n'en a été installé.
Videz le cache ($(bin)/python -m pip cache purge) et relancez $0 ; si cela revient, l'index ou le relais donne un autre fichier." \
            "A file that came is not the one that $lock expects (its hash differs, see above): nothing of it was installed.
Empty the cache ($(bin)/python -m pip cache purge) and run $0 again; if it comes back, the index or proxy gives another file." ;;
    *"must have their versions pinned"* | *"Hashes are required"*)
        die "Il manque à $lock une bibliothèque que pip demande (voir ci-dessus) : script/lock refait ce fichier." \
            "$lock lacks a library that pip asks for (see above): script/lock makes that file again." ;;
    *"Failed to establish a new connection"* | *"connection broken by"* | *"name resolution"* | *"timed out"* | *"ProxyError"* | *"SSLError"* | \
        *"ConnectionError"*)
        die "L'index des bibliothèques ne répond pas (voir ci-dessus) : réseau, relais ou certificat. Relancez $0 ensuite." \
            "The index of libraries does not answer (see above): network, proxy or certificate. Run $0 again afterwards." ;;
    *"No matching distribution found"* | *"requires a different Python"*)
        die "L'index n'a pas, pour ce Python ($(release "$(bin)/python")), la version que $lock demande (voir ci-dessus).
Essayez un autre Python (PYTHON=python3.13 $0), ou un index complet." \
            "The index does not have, for this Python ($(release "$(bin)/python")), the version that $lock asks for (see above).
Try another Python (PYTHON=python3.13 $0), or a complete index." ;;
    *"Permission denied"*)
        die "Les bibliothèques n'ont pas pu être installées : $venv ne se laisse pas écrire (voir ci-dessus). Donnez-vous ce dossier ou effacez-le, puis relancez $0." \
            "The libraries could not be installed: $venv cannot be written (see above). Take that folder over or delete it, then run $0 again." ;;
    esac
    die "Les bibliothèques n'ont pas pu être installées : la cause est ci-dessus." \
        "The libraries could not be installed: the cause stands above."
}

# beside PYTHON: the environment is one of its own, .venv-3.13; false where it is the release that is worked with.
beside() {
    if ! equipped "$1" || ! found=$(release "$1") || [ "$found" = "$(release "$(bin)/python")" ]; then return 1; fi
    venv=.venv-$found PYTHON=$1
}

# need_pango: what WeasyPrint makes the PDF of letters with, for the tests; no kit needs it. « jeu-oie letters » itself
# says what to type, for each system.
need_pango() {
    has_pango || { install_debian $pango && has_pango; } ||
        say "Il manque Pango : les tests des lettres échoueront. Debian, Ubuntu : sudo apt install $pango" \
            "Pango is missing: the tests of letters will fail. Debian, Ubuntu: sudo apt install $pango"
}
pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

has_pango() {
    "$(bin)/python" -c 'import sys, weasyprint.text.ffi as ffi
sys.exit(not getattr(ffi, "harfbuzz_subset", True))' >/dev/null 2>&1
}

# need_commands COMMAND PACKAGE …: pairs; what is missing is installed in one go. need_files: the same for files.
need_commands() {
    packages=
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || packages="$packages $2"
        shift 2
    done
    need_packages
}

need_files() {
    packages=
    while [ $# -gt 0 ]; do
        [ -e "$1" ] || packages="$packages $2"
        shift 2
    done
    need_packages
}

need_packages() {
    [ -z "$packages" ] || install_debian $packages ||
        say "À installer, sans quoi des tests échoueront :$packages" "To install, or some tests will fail:$packages"
}

# need_node: Node.js, and the tools that package-lock.json names: for the page's script, and what reads our exports.
need_node() {
    need_commands node nodejs npm npm
    wanted=$(cksum <package-lock.json)
    [ "$(cat node_modules/.made 2>/dev/null)" = "$wanted" ] && return
    quietly npm ci --no-audit --no-fund || die "Les outils de package.json n'ont pas pu être installés." \
        "The tools of package.json could not be installed."
    echo "$wanted" >node_modules/.made
}

page_scripts=$(for part in cards rules game play room end match answer search days letters stuck dossier modes; do echo "templates/page/script/$part.js"; done)
