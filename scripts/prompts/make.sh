#!/usr/bin/env bash
# Speaks the catalogue into server/media/prompts/en/*.wav.
# Needs Debian's packages: apt-get install festival festvox-us-slt-hts sox
set -euo pipefail
cd "$(dirname "$0")/../.."
out=server/media/prompts/en
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

node scripts/prompts/list.js | while IFS=$'\t' read -r id text; do
  printf '%s\n' "$text" | text2wave -eval '(voice_cmu_us_slt_arctic_hts)' -o "$work/$id.wav"
  # Telephone band, even loudness, silence cut, 150 ms before and 200 ms after.
  sox "$work/$id.wav" -r 8000 -b 16 -c 1 "$work/$id.8k.wav" \
    highpass 150 lowpass 3600 \
    silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse \
    compand 0.01,0.15 -60,-60,-40,-30,-20,-17,0,-9 0 -20 \
    norm -4 pad 0.15 0.2
  # The same loudness for every prompt: -20 dBFS, never above -4 dBFS.
  rms=$(sox "$work/$id.8k.wav" -n stat 2>&1 | awk '/RMS.*amplitude/ {print $3}')
  peak=$(sox "$work/$id.8k.wav" -n stat 2>&1 | awk '/Maximum amplitude/ {print $3}')
  gain=$(awk -v r="$rms" -v p="$peak" 'BEGIN { g = 0.1 / r; if (g * p > 0.63) g = 0.63 / p; print g }')
  sox -v "$gain" "$work/$id.8k.wav" -b 16 "$out/$id.wav"
done
