'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '../../../../_ui/button.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { frameOf } from './pixels.ts';
import type { Code } from './read-label.ts';
import { TorchButton } from './torch-button.tsx';
import type { ReadPicture } from './use-barcode-reader.ts';
import type { CameraState } from './use-camera.ts';

/** Between two pictures the machine belongs to others. */
const PAUSE_MS = 60;
/** Before a reader that could not be loaded is tried anew. */
const RETRY_MS = 3_000;

type Reading = { read: ReadPicture; onCodes: (codes: readonly Code[]) => void };
type Props = Reading & { camera: CameraState; onTryAgain: () => void };

/** What the camera sees, or why it sees nothing. */
export function CameraPart({ camera, onTryAgain, ...reading }: Props) {
  const words = useTranslations('scanLabel');
  if (camera.kind === 'off') {
    return (
      <div className="px-5 pt-1">
        <Notice kind="warning">
          {words(`${camera.problem}Camera`)}
          {camera.problem !== 'insecure' && (
            <Button size="small" className="mt-2 flex" onClick={onTryAgain}>
              {words('tryAgain')}
            </Button>
          )}
        </Notice>
      </div>
    );
  }
  return (
    <div className="relative min-h-56 overflow-hidden bg-black max-sm:flex-1 sm:aspect-video">
      {camera.kind === 'on' ? (
        <LivePicture stream={camera.stream} {...reading} />
      ) : (
        <p role="status" className="absolute inset-0 grid place-items-center p-5 text-center text-white">
          {words('starting')}
        </p>
      )}
    </div>
  );
}

function LivePicture({ stream, read, onCodes }: Reading & { stream: MediaStream }) {
  const words = useTranslations('scanLabel');
  const video = useRef<HTMLVideoElement>(null);
  useFrames(video, { stream, read, onCodes });
  return (
    <>
      <video
        ref={video}
        aria-label={words('picture')}
        autoPlay
        muted
        playsInline
        className="absolute inset-0 size-full object-cover"
      />
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-[7%] inset-y-[14%] rounded-2xl border-2 border-white/90 shadow-[0_0_0_100vmax_rgb(0_0_0/45%)]"
      />
      <TorchButton stream={stream} />
    </>
  );
}

/** Reads one picture after the other, as fast as they can be read. */
function useFrames(
  video: React.RefObject<HTMLVideoElement | null>,
  { stream, read, onCodes }: Reading & { stream: MediaStream },
): void {
  const tell = useEffectEvent(onCodes);
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return;
    shown.srcObject = stream;
    const canvas = document.createElement('canvas');
    let next: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const frame = frameOf(shown, canvas);
      const codes = frame && (await read(frame));
      if (isOver) return;
      if (codes !== undefined) tell(codes);
      const isBroken = frame !== undefined && codes === undefined;
      next = setTimeout(() => void look(), isBroken ? RETRY_MS : PAUSE_MS);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(next);
      shown.srcObject = null;
    };
  }, [video, stream, read]);
}
