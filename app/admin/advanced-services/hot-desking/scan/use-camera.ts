'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';

/** Why there is no picture: the page came by plain HTTP, nobody may, nothing is there, or another program has it. */
export type CameraProblem = 'insecure' | 'denied' | 'none' | 'busy';
export type CameraState =
  | { kind: 'starting' }
  | { kind: 'on'; stream: MediaStream }
  | { kind: 'off'; problem: CameraProblem };

/** The camera behind a mobile, or the one that there is; barcodes want detail. */
const WANTED: MediaStreamConstraints = {
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** Has the camera for as long as the component is there and its page is looked at. */
export function useCamera(): { camera: CameraState; tryAgain: () => void } {
  const [camera, setCamera] = useState<CameraState>({ kind: 'starting' });
  const [attempt, setAttempt] = useState(0);
  const isSeen = useSyncExternalStore(onVisibilityChange, isPageSeen, () => false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to begin anew.
  useEffect(() => {
    if (!isSeen) return;
    let isOver = false;
    let stop = () => {};
    setCamera({ kind: 'starting' });
    openCamera().then(
      (stream) => {
        stop = () => stopCamera(stream);
        if (isOver) return stop();
        const [track] = stream.getVideoTracks();
        track?.addEventListener('ended', () => !isOver && setCamera({ kind: 'off', problem: 'busy' }));
        setCamera({ kind: 'on', stream });
      },
      (error: unknown) => !isOver && setCamera({ kind: 'off', problem: problemOf(error) }),
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [isSeen, attempt]);
  return { camera, tryAgain: () => setAttempt((before) => before + 1) };
}

async function openCamera(): Promise<MediaStream> {
  // Browsers hide it from pages that came by plain HTTP.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined)
    throw new DOMException('', window.isSecureContext ? 'NotFoundError' : 'SecurityError');
  return devices.getUserMedia(WANTED);
}

/** Media Capture and Streams, 10.3.1: why getUserMedia fails. */
function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'SecurityError') return 'insecure';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
}

function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const isPageSeen = (): boolean => document.visibilityState === 'visible';

function onVisibilityChange(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
