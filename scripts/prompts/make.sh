#!/usr/bin/env bash
# Speaks the texts of server/media/prompts/*.ts into server/media/prompts/LANGUAGE/*.wav, for the languages that are named
# or all of them.
# Needs Debian's packages: apt-get install festival festvox-us-slt-hts sox
# and LINGWARE, a folder with SVOX Pico's de-DE, fr-FR and es-ES files (pico/lang of github.com/naggety/picotts).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pico() {
  [ -d "$work/pico" ] || npm install --silent --no-save --prefix "$work/pico" @echogarden/svoxpico-wasm@0.2.0
  node scripts/prompts/speak-pico.js "$work/pico/node_modules/@echogarden/svoxpico-wasm/svoxpico.js" \
    "${LINGWARE:?the folder of SVOX Pico\'s lingware}" "$1" "$work"
}

speak() {
  case $1 in
    en) while IFS=$'\t' read -r id text; do
      printf '%s\n' "$text" | text2wave -eval '(voice_cmu_us_slt_arctic_hts)' -o "$work/$id.wav"
      sox -G -D "$work/$id.wav" -t raw -e signed -r 16000 -b 16 -c 1 "$work/$id.raw"
    done ;;
    de) pico de-DE ;;
    # These two voices would spell PIN.
    fr) sed 's/\bPIN\b/pinne/' | pico fr-FR ;;
    es) sed 's/\bPIN\b/pin/' | pico es-ES ;;
  esac
}

# Even loudness, silence cut, 150 ms before and 200 ms after; before a letter or a digit, which come in rows, less.
level() {
  local id=$1 out=$2 pad="0.15 0.2"
  case $id in letter-* | digit-*) pad="0.06 0.18" ;; esac
  sox -t raw -e signed -r 16000 -b 16 -c 1 "$work/$id.raw" -b 16 "$work/$id.even.wav" \
    gain -6 highpass 150 lowpass 7000 \
    silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse \
    compand 0.01,0.15 -60,-60,-40,-30,-20,-17,0,-9 0 -20 \
    norm -4 pad $pad
  # The same loudness for every prompt: -20 dBFS, never above -4 dBFS, which takes a limiter where one sound stands out.
  for _ in 1 2 3 4 5 6; do
    measure "$work/$id.even.wav"
    awk -v r="$rms" -v p="$peak" 'BEGIN { exit !(p * 0.1 > r * 0.63) }' || break
    sox -v 0.9 "$work/$id.even.wav" "$work/$id.limited.wav" \
      compand 0.002,0.05 -90,-90,-12,-12,0,-7 0 0 0.002 norm -4
    mv "$work/$id.limited.wav" "$work/$id.even.wav"
  done
  measure "$work/$id.even.wav"
  gain=$(awk -v r="$rms" -v p="$peak" 'BEGIN { g = 0.1 / r; if (g * p > 0.63) g = 0.63 / p; print g }')
  sox -v "$gain" "$work/$id.even.wav" -b 16 "$out/$id.wav"
}

measure() {
  read -r rms peak < <(sox "$1" -n stat 2>&1 | awk '
    /RMS.*amplitude/ { rms = $3 }
    /(Maximum|Minimum) amplitude/ { size = $3 < 0 ? -$3 : $3; if (size > peak) peak = size }
    END { print rms, peak }')
}

[ $# -gt 0 ] || set -- en de fr es
for language; do
  out=server/media/prompts/$language
  mkdir -p "$out"
  node scripts/prompts/list.js "$language" >"$work/lines"
  speak "$language" <"$work/lines"
  cut -f1 "$work/lines" | while read -r id; do level "$id" "$out"; done
done
